import { inventStory } from '../stories.ts';

export interface Desk {
  url: string;
  /** Of an editor. */
  cookie: string;
  sectionId: number;
}

/** Writes a story at the desk and publishes it. @returns how long the press took until it was answered, in milliseconds */
export async function press({ url, cookie, sectionId }: Desk, number: number): Promise<number> {
  const send = (path: string, form: Record<string, string>) =>
    fetch(`${url}${path}`, {
      ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(form) },
      headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' },
    });
  const { title, standfirst, text } = inventStory(number * 4, 60);
  const written = { headline: title, standfirst, body: text, slug: `pressed-${number}`, topics: 'Matter, Press' };
  const saved = await send('/admin/articles', {
    ...written,
    section: String(sectionId),
    language: 'en',
    press: 'publish',
  });
  const panel = saved.headers.get('Location') ?? '';
  const page = await (await fetch(`${url}${panel}`, { headers: { Cookie: cookie } })).text();
  const [, revision] = /name="revision" value="(\d+)"/.exec(page) ?? [];
  if (!revision) throw new Error(`Saving a story was answered with ${saved.status}, and no panel to publish it.`);
  const from = performance.now();
  const answer = await send(panel.replace(/\?.*/, ''), { revision, when: 'now' });
  const took = performance.now() - from;
  if (!answer.headers.get('Location')?.endsWith('done=published')) {
    throw new Error(`Publishing a story was answered with ${answer.status}: ${await answer.text()}`);
  }
  return took;
}
