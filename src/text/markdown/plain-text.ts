const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
const inlineTags = /<\/?(?:a|abbr|code|del|em|strong|sub|sup)(?:\s[^>]*)?>/g;
// Everything that Unicode calls a control character but tab and line feed; the byte order mark; noncharacters.
const controls = /[\p{Cc}\ufeff\ufffe\uffff]/gu;
// Embeddings, overrides and isolates: they can turn the text around a comment about (UAX 9).
const bidiControls = /[\u202a-\u202e\u2066-\u2069]/g;

/** A typed text with LF line ends and without control characters, NUL and halves of surrogate pairs. */
export const cleanSource = (text: string): string =>
  withoutControls(text.replace(/\r\n?|\u2028|\u2029/g, '\n').toWellFormed());

export const withoutControls = (text: string): string =>
  text.replace(controls, (control) => (control === '\n' || control === '\t' ? control : ''));

export const withoutBidiControls = (text: string): string => text.replace(bidiControls, '');

export const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** As `escapeHtml`, but an entity stays one: in Markdown `&copy;` is a sign. */
export const escapeMarkdownText = (text: string): string =>
  escapeHtml(text).replace(/&amp;(#\d{1,7}|#[Xx][a-fA-F0-9]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/g, '&$1;');

/** Safe HTML of a text as it was typed: paragraphs at blank lines, line breaks kept. */
export const escapedParagraphs = (text: string): string =>
  text
    .split(/\n[ \t]*\n\s*/)
    .filter((paragraph) => paragraph.trim())
    .map(
      (paragraph) => `<p dir="auto">${escapeHtml(paragraph.replace(/^\n+|\n+$/g, '')).replaceAll('\n', '<br>')}</p>\n`,
    )
    .join('');

/** The text of sanitised HTML, in which there are no other entities than the four. */
export const textOf = (html: string): string =>
  html
    .replace(inlineTags, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:amp|lt|gt|quot);/g, (entity) => entities[entity] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();

/** A word is what stands between blanks or dashes and holds a letter or a digit of any script. */
export const countWords = (text: string): number =>
  text.split(/[\s–—]+/u).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
