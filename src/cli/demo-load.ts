import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { addPerson, demoPassword } from '../accounts/actions.ts';
import { type Person, roles } from '../accounts/person.ts';
import { countPeople, findPeople } from '../accounts/queries.ts';
import type { Context } from '../context.ts';
import { readSetting, type Site, writeSetting } from '../db/settings.ts';
import type { Role } from '../db/tables.ts';
import { StartError } from '../errors.ts';
import { record } from '../events/log.ts';
import { later } from '../text/moments.ts';
import { ensureTopics, insertSection, setTopicTranslations } from '../topics/queries.ts';
import { clearDemo } from './demo-clear.ts';
import { commentActs } from './demo-comments.ts';
import { type DemoNewsroom, readDemoNewsroom } from './demo-newsroom.ts';
import { reportActs } from './demo-reports.ts';
import { loadDemoStories, type Shift } from './demo-stories.ts';

/** Fills a new database with the demo newsroom. @throws StartError where there is anything in it */
export async function demoLoad(context: Context, args: string[]): Promise<void> {
  parseArgs({ args });
  const state = await readSetting(context.db.reader, 'demo');
  if (state === 'loaded')
    throw new StartError('The demo newsroom is loaded already. To load it anew: demo:clear, then demo:load.');
  if (state === 'loading') await clearDemo(context);
  else if ((await countPeople(context.db.reader)) > 0) {
    throw new StartError('There are people in this newsroom already. The demo goes into a new database only.');
  }
  await load(context);
  process.stdout.write(`${(await signIns(context)).join('\n')}\n`);
}

/**
 * To be called at start: loads the demo into a new database, or anew where it was cut short.
 * @returns lines that tell how to sign in to the demo, one for each role; none where this is no demo
 */
export async function prepareDemo(context: Context): Promise<string[]> {
  const state = await readSetting(context.db.reader, 'demo');
  if (state === 'loaded') return signIns(context);
  // Whoever cleared the demo wants a newsroom of their own.
  if (state === 'cleared' || (state === null && (await countPeople(context.db.reader)) > 0)) return [];
  if (state === 'loading') {
    if (await loadedByAnother(context)) return signIns(context);
    await clearDemo(context);
  }
  if (!(await load(context))) await loadedByAnother(context);
  return signIns(context);
}

/** Who loads says so every second; after this many milliseconds without a word it has died. */
const silence = 5000;
const heartbeat = 'demo-alive';

/** Waits for the process that is loading the demo; false where there is none any more. */
async function loadedByAnother(context: Context): Promise<boolean> {
  for (;;) {
    const state = await readSetting(context.db.reader, 'demo');
    if (state !== 'loading') return state === 'loaded';
    const alive = Date.parse((await readSetting(context.db.reader, heartbeat)) ?? '') || 0;
    if (Date.now() - alive > silence) return false;
    await wait(200);
  }
}

const sayAlive = (context: Context) =>
  context.db.transaction((tx) => writeSetting(tx, heartbeat, new Date().toISOString()));

/** False where another process was first. */
async function load(context: Context): Promise<boolean> {
  const demo = await readDemoNewsroom();
  if (!(await openNewsroom(context, demo))) return false;
  const beat = setInterval(() => void sayAlive(context).catch(() => undefined), 1000);
  try {
    await fill(context, demo);
  } finally {
    clearInterval(beat);
  }
  return true;
}

async function fill(context: Context, demo: DemoNewsroom): Promise<void> {
  const now = context.now();
  const shift = shiftTo(now, demo.asOf);
  const people = await addPeople(context, demo);
  const { paths, acts } = await loadDemoStories({ ...context, now: () => now }, withRole(people, 'editor'), shift);
  const comments = commentActs(demo, { paths, people, moderator: withRole(people, 'moderator'), shift });
  // Nobody is hurried by so many comments from one place.
  const limits = { take: async () => undefined, clear: async () => undefined };
  const reports = reportActs(demo, { paths, shift });
  for (const { at, run } of [...acts, ...comments, ...reports].sort((one, other) => one.at.localeCompare(other.at))) {
    await run({ ...context, limits, now: () => at });
  }
  await context.db.transaction(async (tx) => {
    await writeSetting(tx, 'demo', 'loaded');
    await record(tx, { at: now, actor: null, action: 'demo.loaded', subject: 'site', names: ['site', 'front'] });
  });
}

/** In whole minutes, so that times in it stay as even as they were written. */
function shiftTo(now: string, asOf: string): Shift {
  const minute = 60_000;
  const distance = Math.floor((Date.parse(now) - Date.parse(asOf)) / minute) * minute;
  return (at) => later(at, distance);
}

async function openNewsroom(
  context: Context,
  { sections, topics, timezone: zone, ...said }: DemoNewsroom,
): Promise<boolean> {
  return context.db.transaction(async (tx) => {
    const state = await readSetting(tx, 'demo');
    if (state === 'loading' || state === 'loaded') return false;
    await writeSetting(tx, 'demo', 'loading');
    await writeSetting(tx, heartbeat, new Date().toISOString());
    const { name, imprint, description, email, language } = said;
    const begins = { comments: 'open', recommend: 'off', spamCheck: 'off', videoHosts: '', chartHosts: '' } as const;
    const site: Site = { name, imprint, description, email, language, zone, ...begins };
    for (const [key, value] of Object.entries(site)) await writeSetting(tx, key, value);
    for (const [position, { nameAr, description: en, descriptionAr, ...section }] of sections.entries()) {
      const [translations, descriptions] = [{ ar: nameAr }, { en, ar: descriptionAr }].map((each) =>
        JSON.stringify(each),
      );
      await insertSection(tx, { ...section, translations: translations ?? '{}', descriptions, position });
    }
    for (const { nameAr: ar, ...topic } of topics) {
      const [id] = await ensureTopics(tx, [topic]);
      if (id !== undefined) await setTopicTranslations(tx, id, JSON.stringify({ ar }));
    }
    await record(tx, {
      at: context.now(),
      actor: null,
      action: 'demo.begun',
      subject: 'site',
      names: ['site', 'front'],
    });
    return true;
  });
}

async function addPeople(context: Context, { people }: DemoNewsroom): Promise<Person[]> {
  return Promise.all(
    people.map(({ slug: _, ...person }) =>
      addPerson(context, null, { ...person, password: demoPassword(context.secret, person.email) }),
    ),
  );
}

function withRole(people: Person[], role: Role): Person {
  const found = people.find((person) => person.role === role);
  if (!found) throw new Error(`The demo has nobody with the role ${role}.`);
  return found;
}

async function signIns(context: Context): Promise<string[]> {
  const demo = await readDemoNewsroom();
  const present = await findPeople(context.db.reader);
  const people = demo.people.filter(({ email, role }) =>
    present.some((person) => person.email === email && person.role === role),
  );
  const shown = roles.flatMap((role) => people.find((person) => person.role === role) ?? []);
  const width = Math.max(...shown.map(({ email }) => email.length));
  const lines = shown.map(({ role, email }) => {
    return `  ${role.padEnd(10)} ${email.padEnd(width)}   ${demoPassword(context.secret, email)}`;
  });
  return lines.length > 0 ? ['Sign in to the demo newsroom as', ...lines] : [];
}
