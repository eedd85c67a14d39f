import { Agent } from 'node:http';
import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Role } from '../../src/accounts/person.ts';
import { writeRequiredRoles } from '../../src/accounts/queries/second-steps.ts';
import { type Started, startApp } from '../support/app.ts';
import { cleanUp } from '../support/clean-up.ts';
import { leavesChanges } from '../support/everything.ts';
import { addPerson, addSection, addTopic, password } from '../support/factories.ts';
import { beginnings, crawl, type Found } from '../support/fuzz/crawl.ts';
import { type FuzzedRequest, requestsFor } from '../support/fuzz/requests.ts';
import { fromAnywhere, send, type Told } from '../support/fuzz/send.ts';
import { addColour, addStory } from '../support/stories.ts';

/*
 * Requests with something wrong in each, for all that somebody of each role finds by following links.
 * FUZZ_SEED and FUZZ_MANY send others than always, and more.
 */

const seed = Number(process.env.FUZZ_SEED ?? 20_261_128);
const many = Number(process.env.FUZZ_MANY ?? 400);

let newsroom: Started;
const agent = new Agent({ keepAlive: true, maxSockets: 4 });
const rejections: unknown[] = [];
const note = (reason: unknown) => rejections.push(reason);
const from = fromAnywhere();

beforeAll(async () => {
  newsroom = await startApp({ shared: true, strictModels: false, environment: { TRUST_PROXY: '1' } });
  const { context } = newsroom;
  const editor = await addPerson(context, { role: 'editor' });
  const sectionId = await addSection(context, { slug: 'politics', name: 'Politics' });
  const topicIds = [await addTopic(context, { slug: 'harbour', name: 'Harbour' })];
  const { id } = await addColour(context, editor, '#36c');
  const content = {
    sectionId,
    topicIds,
    leadKind: 'image',
    leadMediaId: id,
    leadAlt: 'A hall',
    body: 'Text.',
  } as const;
  for (const fate of ['published', 'draft', 'review', 'withdrawn'] as const) {
    await addStory(context, { editor, content: { ...content, headline: `Story ${fate}` }, fate });
  }
  await addStory(context, { editor, makes: 'page', content: { headline: 'About', sectionId: null, body: 'We.' } });
  process.on('unhandledRejection', note);
  cleanUp(
    () => {
      process.off('unhandledRejection', note);
      agent.destroy();
    },
    { shared: true },
  );
});

const ask = (asked: FuzzedRequest, who: Record<string, string> = {}) =>
  send({ url: newsroom.url, agent }, asked, { ...from(), ...who });

/** The headers of somebody new with this role; nobody's where it is null. */
async function signedIn(role: Role | null): Promise<Record<string, string>> {
  if (role === null) return {};
  const { email } = await addPerson(newsroom.context, { role });
  const body = String(new URLSearchParams({ email, password }));
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const told = await ask({ method: 'POST', path: '/admin/sign-in', headers, body });
  return {
    Cookie: [told.headers['set-cookie'] ?? []]
      .flat()
      .map((each) => each.split(';')[0])
      .join('; '),
  };
}

const find = (who: Record<string, string>): Promise<Found> =>
  crawl(
    async (path) => {
      const { headers, text } = await ask({ method: 'GET', path, headers: {}, body: null }, who);
      return { type: String(headers['content-type']), text };
    },
    beginnings,
    100,
  );

const isPage = ({ headers }: Told) => String(headers['content-type']).startsWith('text/html');

const isRefused = ({ status }: Told) => status >= 400 && status < 500;

/** Milliseconds of this thread, which answers, too: what else the machine does is not the answer's. */
async function worked<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const begun = process.threadCpuUsage();
  const result = await work();
  const { user, system } = process.threadCpuUsage(begun);
  return [result, (user + system) / 1000];
}

/** Once can be the collector's, or what else was due. */
const isSlow = async (took: number, asked: FuzzedRequest, who: Record<string, string>) =>
  took > 1000 && (await worked(() => ask(asked, who)))[1] > 1000;

test.each<[string, Role | null]>([
  ['a visitor', null],
  ['a moderator', 'moderator'],
  ['an author', 'author'],
  ['an editor', 'editor'],
  ['an administrator', 'admin'],
])(
  'Whatever %s sends is answered soon, with no error of ours, and what is refused changes nothing',
  async (_, role) => {
    let who = await signedIn(role);
    const found = await find(who);
    const wrong: unknown[] = [];
    for (const asked of fc.sample(requestsFor(found), { numRuns: many, seed })) {
      const { result, changed } = await leavesChanges(newsroom.context, () => worked(() => ask(asked, who)));
      const [told, took] = result;
      const says = { seed, asked: JSON.stringify(asked).slice(0, 600), status: told.status, took };
      if (told.status >= 500 && told.status !== 501) wrong.push(says);
      if (await isSlow(took, asked, who)) wrong.push({ ...says, slow: true });
      if (isPage(told) && /<script>ran|<img src=x onerror=ran|<svg onload=ran/.test(told.text))
        wrong.push({ ...says, unsafe: true });
      if (isRefused(told) && changed) wrong.push({ ...says, changed });
      // Else nobody of that role gets any further.
      if (role === 'admin' && told.status === 303)
        await newsroom.context.db.transaction((tx) => writeRequiredRoles(tx, []));
      if (role !== null && (told.status === 401 || told.headers.location === '/admin')) who = await signedIn(role);
    }
    expect(wrong).toEqual([]);
    expect(rejections).toEqual([]);
  },
  Math.max(20_000, many * 60),
);
