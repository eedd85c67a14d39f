import { findVideo } from '../../text/embeds.ts';
import { removeWordLists } from './paste/lists.ts';
import { plainTables } from './paste/tables.ts';
import { players } from './players.ts';
import { readHtml } from './policies.ts';

/**
 * What comes from the clipboard as the structure that it means: emphasis that Google Docs and Word write as styles, Word's lists, which
 * are paragraphs, tables without spans, players of videos. What a story cannot hold is left to the schema, which takes the text of it.
 */
export function cleanPaste(html: string): string {
  // Of this editor itself.
  if (html.includes('data-pm-slice')) return html;
  const body = readHtml(html);
  removeNoise(body);
  removeWordLists(body);
  for (const list of body.querySelectorAll(':is(ul, ol) > :is(ul, ol)')) intoItemBefore(list);
  for (const styled of body.querySelectorAll<HTMLElement>('[style]')) styleAsElements(styled);
  for (const heading of body.querySelectorAll('h1, h5, h6')) rename(heading, heading.tagName === 'H1' ? 'h2' : 'h4');
  for (const link of body.querySelectorAll('a')) plainLink(link);
  for (const frame of body.querySelectorAll('iframe')) frame.replaceWith(...videoOf(frame.getAttribute('src') ?? ''));
  plainTables(body);
  for (const text of textsOf(body)) text.data = plainBlanks(text.data);
  for (const paragraph of body.querySelectorAll('p, h2, h3, h4, li')) removeIfEmpty(paragraph);
  return body.innerHTML;
}

/** Comments, among them Word's conditions; Office's own elements; Google's `b` around everything, which is not bold. */
function removeNoise(body: HTMLElement): void {
  const comments = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found: Node[] = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  for (const comment of found) (comment as Comment).remove();
  for (const each of body.querySelectorAll('style, script, title, xml, br.Apple-interchange-newline')) each.remove();
  for (const each of body.querySelectorAll('*')) if (each.tagName.includes(':')) unwrap(each);
  for (const each of body.querySelectorAll('b[id^="docs-internal-guid"]')) unwrap(each);
}

/** Google Docs puts an inner list beside the item that it belongs to. */
function intoItemBefore(list: Element): void {
  const before = list.previousElementSibling;
  if (before?.tagName === 'LI') before.append(list);
}

const meanings: [pattern: RegExp, element: string][] = [
  [/font-weight:\s*(?:bold|[6-9]00)/i, 'strong'],
  [/font-style:\s*italic/i, 'em'],
  [/text-decoration[^;]*:[^;]*line-through/i, 's'],
  [/vertical-align:\s*super/i, 'sup'],
  [/vertical-align:\s*sub/i, 'sub'],
];

/** Headings are bold by themselves. */
function styleAsElements(styled: HTMLElement): void {
  const style = styled.getAttribute('style') ?? '';
  styled.removeAttribute('style');
  if (/^(?:b|strong)$/i.test(styled.tagName) && /font-weight:\s*(?:normal|400)/i.test(style)) {
    unwrap(styled);
    return;
  }
  if (styled.tagName !== 'SPAN') return;
  const isHeading = styled.closest('h1, h2, h3, h4, h5, h6') !== null;
  for (const [pattern, name] of meanings) {
    if (!pattern.test(style) || (isHeading && name === 'strong')) continue;
    const made = styled.ownerDocument.createElement(name);
    made.append(...styled.childNodes);
    styled.append(made);
  }
}

/** Google Docs leads links through an address of its own; Word's bookmarks are no links. */
function plainLink(link: HTMLAnchorElement): void {
  const href = link.getAttribute('href') ?? '';
  if (!href || href.startsWith('#')) {
    unwrap(link);
    return;
  }
  const led = URL.canParse(href) ? new URL(href) : null;
  const target = led?.hostname === 'www.google.com' && led.pathname === '/url' ? led.searchParams.get('q') : null;
  if (target) link.setAttribute('href', target);
}

function videoOf(address: string): Node[] {
  const video = findVideo(address.replace(/^\/\//, 'https://'), players());
  if (!video) return [];
  const block = document.createElement('div');
  block.dataset.block = 'video';
  block.dataset.url = video.address;
  return [block];
}

function rename(each: Element, name: string): void {
  const made = each.ownerDocument.createElement(name);
  made.append(...each.childNodes);
  each.replaceWith(made);
}

const unwrap = (each: Element): void => each.replaceWith(...each.childNodes);

function textsOf(body: HTMLElement): Text[] {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as Text);
  return found;
}

/** Word processors keep the width of blanks with those that do not break; a single one between words is meant. */
const plainBlanks = (text: string): string => text.replace(/[ \u00a0]*(?: |\u00a0\u00a0)[ \u00a0]*/g, ' ');

function removeIfEmpty(block: Element): void {
  if (!block.textContent?.replaceAll('\u00a0', ' ').trim() && !block.querySelector('[data-block]')) block.remove();
}
