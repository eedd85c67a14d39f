import { beforeEach, describe, expect, test } from '@jest/globals';
import { activityKinds } from '../../src/admin/queries/activity.ts';
import { postComment } from '../../src/comments/actions/post.ts';
import { networkAround } from '../../src/comments/queries/networks.ts';
import { record } from '../../src/events/log.ts';
import {
  edit,
  errorsIn,
  type Newsroom,
  plain,
  press,
  publishChanges,
  publishNew,
  startNewsroom,
  write,
} from '../articles/newsroom.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { readSources } from '../support/source.ts';

let newsroom: Newsroom;
let admin: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom();
  admin = await newsroom.signIn(await addPerson(newsroom.context, { role: 'admin', name: 'Edda Lind' }));
});

const open = async (query = '', agent = newsroom.desk) =>
  readPage(await agent.get(`/admin/activity${query}`).expect(200));
/** Without the times, oldest first. */
const sentences = async (query = '', agent = newsroom.desk) =>
  (await open(query, agent))
    .texts('li')
    .map((text) => text.replace(/^[\d: ]+/, ''))
    .reverse();
const exported = async (query = '') =>
  (await admin.get(`/admin/activity/export${query}`).buffer(true).expect(200)).text;

const happen = (action: string, subject: string, at = newsroom.context.now()) =>
  newsroom.context.db.transaction((tx) =>
    record(tx, { at, actor: newsroom.editor, action, subject, names: ['path:/old'] }),
  );

describe('Activity', () => {
  test('says in sentences who did what to which story, section, topic and page', async () => {
    const { desk } = newsroom;
    const { id, path } = await publishNew(newsroom, { Topics: 'Ports' });
    await edit(desk, id, { Headline: 'Dockers return' });
    await press(desk, `/admin/articles/${id}`, 'Withdraw story', { reason: 'Wrong.' });
    await press(desk, '/admin/topics/1', 'Save', { Name: 'Harbours' });
    await press(admin, `/admin/sections/${newsroom.world}`, 'Save', { Name: 'Globe' });
    await press(admin, '/admin/settings', 'Save', { Name: 'Courier' });
    await press(desk, '/admin/breaking', 'Put it up', { Text: 'News' });
    const draft = await write(desk, {});
    await press(desk, `/admin/articles/${draft}`, 'Submit for review', { Headline: 'قصة' });
    expect((await sentences()).filter((text) => !text.includes('saved'))).toEqual([
      'Mara Oyelaran published the story Dockers return',
      'Mara Oyelaran withdrew the story Dockers return',
      'Mara Oyelaran changed the topic Harbours',
      'Edda Lind changed the section Globe',
      'Edda Lind changed the settings',
      'Mara Oyelaran put up the breaking strip',
      'Mara Oyelaran submitted the story قصة for review',
    ]);
    expect((await open()).links('.happened')).toContain(`/admin/articles/${id}`);
    expect(path).toContain('dockers');
  });

  test.each([
    ['fix', 'published a fix of the story'],
    ['update', 'published an update of the story'],
    ['correction', 'published a correction of the story'],
  ] as const)('calls a publication of changes what it is: %s', async (kind, said) => {
    const { id } = await publishNew(newsroom, {});
    const note = 'An earlier version named the wrong port.';
    await publishChanges(newsroom.desk, id, { kind, note, values: { Headline: 'Dockers return' } });
    expect((await sentences()).at(-1)).toBe(`Mara Oyelaran ${said} Dockers return`);
  });

  test('knows notes and templates too, and counts them among stories', async () => {
    const { desk } = newsroom;
    const id = await write(desk, { Headline: 'The week in the port' });
    const address = `/admin/articles/${id}`;
    await press(desk, address, 'Add note', { 'Note for colleagues': 'Ask the harbour master.' });
    await press(desk, address, 'Remove the note of 23 November 2026, 12:00');
    await press(desk, address, 'Keep', { 'Name of the template': 'The week' });
    expect((await sentences('?kind=stories')).slice(-3)).toEqual([
      'Mara Oyelaran left a note beside the story The week in the port',
      'Mara Oyelaran removed a note beside the story The week in the port',
      'Mara Oyelaran kept the template The week',
    ]);
  });

  test('has a kind for every action of the program', () => {
    const text = readSources('src', ['.ts'])
      .map((source) => source.text)
      .join('\n');
    const actions = [...text.matchAll(/\baction: '([a-z_]+)\.[a-z_]+'/g)].map(([, first]) => String(first));
    expect(actions.length).toBeGreaterThan(20);
    const known: readonly string[] = Object.values(activityKinds).flat();
    expect(actions.filter((first) => !known.includes(first))).toEqual([]);
  });

  test('calls a reader a reader, and what is gone by what it was', async () => {
    const { path } = await publishNew(newsroom);
    const typed = { text: 'So.', name: 'Renske V.', email: 'renske@example.org', website: '' };
    const poster = { actor: null, browserHash: 'a', network: networkAround('192.0.2.1') };
    await postComment(newsroom.context, poster, { ...typed, path, parentId: null });
    await happen('article.deleted', 'article:99999');
    await happen('redirect.removed', 'topic:99999');
    await happen('note.pinned_again', 'note:7');
    const said = await sentences();
    expect(said.slice(-4)).toEqual([
      'A reader posted a comment on Dockers halt speech',
      'Mara Oyelaran deleted a story',
      'Mara Oyelaran removed an old address of a topic /old',
      'Mara Oyelaran pinned again the note',
    ]);
    expect(plain(await newsroom.desk.get('/admin/activity'))).not.toMatch(/Renske|example\.org/);
  });

  test('is filtered by person, kind and days of the newsroom’s zone', async () => {
    await press(admin, '/admin/settings', 'Save', { 'Time zone': 'Asia/Tokyo' });
    await publishNew(newsroom);
    await happen('topic.changed', 'topic:1', '2026-01-31T15:00:00.000Z');
    await happen('topic.merged', 'topic:1', '2026-01-31T14:59:59.999Z');
    expect(await sentences('?from=2026-02-01&to=2026-02-01')).toEqual(['February, 0:00 Mara Oyelaran changed a topic']);
    expect(await sentences('?kind=filing')).toHaveLength(2);
    expect(await sentences('?kind=site')).toEqual(['Edda Lind changed the settings']);
    const people = newsroom.context.db.reader.selectFrom('people').select(['id', 'name']);
    const edda = (await people.where('name', '=', 'Edda Lind').executeTakeFirstOrThrow()).id;
    expect(await sentences(`?person=${edda}`)).toEqual(['Edda Lind changed the settings']);
    expect(await sentences('?person=99999')).toEqual([]);
  });

  test('shows who signed in to administrators alone', async () => {
    expect(await sentences('', admin)).toContain('Edda Lind signed in');
    expect(await sentences('?kind=people', admin)).toHaveLength(2);
    expect((await sentences()).join()).not.toContain('signed in');
    expect((await sentences('?kind=people')).join()).not.toContain('signed in');
  });

  test('says beside the field which day is wrong', async () => {
    const wrong = async (query: string) => {
      const answer = await newsroom.desk.get(`/admin/activity?${query}`);
      return [answer.status, errorsIn(answer)];
    };
    expect(await wrong('from=2026-02-30')).toEqual([422, { from: 'Write a day as 2026-11-23.' }]);
    const reversed = { to: 'The last day is before the first one.' };
    expect(await wrong('from=2026-02-02&to=2026-02-01')).toEqual([422, reversed]);
    await newsroom.desk.get('/admin/activity?person=x&kind=y&from[]=1&to=').expect(200);
  });

  test('comes in pages that miss nothing and show nothing twice', async () => {
    for (let number = 0; number < 120; number += 1) await happen('topic.changed', `topic:${number + 1000}`);
    const pages: number[] = [];
    for (let next: string | undefined = '?kind=filing'; next !== undefined; ) {
      const page = await open(next);
      pages.push(page.texts('li').length);
      next = page
        .links('.pager')
        .find((href) => href.includes('before='))
        ?.replace('/admin/activity', '');
    }
    expect(pages).toEqual([50, 50, 20]);
  });
});

