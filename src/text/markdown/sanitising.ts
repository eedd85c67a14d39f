import sanitizeHtml from 'sanitize-html';
import { safeAddress } from '../link-address.ts';
import { directionAt } from './direction.ts';
import { escapeHtml, textOf, withoutBidiControls, withoutControls } from './plain-text.ts';

type Attributes = sanitizeHtml.Attributes;

const commentTags = ['p', 'em', 'strong', 'blockquote', 'ul', 'ol', 'li', 'code', 'pre', 'a', 'br'];
const tableTags = ['table', 'thead', 'tbody', 'tr', 'th', 'td'];
const storyTags = [...commentTags, ...tableTags, 'h2', 'h3', 'h4', 'hr', 'sup', 'sub', 'del', 'abbr'];
const renamed: Record<string, string> = { b: 'strong', i: 'em', s: 'del', strike: 'del', h1: 'h2', h5: 'h4', h6: 'h4' };
const directedTags = ['p', 'h2', 'h3', 'h4', 'li', 'blockquote', 'td', 'th'];
/** What is inside of these is no text for a reader (or is read by browsers in ways of its own) and goes with them. */
const swallowed = [
  ...['script', 'style', 'template', 'noscript', 'title', 'xmp', 'plaintext', 'iframe', 'noembed', 'noframes'],
  ...['svg', 'math', 'object', 'audio', 'video', 'canvas', 'textarea', 'select', 'option'],
];
const deepest = 100;
const mark = '\ue000';

const shared: sanitizeHtml.IOptions = {
  nonTextTags: swallowed,
  nestingLimit: deepest,
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  // Of a link whose address is refused the text stays.
  exclusiveFilter: ({ tag, attribs }) => (tag === 'a' && !attribs.href ? 'excludeTag' : false),
};

/**
 * Lets through what a story may hold and nothing else. `ids` are the ids that headings may bear; each is used up by
 * its first heading, so that none stands twice on a page.
 */
export const sanitiseStory = (html: string, ids: Set<string> = new Set()): string => {
  const before = new Set(ids);
  const clean = storyPass(html, ids);
  const used = [...before].filter((id) => !ids.has(id));
  return settled(clean, (text) => storyPass(text, new Set(used)));
};

/** Lets through what a comment may hold and nothing else. */
export const sanitiseComment = (html: string): string => settled(commentPass(html), commentPass);

/** Whether a story may hold the element, as it is or under the name that it is given. */
export const isStoryTag = (tag: string): boolean => storyTags.includes(tag) || Object.hasOwn(renamed, tag);

/** Whether what follows this piece of HTML is still read as text: not as an attribute, a comment or a script. */
export const endsInText = (html: string): boolean =>
  sanitizeHtml(html.replaceAll(mark, '') + mark, { ...shared, allowedTags: [] }).endsWith(mark);

/** HTML that is read the same way again: what a parser would put elsewhere is where it puts it. */
const settled = (html: string, pass: (text: string) => string): string => {
  let before = html;
  for (let count = 0; count < 5; count += 1) {
    const after = pass(before);
    if (after === before) return after;
    before = after;
  }
  return escapeHtml(textOf(html));
};

const storyPass = (html: string, ids: Set<string>): string => {
  const heading = (tag: string, attributes: Attributes): sanitizeHtml.Tag =>
    directedTag(tag, ids.delete(attributes.id ?? '') ? { id: attributes.id ?? '' } : {});
  const cell = (tag: string, attributes: Attributes): sanitizeHtml.Tag =>
    directedTag(tag, only(attributes, 'align', /^(?:left|right|center)$/));
  return finish(
    sanitizeHtml(html, {
      ...shared,
      allowedTags: storyTags,
      allowedAttributes: {
        ...Object.fromEntries(directedTags.map((tag) => [tag, ['dir', 'id', 'align']])),
        a: ['href', 'hreflang', 'rel'],
        ol: ['start'],
        abbr: ['title'],
      },
      transformTags: {
        ...Object.fromEntries(Object.entries(renamed).map(([from, to]) => [from, () => directedTag(to, {})])),
        ...Object.fromEntries(['p', 'li', 'blockquote'].map((tag) => [tag, () => directedTag(tag, {})])),
        ...Object.fromEntries(['h2', 'h3', 'h4'].map((tag) => [tag, heading])),
        ...{ th: cell, td: cell, ol: orderedList },
        a: (_tag, attributes) => link(attributes, (address) => (/^http/i.test(address) ? 'noopener' : '')),
      },
    }),
  );
};

const commentPass = (html: string): string => {
  const clean = sanitizeHtml(html, {
    ...shared,
    allowedTags: commentTags,
    allowedAttributes: { p: ['dir'], li: ['dir'], blockquote: ['dir'], ol: ['start'], a: ['href', 'rel'] },
    transformTags: {
      ...Object.fromEntries(['p', 'li', 'blockquote'].map((tag) => [tag, () => directedTag(tag, {})])),
      ol: orderedList,
      a: (_tag, attributes) => link({ href: attributes.href ?? '' }, () => 'ugc nofollow noopener'),
    },
  });
  return withoutBidiControls(finish(clean));
};

const directedTag = (tagName: string, attributes: Attributes): sanitizeHtml.Tag => ({
  tagName,
  attribs: directedTags.includes(tagName) ? { dir: 'auto', ...attributes } : attributes,
});

const link = (attributes: Attributes, relation: (address: string) => string): sanitizeHtml.Tag => {
  const href = safeAddress(attributes.href ?? '');
  if (!href) return { tagName: 'a', attribs: {} };
  const rel = relation(href);
  const language = only(attributes, 'hreflang', /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/);
  return { tagName: 'a', attribs: { href, ...language, ...(rel ? { rel } : {}) } };
};

const orderedList = (tagName: string, attributes: Attributes): sanitizeHtml.Tag => ({
  tagName,
  attribs: only(attributes, 'start', /^[0-9]{1,9}$/),
});

const only = (attributes: Attributes, name: string, pattern: RegExp): Attributes => {
  const value = attributes[name] ?? '';
  return pattern.test(value) ? { [name]: value } : {};
};

// The sanitiser closes empty elements as XML does; text and attributes hold no bare bracket, so this meets only tags.
const finish = (html: string): string => directed(withoutControls(html).replace(/<(br|hr) \/>/g, '<$1>'));

/** A quote and an item that hold paragraphs get the direction of their first letter. */
const directed = (html: string): string =>
  html.replace(
    /<(blockquote|li) dir="auto">(?=\s*<(?:p|ul|ol|blockquote|pre|h[2-4]|table)\b)/g,
    (whole, tag, at) => `<${tag} dir="${directionAt(html, at + whole.length)}">`,
  );
