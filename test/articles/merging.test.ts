import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { type FilledForm, fillForm, sendForm, type Values } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import {
  articleOf,
  complete,
  edit,
  type Newsroom,
  pictureFile,
  plain,
  publishNew,
  revisionsOf,
  startNewsroom,
  write,
} from './newsroom.ts';

let newsroom: Newsroom;
let colleague: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom();
  colleague = await newsroom.signIn(await addPerson(newsroom.context, { role: 'editor', name: 'Jonas Weir' }));
});

const body = 'The first paragraph.\n\nThe second one.\n\n- One\n- Two\n- Three\n- Four\n\nThe last.';

/** The editor opens the story and changes it; the colleague saves a change of theirs before. */
async function both(id: number, theirs: Values, mine: Values, button = 'Save') {
  const form = fillForm(await newsroom.desk.get(`/admin/articles/${id}`), button, mine);
  await edit(colleague, id, theirs).then(({ status }) => expect(status).toBe(303));
  return sendForm(newsroom.desk, form);
}

const newest = async (id: number) => (await revisionsOf(newsroom.context, id)).at(-1);

async function shown(id: number) {
  const { fields } = fillForm(await newsroom.desk.get(`/admin/articles/${id}`), 'Save');
  return fields;
}

describe('What two people change in the same story', () => {
  test('is merged and saved where it does not touch, and the second is told what and with whom', async () => {
    const id = await write(newsroom.desk, { ...complete, Text: body, Topics: 'Ports' });
    const theirs = {
      Text: body.replace('second', 'other'),
      Standfirst: 'Theirs.',
      Section: 'World',
      Topics: 'Ports, Fire',
    };
    const mine = { Text: `${body}\n\nMine at the end.`, Headline: 'Mine', Topics: 'Docks' };
    const answer = await both(id, theirs, mine);
    expect(answer.status).toBe(303);
    expect(await newest(id)).toMatchObject({
      ...{ headline: 'Mine', standfirst: 'Theirs.', section_id: newsroom.world, created_by: newsroom.editor.id },
      body: `${body.replace('second', 'other')}\n\nMine at the end.`,
    });
    expect(await shown(id)).toMatchObject({ topics: 'Docks, Fire' });
    expect(await revisionsOf(newsroom.context, id)).toHaveLength(3);
    const page = await newsroom.desk.get(answer.headers.location ?? '').expect(200);
    expect(plain(page)).toContain(
      'Saved, together with what Jonas Weir had saved meanwhile: Standfirst, Text, Section, Topics.',
    );
    const [href = ''] = readPage(page).links('.notice');
    expect(plain(await newsroom.desk.get(href).expect(200))).toContain('Added: Theirs.');
  });

  test.each<[string, (text: string) => string, (text: string) => string, (text: string) => string]>([
    [
      'neighbouring paragraphs',
      (text) => text.replace('first', '1st'),
      (text) => text.replace('second', '2nd'),
      (text) => text.replace('first', '1st').replace('second', '2nd'),
    ],
    [
      'a paragraph, and one put in behind it',
      (text) => text.replace('first', '1st'),
      (text) => text.replace('\n\nThe second', '\n\nNew.\n\nThe second'),
      (text) => text.replace('first', '1st').replace('\n\nThe second', '\n\nNew.\n\nThe second'),
    ],
    [
      'items of a list that are not next to each other',
      (text) => text.replace('One', 'Eins'),
      (text) => text.replace('Four', 'Vier'),
      (text) => text.replace('One', 'Eins').replace('Four', 'Vier'),
    ],
    [
      'a paragraph that goes, and another',
      (text) => text.replace('The second one.\n\n', ''),
      (text) => text.replace('last', 'final'),
      (text) => text.replace('The second one.\n\n', '').replace('last', 'final'),
    ],
    [
      'the same word in the same way',
      (text) => text.replace('second', '2nd'),
      (text) => text.replace('second', '2nd'),
      (text) => text.replace('second', '2nd'),
    ],
    [
      'the beginning and the end',
      (text) => `Before.\n\n${text}`,
      (text) => `${text}\n\n\u0627\u0644\u0639\u0631\u0628\u064a\u0629.`,
      (text) => `Before.\n\n${text}\n\n\u0627\u0644\u0639\u0631\u0628\u064a\u0629.`,
    ],
  ])('is merged in the text: %s', async (_, theirs, mine, expected) => {
    const id = await write(newsroom.desk, { ...complete, Text: body });
    expect((await both(id, { Text: theirs(body) }, { Text: mine(body) })).status).toBe(303);
    expect((await newest(id))?.body).toBe(expected(body));
  });

  test.each<[string, (text: string) => string, (text: string) => string]>([
    ['one paragraph', (text) => text.replace('second', 'other'), (text) => text.replace('one.', 'one!')],
    ['two at the same place', (text) => `${text}\n\nTheirs.`, (text) => `${text}\n\nMine.`],
    [
      'one that the other deletes',
      (text) => text.replace('The second one.\n\n', ''),
      (text) => text.replace('second', '2nd'),
    ],
    ['items next to each other', (text) => text.replace('One', 'Eins'), (text) => text.replace('Two', 'Zwei')],
    ['all of it', () => 'Theirs.', () => 'Mine.'],
  ])('is shown side by side where it touches: %s', async (_, theirs, mine) => {
    const id = await write(newsroom.desk, { ...complete, Text: body });
    const page = await both(id, { Text: theirs(body) }, { Text: mine(body) });
    expect(page.status).toBe(409);
    expect(fillForm(page, 'Save mine').fields.body).toBe(mine(body));
    expect(await revisionsOf(newsroom.context, id)).toHaveLength(2);
  });

  test('stands in the text to choose from as far as it does not touch', async () => {
    const id = await write(newsroom.desk, { ...complete, Text: body });
    const theirs = body.replace('second', 'THEIR').replace('last', 'final');
    const mine = body.replace('second', 'MY').replace('first', '1st');
    const page = await both(id, { Text: theirs }, { Text: mine });
    expect(page.status).toBe(409);
    const merged = body.replace('first', '1st').replace('last', 'final');
    const { fields } = fillForm(page, 'Save mine');
    expect(fields.body).toBe(merged.replace('second', 'MY'));
    expect(plain(page)).toMatch(/Removed: MY\s*Added: THEIR/);
    expect(plain(page)).not.toContain('Added: final');
    expect((await sendForm(newsroom.desk, fillForm(page, 'Save mine'))).status).toBe(303);
    expect((await newest(id))?.body).toBe(merged.replace('second', 'MY'));
  });

  test('of a picture goes together: no description comes to stand under another one', async () => {
    const id = await write(newsroom.desk, { ...complete, picture: await pictureFile(), 'Alternative text': 'Red' });
    const theirs = { picture: await pictureFile('#3c3'), 'Alternative text': 'Green' };
    const page = await both(id, theirs, { 'Alternative text': 'All red' });
    expect(page.status).toBe(409);
    expect(page.text).toContain('Alternative text, saved by Jonas Weir');
    const alone = await write(newsroom.desk, { ...complete, picture: await pictureFile(), 'Alternative text': 'Red' });
    expect((await both(alone, { pictureCredit: 'L. Okafor' }, { 'Alternative text': 'All red' })).status).toBe(303);
    expect(await newest(alone)).toMatchObject({ lead_alt: 'All red', lead_credit: 'L. Okafor' });
  });

  test.each([
    ['Publish', 'It is not published yet', 'draft'],
    ['Submit for review', 'It is not submitted yet', 'draft'],
  ])('goes no further by %s until somebody has looked at it', async (button, told, state) => {
    const { context, desk } = newsroom;
    const id = await write(desk, { ...complete, Text: body });
    const answer = await both(id, { Standfirst: 'Theirs.' }, { Headline: 'Mine' }, button);
    expect(plain(await desk.get(answer.headers.location ?? ''))).toContain(told);
    expect(await articleOf(context, id)).toMatchObject({ state });
    expect(await newest(id)).toMatchObject({ headline: 'Mine', standfirst: 'Theirs.', kind: 'save' });
    expect((await edit(desk, id, {}, button)).status).toBe(303);
    expect(await articleOf(context, id)).not.toMatchObject({ state });
  });

  test('of a story that readers see reaches nobody by it', async () => {
    const { id, path } = await publishNew(newsroom, { Text: body });
    const answer = await both(id, { Standfirst: 'Theirs.' }, { Text: `${body}\n\nMine.` }, 'Publish changes');
    expect(answer.headers.location).toContain('done=merged');
    const { text } = await newsroom.visitor().get(path);
    expect([text.includes('Theirs.'), text.includes('Mine.')]).toEqual([false, false]);
  });
});

