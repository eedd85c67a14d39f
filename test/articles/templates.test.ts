import { beforeEach, describe, expect, test } from '@jest/globals';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm, type Values } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addColour, addStory } from '../support/stories.ts';
import {
  articleOf,
  complete,
  edit,
  errorsIn,
  idIn,
  type Newsroom,
  plain,
  press,
  revisionsOf,
  startNewsroom,
  write,
} from './newsroom.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

const keep = (id: number, values: Values) => press(newsroom.desk, `/admin/articles/${id}`, 'Keep', values);

const named = (name: string) => ({ 'Name of the template': name });

const start = (name: string) => press(newsroom.desk, '/admin/templates', `New story from template: ${name}`);

const names = async () => readPage(await newsroom.desk.get('/admin/templates').expect(200)).texts('.name');

describe('A template', () => {
  test('holds a story’s content by name, and begins drafts with it', async () => {
    const { context, desk, editor } = newsroom;
    const media = (await addColour(context, editor, '#c33')).id;
    const id = await write(desk, {
      ...{ ...complete, Headline: 'The week in the port', Topics: 'Ports, حريق', 'Address ending': 'week-one' },
      ...{ pictureId: String(media), leadKind: 'image', 'Alternative text': 'The hall', Series: 'Files', Part: '3' },
    });
    expect((await keep(id, named('Weekly <b>'))).headers.location).toBe(`/admin/articles/${id}?done=template-kept`);
    // It is a copy: what becomes of the story does not matter.
    await press(desk, `/admin/articles/${id}`, 'Discard story');
    const answer = await start('Weekly <b>');
    const begun = idIn(answer);
    expect(plain(await desk.get(answer.headers.location as string))).toContain('begun from the template');
    const { fields } = fillForm(await desk.get(`/admin/articles/${begun}`), 'Save');
    expect(fields).toMatchObject({
      ...{ headline: 'The week in the port', body: complete.Text, topics: 'Ports, حريق', slug: '' },
      ...{ pictureId: String(media), pictureAlt: 'The hall', series: 'Files', seriesPart: '3' },
    });
    expect(await articleOf(context, begun)).toMatchObject({ state: 'draft', created_by: editor.id });
    expect(idIn(await start('Weekly <b>'))).not.toBe(begun);
  });

  test('is begun from by authors, who neither keep, rename nor remove one', async () => {
    const { context, desk } = newsroom;
    await keep(await write(desk, complete), named('Weekly'));
    const author = await newsroom.signIn(await addPerson(context, { role: 'author', name: 'Ilse Brandt' }));
    const page = await author.get('/admin/templates').expect(200);
    expect(page.text).not.toMatch(/Rename|Remove/);
    const id = idIn(await sendForm(author, fillForm(page, 'New story from template: Weekly')));
    expect((await edit(author, id, { Text: 'Mine.' })).status).toBe(303);
    expect((await author.get(`/admin/articles/${id}`)).text).not.toContain('Keep as a template');
  });

  test('is replaced, renamed and removed by editors; drafts begun before stay', async () => {
    const { context, desk } = newsroom;
    await keep(await write(desk, complete), named('Weekly'));
    const before = idIn(await start('Weekly'));
    const other = await write(desk, { ...complete, Text: 'Next.', Headline: 'Next' });
    await keep(other, { 'In place of': 'Weekly' });
    expect((await revisionsOf(context, idIn(await start('Weekly'))))[0]?.body).toBe('Next.');
    const renamed = await press(desk, '/admin/templates', 'Rename: Weekly', { name: 'Every week' });
    expect(renamed.headers.location).toBe('/admin/templates?done=renamed');
    expect(await names()).toEqual(['Every week']);
    const removed = await press(desk, '/admin/templates', 'Remove: Every week');
    expect(plain(await desk.get(removed.headers.location as string))).toContain('There are no templates yet.');
    expect((await revisionsOf(context, before))[0]?.body).toBe(complete.Text);
    await desk.post('/admin/templates/1/start').expect(404);
    const gone = await desk.post(`/admin/articles/${other}/template`).type('form').send({ replaces: '1' });
    expect(gone.status).toBe(422);
    const actions = await context.db.reader
      .selectFrom('events')
      .select('action')
      .where('subject', '=', 'template:1')
      .execute();
    expect(actions.map(({ action }) => action)).toEqual([
      ...['template.kept', 'template.kept', 'template.renamed', 'template.removed'],
    ]);
  });

  test.each([
    ['no name', ' ', 'Give the template a name.'],
    ['a name that is taken', 'WEEKLY', 'Another template has this name.'],
    ['too long a name', 'x'.repeat(121), 'The name may have at most 120 characters.'],
  ])('with %s is refused, kept or renamed, and what was typed stays', async (_what, name, message) => {
    const { desk } = newsroom;
    const id = await write(desk, complete);
    for (const each of ['Weekly', 'Budget day']) await keep(id, named(each));
    const kept = await keep(id, named(name));
    expect(kept.status).toBe(422);
    expect(errorsIn(kept)).toEqual({ templateName: message });
    expect(fillForm(kept, 'Keep').fields.templateName).toBe(name);
    const renamed = await press(desk, '/admin/templates', 'Rename: Budget day', { name });
    expect(renamed.status).toBe(422);
    expect(Object.values(errorsIn(renamed))).toEqual([message]);
    expect(fillForm(renamed, 'Rename: Budget day').fields.name).toBe(name);
    expect(await names()).toEqual(['Budget day', 'Weekly']);
  });

  test('may change the capitals of its own name', async () => {
    const { desk } = newsroom;
    await keep(await write(desk, complete), named('weekly'));
    await press(desk, '/admin/templates', 'Rename: weekly', { name: 'Weekly' });
    expect(await names()).toEqual(['Weekly']);
  });

  test('leaves out what is not there any more', async () => {
    const { context, desk, editor } = newsroom;
    await keep(await write(desk, { ...complete, Topics: 'Ports' }), named('Weekly'));
    const { content } = await context.db.reader.selectFrom('templates').select('content').executeTakeFirstOrThrow();
    const stale = {
      ...JSON.parse(content),
      sectionId: 999,
      topicIds: [999],
      authorIds: [999, editor.id],
      leadMediaId: 999,
    };
    const stored = JSON.stringify({ ...stale, seriesId: 999, seriesPart: 3, language: 'xx' });
    await context.db.transaction((tx) =>
      tx
        .updateTable('templates')
        .set({ content: stored })
        .execute()
        .then(() => {}),
    );
    const { fields } = fillForm(await desk.get(`/admin/articles/${idIn(await start('Weekly'))}`), 'Save');
    expect(fields).toMatchObject({
      section: '',
      topics: '',
      authors: editor.name,
      series: '',
      pictureId: '',
      language: 'en',
    });
  });

  test('of a page begins pages, and a translation is kept as no translation', async () => {
    const { context, desk, editor, politics: sectionId } = newsroom;
    const content = { headline: 'About us', body: 'We are.', sectionId: null };
    const page = await addStory(context, { editor, makes: 'page', content });
    await keep(page.articleId, named('Policy'));
    const begun = idIn(await press(desk, '/admin/templates', 'New page from template: Policy'));
    expect(await articleOf(context, begun)).toMatchObject({ kind: 'page', state: 'draft' });
    const original = await addStory(context, { editor, content: { sectionId } });
    const arabic = { sectionId, headline: 'خبر', language: 'ar', translationOf: original.articleId };
    await keep((await addStory(context, { editor, content: arabic })).articleId, named('أسبوعي'));
    const [draft] = await revisionsOf(context, idIn(await start('أسبوعي')));
    expect(draft).toMatchObject({ language: 'ar', translation_of: null, headline: 'خبر' });
  });

  test('is found from the list of stories', async () => {
    expect(readPage(await newsroom.desk.get('/admin/articles')).links('.top')).toContain('/admin/templates');
  });
});
