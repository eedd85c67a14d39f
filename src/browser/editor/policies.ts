/*
 * Trusted Types: the page's Content-Security-Policy lets no text become HTML but through a policy that it names. There are two. The
 * default one sanitises whatever any code turns into HTML; ProseMirror's clipboard goes through it too. The other takes HTML as it is,
 * and is used in this file alone: to read it into a document that is never shown, where nothing runs and nothing loads.
 */
import { safeAddress } from '../../text/link-address.ts';

interface Policy {
  createHTML(html: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: { createHTML(html: string): string }): Policy;
}

let reading: Policy | undefined;

/** Once, before anything is pasted. Browsers without Trusted Types need none. */
export function startPolicies(): void {
  const { trustedTypes } = window as { trustedTypes?: PolicyFactory };
  reading = trustedTypes?.createPolicy('ProseMirrorClipboard', { createHTML: (html) => html });
  trustedTypes?.createPolicy('default', { createHTML: sanitised });
}

/** The body of a document that is never shown. */
export function readHtml(html: string): HTMLElement {
  const { body } = document.implementation.createHTMLDocument('');
  body.innerHTML = reading?.createHTML(html) ?? html;
  return body;
}

/** What is no text of a story, with all that is in it. */
const dropped = [
  ...['script', 'style', 'template', 'noscript', 'iframe', 'frame', 'object', 'embed', 'applet', 'svg', 'math'],
  ...[
    'link',
    'meta',
    'base',
    'title',
    'form',
    'input',
    'button',
    'select',
    'textarea',
    'audio',
    'video',
    'canvas',
    'dialog',
  ],
].join(',');
const attributes = ['colspan', 'rowspan', 'start', 'align', 'dir', 'lang'];

export function sanitised(html: string): string {
  const body = readHtml(html);
  for (const each of body.querySelectorAll(dropped)) each.remove();
  for (const each of body.querySelectorAll('*')) {
    for (const { name, value } of [...each.attributes]) {
      const isKept = attributes.includes(name) || name.startsWith('data-') || (name === 'href' && safeAddress(value));
      if (!isKept) each.removeAttribute(name);
    }
  }
  return body.innerHTML;
}
