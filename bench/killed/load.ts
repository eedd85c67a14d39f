/** What people do at once while the program is killed: comment, save, publish, add pictures. What was answered is remembered. */

import { setTimeout as wait } from 'node:timers/promises';
import sharp from 'sharp';
import { type FilledForm, fillForm } from '../../test/support/forms.ts';

/** What the program said it has done. */
export interface Answered {
  comments: string[];
  saves: string[];
  publications: string[];
  uploads: string[];
}

export const nothing = (): Answered => ({ comments: [], saves: [], publications: [], uploads: [] });

interface Site {
  url: string;
  /** Path of a story that takes comments. */
  story: string;
  cookie: string;
  /** In what is written, so that no two runs write the same. */
  mark: string;
}

interface Load {
  /** When the first thing was answered. */
  begun: Promise<void>;
  /** What was answered until it was stopped; to be asked for once the program is dead. */
  stop(): Promise<Answered>;
}

/** Each of these works until it is stopped, whatever becomes of the program. */
export function startLoad(site: Site): Load {
  const answered = nothing();
  let isOver = false;
  const begun = Promise.withResolvers<void>();
  const again = async (work: (number: number) => Promise<void>, pause: number) => {
    for (let number = 1; !isOver; number += 1) {
      // The program may be dead by now.
      await work(number).catch(() => undefined);
      if (Object.values(answered).some(({ length }) => length > 0)) begun.resolve();
      await wait(pause);
    }
  };
  const lines = [
    ...[1, 2, 3].map((one) => again((number) => comment(site, `${one}-${number}`, answered), 100)),
    ...[1, 2].map((one) => again((number) => save(site, `${one}-${number}`, answered), 5)),
    again((number) => publish(site, String(number), answered), 5),
    again((number) => upload(site, String(number), answered), 5),
  ];
  return {
    begun: begun.promise,
    async stop() {
      isOver = true;
      await Promise.all(lines);
      return answered;
    },
  };
}

let networks = 0;

async function comment({ url, story, mark }: Site, number: string, answered: Answered): Promise<void> {
  const text = `Remark ${mark} ${number}: who pays for the quay, and who decided that it should be so?`;
  networks += 1;
  const headers = {
    'Sec-Fetch-Site': 'same-origin',
    'X-Forwarded-For': `10.${(networks >> 16) & 255}.${(networks >> 8) & 255}.${networks & 255}`,
  };
  const fields = { text, name: `Reader ${number}`, email: `reader-${mark}-${number}@example.org` };
  const body = new URLSearchParams(fields);
  const { status } = await fetch(`${url}${story}/comments`, { method: 'POST', headers, body, redirect: 'manual' });
  if (status === 303) answered.comments.push(text);
}

async function save(site: Site, number: string, answered: Answered): Promise<void> {
  const headline = `Saved ${site.mark} ${number}`;
  const sent = await send(site, await open(site, '/admin/articles/new', 'Save', { Headline: headline, Text: 'So.' }));
  if (sent.status === 303) answered.saves.push(headline);
}

async function publish(site: Site, number: string, answered: Answered): Promise<void> {
  const headline = `Published ${site.mark} ${number}`;
  const story = { Headline: headline, Text: `As it was, ${headline}.`, Section: 'Politics' };
  const sent = await send(site, await open(site, '/admin/articles/new', 'Publish', story));
  const panel = sent.headers.get('location') ?? '';
  if (sent.status !== 303 || !panel.endsWith('/publish')) return;
  answered.saves.push(headline);
  const { status } = await send(site, await open(site, panel, 'Publish'));
  if (status === 303) answered.publications.push(headline);
}

async function upload(site: Site, number: string, answered: Answered): Promise<void> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const image = sharp({ create: { width: 320, height: 180, channels: 3, background: 'white', noise } });
  const name = `${site.mark}-${number}.jpg`;
  const body = new FormData();
  body.append('pictures', new Blob([new Uint8Array(await image.jpeg().toBuffer())], { type: 'image/jpeg' }), name);
  const headers = { ...headersOf(site), Accept: 'application/json' };
  const { status } = await fetch(`${site.url}/admin/media`, { method: 'POST', headers, body });
  if (status === 200) answered.uploads.push(name);
}

const headersOf = ({ cookie }: Site) => ({ Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' });

async function open(site: Site, path: string, button: string, values = {}): Promise<FilledForm> {
  const url = `${site.url}${path}`;
  return fillForm(
    { text: await (await fetch(url, { headers: headersOf(site) })).text(), request: { url } },
    button,
    values,
  );
}

function send(site: Site, { action, multipart, fields }: FilledForm): Promise<Response> {
  const body = multipart ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return fetch(`${site.url}${action}`, { method: 'POST', headers: headersOf(site), body, redirect: 'manual' });
}