describe('The export', () => {
  test('holds all that the filters let through, however long, newest first', async () => {
    for (let number = 0; number < 620; number += 1) await happen('topic.changed', `topic:${number + 1000}`);
    const lines = (await exported('?kind=filing')).trimEnd().split('\r\n');
    expect(lines).toHaveLength(621);
    expect(lines[0]).toBe('\uFEFFTime (UTC),Person,Action,Subject,What happened');
    const at = newsroom.context.now();
    expect(lines[1]).toBe(`${at},Mara Oyelaran,topic.changed,topic:1619,Mara Oyelaran changed a topic.`);
    expect(new Set(lines).size).toBe(621);
  });

  test('is a file that no spreadsheet takes for formulas', async () => {
    for (const name of ['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', ' =1', 'Lind, "Edda"']) {
      const person = await addPerson(newsroom.context, {
        role: 'admin',
        name,
        slug: `p${name.length}${name.charCodeAt(0)}`,
        email: `p${name.length}${name.charCodeAt(0)}@news.example`,
      });
      await newsroom.context.db.transaction((tx) =>
        record(tx, { at: newsroom.context.now(), actor: person, action: 'site.set', subject: 'site', names: [] }),
      );
    }
    const answer = await admin.get('/admin/activity/export?kind=site').buffer(true).expect(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe('attachment; filename=activity.csv');
    const cells = answer.text.split('\r\n').map((line) => line.slice(line.indexOf(',') + 1));
    expect(cells.slice(1, 7).map((line) => line.slice(0, 5))).toEqual([
      ...['"Lind', "' =1,", "'@SUM", "'-1,s", "'+1,s", `"'=HY`],
    ]);
    expect(answer.text).toContain('"Lind, ""Edda""",site.set,site,"Lind, ""Edda"" changed the settings."');
  });

  test('is refused where a day is wrong', async () => {
    expect((await admin.get('/admin/activity/export?from=x')).status).toBe(422);
  });
});
