import type { Editor } from '@tiptap/core';

/** Languages that are written from right to left, whatever the newsroom has. */
const rightToLeft = /^(?:ar|arc|ckb|dv|fa|he|ks|ku-Arab|ps|sd|syr|ug|ur|yi)(?:-|$)/i;

/** The texts of the form follow the story's language: their direction, and what the browser's spell checking knows. */
export function followLanguage(editor: Editor): void {
  const choice = document.querySelector<HTMLSelectElement>('select[name="language"]');
  choice?.addEventListener('change', () => {
    const { value: lang } = choice;
    const dir = rightToLeft.test(lang) ? 'rtl' : 'ltr';
    const texts = document.querySelectorAll<HTMLTextAreaElement>('.canvas textarea[lang]');
    for (const text of texts) Object.assign(text, { lang, dir });
    const { attributes } = editor.options.editorProps;
    editor.setOptions({
      editorProps: { ...editor.options.editorProps, attributes: { ...(attributes as object), lang, dir } },
    });
  });
}
