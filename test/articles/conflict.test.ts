import { beforeEach, describe, expect, test } from '@jest/globals';
import { DomUtils, parseDocument } from 'htmlparser2';
import type { Response } from 'supertest';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { type FilledForm, fillForm, sendForm } from '../support/forms.ts';
import {
  articleOf,
  complete,
  edit,
  idIn,
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
  const jonas = await addPerson(newsroom.context, { role: 'editor', name: 'Jonas Weir' });
  colleague = await newsroom.signIn(jonas);
});

/** The editor opens the story, and the colleague saves it meanwhile. */
async function opened(
  id: number,
  theirs: Parameters<typeof edit>[2],
  mine: Parameters<typeof edit>[2],
  button = 'Save',
) {
  const form = fillForm(await newsroom.desk.get(`/admin/articles/${id}`), button, mine);
  expect(idIn(await edit(colleague, id, theirs))).toBe(id);
  return form;
}

const classed = (page: Response, wanted: string) =>
  DomUtils.findAll(({ attribs }) => attribs.class === wanted, parseDocument(page.text).children);

const send = (form: FilledForm) => sendForm(newsroom.desk, form);

describe('The second of two who save the same story', () => {
  test('is told who saved when, and is shown both texts', async () => {
    const id = await write(newsroom.desk, complete);
    newsroom.clock.advance({ minutes: 5 });
    const answer = await send(
      await opened(id, { Text: 'Some <b>three</b> hundred dockers.' }, { Text: 'Some two hundred angry dockers.' }),
    );
    expect(answer.status).toBe(409);
    expect(plain(answer)).toContain('Jonas Weir saved it at 12:05, while you were writing.');
    expect(answer.text).toContain('&lt;b&gt;three&lt;/b&gt;');
    const { fields } = fillForm(answer, 'Save mine');
    expect(fields.body).toBe('Some two hundred angry dockers.');
    expect(answer.text).not.toContain('id="yours-headline"');
    expect((await revisionsOf(newsroom.context, id)).map(({ body }) => body)).toEqual([
      complete.Text,
      'Some <b>three</b> hundred dockers.',
    ]);
  });

  test('finds in a long text the passages that differ, with what is the same in both set apart from them', async () => {
    const body = Array.from({ length: 30 }, (_, index) => `Paragraph ${index}: some two hundred dockers.`).join('\n\n');
    const id = await write(newsroom.desk, { ...complete, Text: body });
    const [theirs, mine] = [body.replace('15: some', '15: Theirs'), body.replace('15: some', '15: Mine')];
    const answer = await send(await opened(id, { Text: theirs }, { Text: mine }));
    const shown = classed(answer, 'text')[0];
    const texts = (shown?.children ?? []).map((child) => ({
      of: DomUtils.isTag(child) ? child.attribs.class || child.name : '',
      text: DomUtils.textContent(child),
    }));
    expect(texts.map(({ of }) => of)).toEqual(['gap', 'same', '', 'del', 'ins', '', 'gap', 'same']);
    const whole = texts.filter(({ of }) => of !== 'gap' && of !== 'del').map(({ text }) => text);
    expect(whole.join('').replace('Added: ', '').trim()).toBe(theirs);
    expect(texts[1]?.text).toContain('Paragraph 14');
    expect(texts[1]?.text).not.toContain('Theirs');
    expect(fillForm(answer, 'Save mine').fields.body).toBe(mine);
  });

  test('saves from there what they make of both, and nothing is lost', async () => {
    const { context, desk, editor } = newsroom;
    const id = await write(desk, { ...complete, Standfirst: 'Ours.', Topics: 'Ports' });
    const theirs = { Text: 'Theirs.', Section: 'World', Dateline: 'Harbour City' };
    const mine = {
      ...{
        Text: 'Mine.\n\nTwo lines & “quotes”.',
        Headline: 'A headline of mine',
        Topics: 'Ports, Fire',
        label: 'live',
      },
      ...{ comments: 'closed', searchTitle: 'For "search"', 'Decorative picture': true },
    };
    const page = await send(await opened(id, theirs, mine));
    // What only the other one changed is in already.
    expect(plain(page)).toContain('are in yours already: Section, Dateline.');
    expect(page.text).not.toContain('id="yours-dateline"');
    const merged = fillForm(page, 'Save mine', { body: 'Both.' });
    expect((await send(merged)).headers.location).toBe(`/admin/articles/${id}?done=saved`);
    const saved = (await revisionsOf(context, id)).at(-1);
    expect(saved).toMatchObject({
      ...{ headline: 'A headline of mine', body: 'Both.', standfirst: 'Ours.', section_id: newsroom.world },
      ...{ dateline: 'Harbour City', label: 'live', comments: 'closed', search_title: 'For "search"' },
      ...{ lead_decorative: 1, created_by: editor.id },
    });
    expect(fillForm(await desk.get(`/admin/articles/${id}`), 'Save').fields.topics).toBe('Ports, Fire');
    expect(await revisionsOf(context, id)).toHaveLength(3);
  });

  test('keeps every field as typed where they change nothing on that page', async () => {
    const id = await write(newsroom.desk, complete);
    const mine = await opened(
      id,
      { Headline: 'Theirs', Text: 'Theirs.' },
      {
        ...{
          Headline: 'Mine',
          Text: 'Mine </textarea> & more.\n\n\nEnd',
          Standfirst: '',
          Topics: 'Ports, New',
          slug: 'mine',
        },
        ...{ label: 'opinion', language: 'ar', dateline: 'x', shortHeadline: 'y', searchTitle: 'z', comments: 'held' },
        ...{
          pictureAlt: 'a',
          pictureCaption: 'b',
          pictureCredit: 'c',
          leadKind: 'video',
          videoTitle: 'd',
          section: 'World',
        },
        video: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
      },
    );
    expect((await send(fillForm(await send(mine), 'Save mine'))).status).toBe(303);
    const { fields } = fillForm(await newsroom.desk.get(`/admin/articles/${id}`), 'Save');
    const { revision: _newer, at: _schedule, draft: _sitting, ...typed } = mine.fields;
    expect(fields).toMatchObject(typed);
  });

  test.each([
    ['Theirs: Analysis', 'analysis'],
    ['Yours: Opinion', 'opinion'],
  ])('chooses a value that differs: %s', async (label, choice) => {
    const id = await write(newsroom.desk, complete);
    const page = await send(await opened(id, { label: 'analysis' }, { label: 'opinion' }));
    expect(plain(page)).toContain(label);
    await send(fillForm(page, 'Save mine', { label: choice })).expect(303);
    expect((await revisionsOf(newsroom.context, id)).at(-1)).toMatchObject({ label: choice });
  });

  test('may throw their own text away, and is told of a third who saved meanwhile', async () => {
    const id = await write(newsroom.desk, complete);
    const page = await send(await opened(id, { Text: 'Theirs.' }, { Text: 'Mine.' }));
    expect(page.text).toContain(`href="/admin/articles/${id}">Throw mine away and open theirs</a>`);
    await edit(colleague, id, { Text: 'Theirs, once more.' });
    const again = await send(fillForm(page, 'Save mine'));
    expect(again.status).toBe(409);
    expect(plain(again)).toContain('once more');
    expect(fillForm(again, 'Save mine').fields.body).toBe('Mine.');
  });

  test('publishes nothing by it', async () => {
    const { context, desk } = newsroom;
    const draft = await write(desk, complete);
    expect((await send(await opened(draft, { Text: 'Theirs.' }, { Text: 'Mine.' }, 'Publish'))).status).toBe(409);
    expect(await articleOf(context, draft)).toMatchObject({ state: 'draft' });
    const { id, path } = await publishNew(newsroom, { Headline: 'Live' });
    const page = await send(await opened(id, { Text: 'Theirs.' }, { Text: 'Mine.' }, 'Publish changes'));
    expect(page.status).toBe(409);
    await send(fillForm(page, 'Save mine')).expect(303);
    expect((await newsroom.visitor().get(path)).text).toContain(complete.Text);
  });

  test('loses no picture that came with the save', async () => {
    const { context, desk } = newsroom;
    const id = await write(desk, complete);
    const form = await opened(
      id,
      { Text: 'Theirs.' },
      { Text: 'Mine.', picture: await pictureFile(), 'Alternative text': 'The hall' },
    );
    const page = await send(form);
    expect(page.status).toBe(409);
    await send(fillForm(page, 'Save mine')).expect(303);
    expect((await revisionsOf(context, id)).at(-1)).toMatchObject({ lead_kind: 'image', lead_alt: 'The hall' });
    expect((await revisionsOf(context, id)).at(-1)?.lead_media_id).not.toBeNull();
  });

  test.each([
    ['Theirs: Picture 2', '2', 2],
    ['Yours: No picture', '', null],
  ])('who removed a picture that the other replaced chooses: %s', async (label, choice, stored) => {
    const { context, desk } = newsroom;
    const id = await write(desk, { ...complete, picture: await pictureFile() });
    const form = await opened(id, { picture: await pictureFile('#3c3') }, { 'Remove this picture': true });
    const page = await send(form);
    expect(plain(page)).toContain(label);
    await send(fillForm(page, 'Save mine', { pictureId: choice })).expect(303);
    expect((await revisionsOf(context, id)).at(-1)).toMatchObject({ lead_media_id: stored });
  });
});
