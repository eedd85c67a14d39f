import { textOf } from './markdown/plain-text.ts';
import { sanitiseComment } from './markdown/sanitising.ts';

const mostParagraphs = 40;
const longestParagraph = 4_000;

/** HTML of somebody else's as paragraphs of plain text; of links their words stay. */
export const paragraphsOf = (html: string): string[] =>
  sanitiseComment(html.slice(0, 60_000))
    .replace(/<br>/g, '\n')
    .split(/<\/(?:p|li|blockquote|pre)>|\n\s*\n/)
    .map((part) => part.split('\n').map(textOf).filter(Boolean).join('\n'))
    .filter((text) => text !== '')
    .slice(0, mostParagraphs)
    .map((text) => text.slice(0, longestParagraph).toWellFormed());
