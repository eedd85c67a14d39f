import { DomUtils, parseDocument } from 'htmlparser2';

/** Where a form of a page goes, and what it would send as it stands. */
export interface FoundForm {
  method: string;
  action: string;
  multipart: boolean;
  fields: [name: string, value: string][];
}

/** What there is to ask of a site, as somebody finds it who follows links. */
export interface Found {
  paths: string[];
  /** Names of parameters that any link or form has. */
  names: string[];
  forms: FoundForm[];
}

export type Get = (path: string) => Promise<{ type: string; text: string }>;

/** Pages that differ by numbers alone are one kind, and all stories are. */
export const kindOf = (path: string): string =>
  path
    .replaceAll(/\d+/g, '0')
    .replace(/[?#].*/, '')
    .replace(/^(\/0\/0\/0)\/[^/]+/, '$1/story');

/** From where everything that a role has is found. */
export const beginnings = [
  ...['/', '/admin/articles', '/admin/comments', '/admin/front', '/admin/settings', '/admin/account'],
  ...['/search?q=text', '/your-data'],
];

/** @param most pages that are looked at, and `few` of each kind */
export async function crawl(get: Get, seeds: readonly string[], most: number, few = 2): Promise<Found> {
  const waiting = [...seeds];
  const kinds = new Map<string, number>();
  const paths = new Set<string>();
  const names = new Set<string>();
  const forms = new Map<string, FoundForm>();
  for (let path = waiting.shift(); path !== undefined && paths.size < most; path = waiting.shift()) {
    const seen = kinds.get(kindOf(path)) ?? 0;
    if (paths.has(path) || seen >= few) continue;
    kinds.set(kindOf(path), seen + 1);
    paths.add(path);
    const { type, text } = await get(path);
    if (!type.startsWith('text/html')) continue;
    const page = parseDocument(text).children;
    for (const { attribs } of DomUtils.findAll(({ name }) => name === 'a', page)) {
      const link = attribs.href ?? '';
      if (!/^\/(?!\/)/.test(link)) continue;
      for (const name of new URLSearchParams(link.split('?')[1] ?? '').keys()) names.add(name);
      waiting.push(link.replace(/#.*/, ''));
    }
    for (const form of DomUtils.findAll(({ name }) => name === 'form', page)) {
      const found = formOf(form, path);
      for (const [name] of found.fields) names.add(name);
      const key = `${kindOf(found.action)} ${found.fields.map(([name]) => name).join()}`;
      if (!forms.has(key)) forms.set(key, found);
    }
  }
  return { paths: [...paths], names: [...names], forms: [...forms.values()] };
}

type Element = Parameters<typeof DomUtils.getAttributeValue>[0];

function formOf(form: Element, path: string): FoundForm {
  const controls = DomUtils.findAll(({ name }) => /^(input|select|textarea|button)$/.test(name), form.children);
  return {
    method: (form.attribs.method ?? 'get').toUpperCase(),
    action: form.attribs.action || path,
    multipart: form.attribs.enctype === 'multipart/form-data',
    fields: controls.flatMap((control): [string, string][] => {
      const { name, value } = control.attribs;
      return name ? [[name, value ?? DomUtils.textContent(control)]] : [];
    }),
  };
}
