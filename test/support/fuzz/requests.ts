import fc from 'fast-check';
import type { Found, FoundForm } from './crawl.ts';
import { text } from './hostile.ts';

/** What is sent; `path` as it stands in the first line, `body` as its bytes. */
export interface FuzzedRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | null;
}

/** Whole requests for what was found, each with something wrong: address, parameters, fields, headers, or all of the body. */
export function requestsFor({ paths, names, forms }: Found): fc.Arbitrary<FuzzedRequest> {
  const path = fc.constantFrom(...paths);
  const name = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: text });
  const posts = forms.filter(({ method }) => method === 'POST');
  const get = (address: string, headers: Record<string, string> = {}) => ({
    ...{ method: 'GET', path: address, headers, body: null },
  });
  const address = fc.tuple(path, text, fc.nat(6)).map(([known, part, at]) => get(withPart(known, part, at)));
  const query = fc
    .tuple(path, fc.array(fc.tuple(name, text), { minLength: 1, maxLength: 4 }))
    .map(([known, pairs]) => get(`${known.split('?')[0]}?${new URLSearchParams(wellFormed(pairs))}`));
  const headed = fc.tuple(path, fc.dictionary(fc.constantFrom(...headerNames), headerValue, { maxKeys: 4 }));
  const form = fc
    .tuple(
      fc.constantFrom(...posts),
      fc.array(fc.tuple(fc.nat(40), text), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
    )
    .map(([found, changes, drops]) => sent(found, changed(found, changes, drops)));
  const raw = fc.tuple(fc.constantFrom(...posts), fc.constantFrom(...types), text).map(([{ action }, type, body]) => ({
    ...{ method: 'POST', path: encoded(action), headers: { 'Content-Type': type }, body },
  }));
  return fc.oneof(
    { weight: 3, arbitrary: address },
    { weight: 4, arbitrary: query },
    { weight: 2, arbitrary: headed.map(([known, headers]) => get(encoded(known), headers)) },
    { weight: 8, arbitrary: form },
    { weight: 2, arbitrary: raw },
  );
}

const headerNames = [
  ...[
    'Cookie',
    'Accept',
    'Accept-Encoding',
    'Accept-Language',
    'If-None-Match',
    'If-Modified-Since',
    'Range',
    'If-Range',
  ],
  ...['Referer', 'Origin', 'User-Agent', 'X-Requested-With', 'Authorization', 'Sec-Purpose', 'Sec-Fetch-Site', 'Via'],
];

/** What a header may hold at all. */
const headerValue = text.map((value) => value.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?').slice(0, 3000));

const types = [
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=utf-7',
  'multipart/form-data',
  'multipart/form-data; boundary=a',
  'multipart/form-data; boundary="\\"',
  'application/json',
  'text/plain; charset=nothing',
  'image/png',
  '',
] as const;

/** A part of a path in the place of another, or behind it, as browsers would write it. */
function withPart(known: string, part: string, at: number): string {
  const parts = (known.split('?')[0] ?? '').split('/');
  const spelled = encodeURIComponent(part.toWellFormed()).slice(0, 4000);
  parts[1 + (at % parts.length)] = at === 6 ? part.replaceAll(/[^\x21-\x7e]/g, '').slice(0, 500) : spelled;
  return parts.join('/');
}

const encoded = (path: string): string => encodeURI(decodeURI(path));

const wellFormed = (pairs: [string, string][]) =>
  pairs.map(([name, value]): [string, string] => [
    name.toWellFormed().slice(0, 200),
    value.toWellFormed().slice(0, 3000),
  ]);

function changed({ fields }: FoundForm, changes: [number, string][], drops: boolean): [string, string][] {
  const all = fields.map(([name, value]): [string, string] => [name, value]);
  for (const [at, value] of changes) {
    const field = all[at % Math.max(1, all.length)];
    if (field) field[1] = value;
    else all.push(['text', value]);
  }
  return drops ? all.slice(0, -1) : all;
}

function sent({ action, multipart }: FoundForm, fields: [string, string][]): FuzzedRequest {
  const path = encoded(action);
  if (!multipart) {
    const body = String(new URLSearchParams(wellFormed(fields)));
    return { ...{ method: 'POST', path, body }, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } };
  }
  const boundary = '----broadsheet';
  const parts = fields.map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value.toWellFormed()}\r\n`,
  );
  return {
    ...{ method: 'POST', path, body: `${parts.join('')}--${boundary}--\r\n` },
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
  };
}
