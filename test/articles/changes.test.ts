import { beforeEach, describe, expect, test } from '@jest/globals';
import { addTopic } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import {
  articleOf,
  edit,
  errorsIn,
  eventsOf,
  ledgerOf,
  linkedData,
  type Newsroom,
  plain,
  press,
  publishChanges,
  publishNew,
  revisionsOf,
  startNewsroom,
} from './newsroom.ts';

let newsroom: Newsroom;
let story: { id: number; path: string };

const first = '2026-11-23T12:00:00.000Z';
const later = '2026-11-23T14:30:00.000Z';

beforeEach(async () => {
  newsroom = await startNewsroom();
  story = await publishNew(newsroom);
  newsroom.clock.set(later);
});

const read = () => newsroom.visitor().get(story.path).expect(200);

const sheet = () => `/admin/articles/${story.id}/publish-changes`;

describe('A live story', () => {
  test('is edited for hours while readers see what was last published', async () => {
    const { context, desk } = newsroom;
    const before = await read();
    await edit(desk, story.id, {
      Headline: 'Dockers walk in',
      Text: 'A new text.',
      Standfirst: 'New.',
      Topics: 'Ports',
    });
    await edit(desk, story.id, { Text: 'A newer text.' });
    expect(plain(await read())).toBe(plain(before));
    expect(plain(await newsroom.visitor().get('/'))).not.toContain('Dockers walk in');
    await newsroom.visitor().get('/topics/ports').expect(404);
    expect(plain(await desk.get(`/admin/articles/${story.id}`))).toContain('changes not yet published');
    expect(plain(await desk.get('/admin/articles'))).toContain('unpublished changes');
    expect((await eventsOf(context, story.id)).at(-1)).toMatchObject({ action: 'article.saved', names: [] });
  });

  test('gets its changes from the button that saves and shows them first', async () => {
    const { context, desk } = newsroom;
    const text = 'Some three hundred dockers.';
    const answer = await edit(desk, story.id, { Text: text }, 'Publish changes');
    expect([answer.status, answer.headers.location]).toEqual([303, sheet()]);
    const page = await desk.get(sheet()).expect(200);
    expect(plain(page)).toContain('Some Removed: twoAdded: three hundred dockers.');
    expect((await revisionsOf(context, story.id)).at(-1)).toMatchObject({ body: text });
    expect((await read()).text).not.toContain(text);
    const done = await sendForm(desk, fillForm(page, 'Publish changes'));
    expect(done.headers.location).toBe(`/admin/articles/${story.id}?done=published`);
    expect((await read()).text).toContain(text);
  });
});

describe('Changes', () => {
  test('are a fix unless somebody says otherwise: no new time', async () => {
    const { context, editor } = newsroom;
    await publishChanges(newsroom.desk, story.id, { values: { Text: 'Fixed.' }, note: 'Never shown.' });
    const page = await read();
    expect(page.text).toContain('Fixed.');
    expect(plain(page)).not.toMatch(/Updated|Corrected|Never shown/);
    expect(linkedData(page)).toMatchObject({ datePublished: first, dateModified: first });
    expect((await ledgerOf(context, story.id)).at(-1)).toMatchObject({
      kind: 'fix',
      note: '',
      at: later,
      by: editor.id,
    });
    expect((await eventsOf(context, story.id)).at(-1)).toMatchObject({ action: 'article.fix', at: later });
  });

  test('as an update show a new time, and keep that of the first publication', async () => {
    const { context, desk } = newsroom;
    await publishChanges(desk, story.id, {
      kind: 'update',
      note: 'The union replied.',
      values: { Text: 'Updated text.' },
    });
    const page = await read();
    expect(page.text).toContain(`Updated <time datetime="${later}">14:30</time>`);
    expect(page.text).toContain(`<time datetime="${first}">23 November 2026, 12:00 (UTC)</time>`);
    expect(linkedData(page)).toMatchObject({ datePublished: first, dateModified: later });
    expect((await ledgerOf(context, story.id)).at(-1)).toMatchObject({ kind: 'update', note: 'The union replied.' });
    expect(await articleOf(context, story.id)).toMatchObject({ published_at: first });
  });

  test('as a correction say what was wrong, newest first', async () => {
    const { context, desk, clock } = newsroom;
    const one = 'An earlier version gave the <wrong> number.';
    await publishChanges(desk, story.id, { kind: 'correction', note: one, values: { Text: 'Two.' } });
    clock.set('2026-11-24T09:05:00.000Z');
    const two = 'An earlier version named the wrong hall.';
    await publishChanges(desk, story.id, { kind: 'correction', note: two, values: { Text: 'Three.' } });
    const page = await read();
    const shown = plain(page);
    expect(shown.indexOf(two)).toBeGreaterThan(0);
    expect(shown.indexOf(one)).toBeGreaterThan(shown.indexOf(two));
    expect(page.text.match(/id="correction"/g)).toHaveLength(1);
    expect(page.text).toContain('<a href="#correction">Corrected <time datetime="2026-11-24T09:05:00.000Z">');
    expect(linkedData(page)).toMatchObject({ datePublished: first, dateModified: '2026-11-24T09:05:00.000Z' });
    expect((await ledgerOf(context, story.id)).map(({ kind, note }) => [kind, note])).toEqual([
      ['first', ''],
      ['correction', one],
      ['correction', two],
    ]);
  });

  test('keep the corrections and times that came before', async () => {
    const { desk, clock } = newsroom;
    await publishChanges(desk, story.id, { kind: 'correction', note: 'It was two hundred.', values: { Text: 'Two.' } });
    clock.set('2026-11-23T16:00:00.000Z');
    await publishChanges(desk, story.id, { kind: 'update', values: { Text: 'Three.' } });
    clock.set('2026-11-23T17:00:00.000Z');
    await publishChanges(desk, story.id, { values: { Text: 'Four.' } });
    const page = await read();
    expect(page.text).toContain('Four.');
    expect(plain(page)).toMatch(/Updated 16:00 Corrected 14:30/);
    expect(plain(page)).toContain('It was two hundred.');
    expect(linkedData(page)).toMatchObject({ dateModified: '2026-11-23T16:00:00.000Z' });
  });

  test('touch all pages that the story stands on now or stood on before', async () => {
    const { context, desk, editor, politics, world } = newsroom;
    const { id, path } = story;
    const ports = await addTopic(context, { slug: 'ports', name: 'Ports' });
    await publishChanges(desk, id, { values: { Topics: 'Ports' } });
    const fire = await addTopic(context, { slug: 'fire', name: 'Fire' });
    await publishChanges(desk, id, {
      values: { Topics: 'Fire', Section: 'World', Bylines: '', 'Address ending': 'elsewhere' },
    });
    expect((await eventsOf(context, id)).at(-1)?.names).toEqual(
      [
        ...[
          `article:${id}`,
          `card:${id}`,
          'front',
          `path:${path}`,
          'path:/2026/11/23/elsewhere',
          `person:${editor.id}`,
        ],
        ...[`section:${politics}`, `section:${world}`, `topic:${ports}`, `topic:${fire}`],
      ].sort(),
    );
  });
});

