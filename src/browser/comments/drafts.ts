/* What is typed is kept for the window until it is posted, so that nothing is lost with a page that is closed or loaded again. */

const fields = ['text', 'name', 'email'] as const;
const forms = '.reply-form[action*="/comments#"]';

const keyOf = (form: HTMLFormElement): string =>
  `comment ${new URL(form.action).pathname} ${form.querySelector<HTMLInputElement>('[name="parent"]')?.value ?? ''}`;

const fieldOf = (form: HTMLFormElement, name: string) =>
  form.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name="${name}"]`);

export function keepDrafts(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>(forms)) restoreDraft(form);
  document.addEventListener('input', ({ target }) => {
    const form = target instanceof Element ? target.closest<HTMLFormElement>(forms) : null;
    if (!form) return;
    const typed = Object.fromEntries(fields.map((name) => [name, fieldOf(form, name)?.value ?? '']));
    attempt(() => sessionStorage.setItem(keyOf(form), JSON.stringify(typed)));
  });
}

/** Into fields that are empty. */
export function restoreDraft(form: HTMLFormElement): void {
  attempt(() => {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? '{}');
    for (const name of fields) {
      const field = fieldOf(form, name);
      if (field && field.value === '' && typeof kept[name] === 'string') field.value = kept[name];
    }
  });
}

export const forgetDraft = (form: HTMLFormElement): void => attempt(() => sessionStorage.removeItem(keyOf(form)));

/** Where a browser keeps nothing, or no more, pages work without. */
function attempt(act: () => void): void {
  try {
    act();
  } catch {}
}