test('Who saved in another window of their own is told so', async () => {
  const { desk } = newsroom;
  const id = await write(desk, { ...complete, Text: body });
  const form = fillForm(await desk.get(`/admin/articles/${id}`), 'Save', { Headline: 'Mine' });
  await edit(desk, id, { Standfirst: 'Mine too.' });
  const answer = await sendForm(desk, form).expect(303);
  expect(plain(await desk.get(answer.headers.location ?? ''))).toContain('together with what you had saved meanwhile');
});

test('Of two saves at the same moment both are stored, one on the other', async () => {
  const { context, desk } = newsroom;
  const id = await write(desk, { ...complete, Text: body });
  const forms = await Promise.all(
    [desk, colleague].map(async (agent, index) =>
      fillForm(
        await agent.get(`/admin/articles/${id}`),
        'Save',
        index === 0 ? { Headline: 'One' } : { Standfirst: 'Two' },
      ),
    ),
  );
  await Promise.all([desk, colleague].map((agent, index) => sendForm(agent, forms[index] as FilledForm).expect(303)));
  expect(await revisionsOf(context, id)).toHaveLength(3);
  expect(await newest(id)).toMatchObject({ headline: 'One', standfirst: 'Two' });
});

test('What is saved from no version of the story, or from another story’s, is merged with nothing', async () => {
  const { desk } = newsroom;
  const id = await write(desk, complete);
  const other = await write(desk, complete);
  const foreign = String((await revisionsOf(newsroom.context, other))[0]?.id);
  for (const revision of [foreign, '', '999999', '-1', '1e3', '9'.repeat(15)]) {
    const page = await sendForm(
      desk,
      fillForm(await desk.get(`/admin/articles/${id}`), 'Save', { revision, Headline: 'Mine' }),
    );
    expect(page.status).toBe(409);
    expect(fillForm(page, 'Save mine').fields.headline).toBe('Mine');
  }
  await desk.get(`/admin/articles/${id}?done=merged&since=${foreign}&press=x`).expect(200);
  await desk.get(`/admin/articles/${id}?done=merged&since=x`).expect(200);
});

test('Two texts without end are compared in no time, and given to choose from', async () => {
  const { desk } = newsroom;
  const lines = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word}${index % 7}`).join('\n\n');
  const id = await write(desk, { ...complete, Text: lines('a') });
  const form = fillForm(await desk.get(`/admin/articles/${id}`), 'Save', { Text: lines('b') });
  await edit(colleague, id, { Text: lines('c') });
  const begun = Date.now();
  expect((await sendForm(desk, form)).status).toBe(409);
  expect(Date.now() - begun).toBeLessThan(5_000);
});
