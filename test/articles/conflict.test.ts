import { beforeEach, describe, expect, test } from '@jest/globals';
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
    const merged = fillForm(page, 'Save mine', {
      body: 'Both.',
      section: String(newsroom.world),
      dateline: 'Harbour City',
    });
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
      { Headline: 'Theirs', Text: 'Theirs.', Standfirst: 'Theirs.' },
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
    const { revision: _newer, at: _schedule, ...typed } = mine.fields;
    expect(fields).toMatchObject(typed);
  });

  test.each([
    ['Theirs: No', '', 0],
    ['Yours: Yes', 'on', 1],
  ])('chooses a box that differs: %s', async (label, choice, stored) => {
    const id = await write(newsroom.desk, complete);
    const page = await send(await opened(id, { Text: 'Theirs.' }, { 'Decorative picture': true }));
    expect(plain(page)).toContain(label);
    await send(fillForm(page, 'Save mine', { pictureDecorative: choice })).expect(303);
    expect((await revisionsOf(newsroom.context, id)).at(-1)).toMatchObject({ lead_decorative: stored });
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
    expect((await send(await opened(draft, { Text: 'Theirs.' }, {}, 'Publish'))).status).toBe(409);
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
      { picture: await pictureFile(), 'Alternative text': 'The hall' },
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

test('Of two saves at the same moment one is stored, and the other is told', async () => {
  const { context, desk } = newsroom;
  const id = await write(desk, complete);
  const forms = await Promise.all(
    [desk, colleague].map(async (agent) => fillForm(await agent.get(`/admin/articles/${id}`), 'Save')),
  );
  const answers = await Promise.all(
    [desk, colleague].map((agent, index) => sendForm(agent, forms[index] as FilledForm)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  expect(await revisionsOf(context, id)).toHaveLength(2);
});

test('A save in which nothing differs is told all the same, and can be saved', async () => {
  const id = await write(newsroom.desk, complete);
  const page = await send(await opened(id, {}, {}));
  expect(page.status).toBe(409);
  expect((await send(fillForm(page, 'Save mine'))).status).toBe(303);
});