describe('The sheet', () => {
  test('wants the text of a correction, and keeps the choice', async () => {
    const { context, desk } = newsroom;
    const refused = await publishChanges(desk, story.id, { kind: 'correction', note: ' ', values: { Text: 'Two.' } });
    expect(refused.status).toBe(422);
    expect(errorsIn(refused)).toEqual({ note: 'Say what was wrong, and what is right.' });
    expect(fillForm(refused, 'Publish changes').fields.kind).toBe('correction');
    const long = await sendForm(desk, fillForm(refused, 'Publish changes', { note: 'x'.repeat(1001) })).expect(422);
    expect(fillForm(long, 'Publish changes').fields).toMatchObject({ note: 'x'.repeat(1001), kind: 'correction' });
    expect(await ledgerOf(context, story.id)).toHaveLength(1);
    await sendForm(desk, fillForm(refused, 'Publish changes', { note: 'It was two.' })).expect(303);
  });

  test('refuses a kind of change that there is not', async () => {
    const { context, desk } = newsroom;
    await edit(desk, story.id, { Text: 'Two.' });
    const filled = fillForm(await desk.get(sheet()), 'Publish changes');
    await sendForm(desk, { ...filled, fields: { ...filled.fields, kind: 'first' } }).expect(422);
    expect(await ledgerOf(context, story.id)).toHaveLength(1);
  });

  test('says when there is nothing to publish, and has no button then', async () => {
    const { desk } = newsroom;
    for (const saved of [false, true]) {
      if (saved) await edit(desk, story.id, {});
      const page = await desk.get(sheet()).expect(200);
      expect(plain(page)).toContain('Nothing that readers see has changed since the last publication.');
      expect(() => fillForm(page, 'Publish changes')).toThrow('No form has the button "Publish changes"');
    }
  });

  test('that was sent twice publishes once, and the second is told', async () => {
    const { context, desk } = newsroom;
    await edit(desk, story.id, { Text: 'Two.' });
    const filled = fillForm(await desk.get(sheet()), 'Publish changes', { kind: 'update' });
    await sendForm(desk, filled).expect(303);
    const answer = await sendForm(desk, filled).expect(409);
    expect(plain(answer)).toContain('Readers already see this version. Change the story first');
    expect(await ledgerOf(context, story.id)).toHaveLength(2);
  });

  test('does not publish what it did not show', async () => {
    const { context, desk } = newsroom;
    await edit(desk, story.id, { Text: 'Two.' });
    const note = 'A note that is long enough to be missed.';
    const filled = fillForm(await desk.get(sheet()), 'Publish changes', { kind: 'correction', note });
    await edit(desk, story.id, { Text: 'Two, by somebody else.' });
    const answer = await sendForm(desk, filled).expect(409);
    expect(plain(answer)).toContain('Somebody else saved this story meanwhile.');
    expect(answer.text).toContain(note);
    expect(await ledgerOf(context, story.id)).toHaveLength(1);
  });

  test('says what must be fixed first, and the server refuses it, too', async () => {
    const { context, desk } = newsroom;
    await edit(desk, story.id, { Text: 'Two.' });
    const good = fillForm(await desk.get(sheet()), 'Publish changes');
    await edit(desk, story.id, { Text: '::related{size="1"}', Section: '' });
    const page = await desk.get(sheet());
    expect(plain(page)).toMatch(
      /Choose the section in which it appears\. Fix it in the editor ?Line 1 of the text: related takes no/,
    );
    expect(() => fillForm(page, 'Publish changes')).toThrow('No form has the button');
    const revision = String((await revisionsOf(context, story.id)).at(-1)?.id);
    const answer = await sendForm(desk, { ...good, fields: { ...good.fields, revision } }).expect(422);
    expect(plain(answer)).toContain('Not published yet. Please look at: Choose the section in which it appears.');
    expect(await ledgerOf(context, story.id)).toHaveLength(1);
  });

  test('is there for live stories only', async () => {
    const { desk } = newsroom;
    await press(desk, `/admin/articles/${story.id}`, 'Withdraw story', { reason: 'It was wrong.' });
    const answer = await desk.get(sheet()).expect(409);
    expect(plain(answer)).toContain('Readers do not see this story now');
    await desk.get('/admin/articles/4711/publish-changes').expect(404);
  });
});
