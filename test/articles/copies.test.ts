import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Actor } from '../../src/db/tables.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
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
  publishNew,
  revisionsOf,
  startNewsroom,
  write,
} from './newsroom.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

const rich = (media: number) => ({
  ...{ ...complete, Standfirst: 'Why.', Topics: 'Ports, حريق', Label: 'analysis', 'Address ending': 'my-ending' },
  ...{ pictureId: String(media), leadKind: 'image', 'Alternative text': 'The hall', Dateline: 'Port Alder' },
  ...{ Caption: 'The hall today', Credit: 'L. Okafor', comments: 'held', Language: 'en' },
});

/** What the form of the editor holds of it. */
const fieldsOf = async (agent: Agent, id: number) =>
  fillForm(await agent.get(`/admin/articles/${id}`).expect(200), 'Save').fields;

const duplicateOf = async (agent: Agent, id: number) => idIn(await press(agent, `/admin/articles/${id}`, 'Duplicate'));

const translationOf = (agent: Agent, id: number, into = 'ar') =>
  press(agent, `/admin/articles/${id}`, 'Translate', { 'Translate into': into });

describe('Duplicating', () => {
  test('makes a draft with the same content, no address and no link', async () => {
    const { context, desk, editor } = newsroom;
    const media = (await addColour(context, editor, '#c33')).id;
    const { id } = await publishNew(newsroom, rich(media));
    const copy = await duplicateOf(desk, id);
    expect(copy).not.toBe(id);
    const { revision: _old, draft: _first, slug: _slug, reason: _withdrawal, ...before } = await fieldsOf(desk, id);
    const asking = await fieldsOf(desk, copy);
    const { revision: _new, draft: _second, slug, reviewer: _whom, reviewNote: _note, ...after } = asking;
    expect(after).toEqual({ ...before, headline: `Copy of ${complete.Headline}`, press: 'save' });
    expect(slug).toBe('');
    expect(await articleOf(context, copy)).toMatchObject({
      ...{ state: 'draft', created_by: editor.id, published_at: null, published_revision_id: null },
    });
    expect(await revisionsOf(context, id)).toHaveLength(1);
    const uses = context.db.reader.selectFrom('media_uses').select('article_id').where('media_id', '=', media);
    expect((await uses.execute()).map((row) => row.article_id).sort()).toEqual([id, copy].sort());
  });

  test('of a translation is a translation of nothing', async () => {
    const { context, desk, editor, politics: sectionId } = newsroom;
    const { articleId: original } = await addStory(context, { editor, content: { sectionId } });
    const { articleId } = await addStory(context, {
      editor,
      content: { sectionId, headline: 'خبر', language: 'ar', translationOf: original },
    });
    const [revision] = await revisionsOf(context, await duplicateOf(desk, articleId));
    expect(revision).toMatchObject({ translation_of: null, language: 'ar', headline: 'Copy of خبر' });
  });

  test('keeps a headline in its bounds, and a missing one missing', async () => {
    const { context, desk } = newsroom;
    const long = await write(desk, { ...complete, Headline: `${'x'.repeat(191)}😀${'y'.repeat(7)}` });
    const copy = await duplicateOf(desk, long);
    const [revision] = await revisionsOf(context, copy);
    expect(revision?.headline).toHaveLength(200);
    expect(revision?.headline?.isWellFormed()).toBe(true);
    expect((await edit(desk, copy, {})).status).toBe(303);
    const bare = await duplicateOf(desk, await write(desk, { Headline: '' }));
    expect((await revisionsOf(context, bare))[0]?.headline).toBe('');
  });

  test('gives an author a draft of their own from a story that the desk has', async () => {
    const { context, editor, politics: sectionId } = newsroom;
    const ilse = await addPerson(context, { role: 'author', name: 'Ilse Brandt' });
    const author = await newsroom.signIn(ilse);
    const content = { sectionId, authorIds: [ilse.id] };
    const { articleId } = await addStory(context, { editor, content });
    const copy = await duplicateOf(author, articleId);
    expect((await edit(author, copy, { Text: 'Mine.' })).status).toBe(303);
    const { articleId: other } = await addStory(context, { editor, content: { sectionId, headline: 'Other' } });
    await author.post(`/admin/articles/${other}/duplicate`).expect(404);
    await author.post(`/admin/articles/${other}/translate`).type('form').send({ translateTo: 'ar' }).expect(404);
  });
});

describe('Translating', () => {
  test('makes a linked draft with the same lead, section, topics and authors, and no words', async () => {
    const { context, desk, editor, visitor } = newsroom;
    const media = (await addColour(context, editor, '#c33')).id;
    const { id, path } = await publishNew(newsroom, rich(media));
    const made = idIn(await translationOf(desk, id));
    const [before] = await revisionsOf(context, id);
    const [draft] = await revisionsOf(context, made);
    expect(draft).toMatchObject({
      ...{ language: 'ar', translation_of: id, headline: '', standfirst: '', body: '', slug: '', dateline: '' },
      ...{ section_id: before?.section_id, label: 'analysis', comments: 'held' },
      ...{ lead_kind: 'image', lead_media_id: media, lead_alt: '', lead_caption: '', lead_credit: 'L. Okafor' },
    });
    const fields = await fieldsOf(desk, made);
    expect(fields).toMatchObject({ topics: 'Ports, حريق', authors: editor.name, translationOf: path });
    expect(readPage(await desk.get(`/admin/articles/${made}`)).links('#copies')).toEqual([`/admin/articles/${id}`]);
    const written = { Headline: 'توقّف الخطاب', Text: 'أوقف العمّال الخطاب.', 'Alternative text': 'القاعة' };
    expect((await edit(desk, made, written, 'Publish')).headers.location).toContain('done=published');
    expect((await visitor().get(path)).text).toContain('hreflang="ar"');
  });

  test('of a translation links to the same original', async () => {
    const { context, desk, editor, politics: sectionId } = newsroom;
    const { articleId: original } = await addStory(context, {
      editor,
      content: { sectionId, language: 'ar', headline: 'خبر' },
      fate: 'draft',
    });
    const english = idIn(await translationOf(desk, original, 'en'));
    const refused = await translationOf(desk, english);
    expect(refused.status).toBe(422);
    expect(readPage(refused).links('#copies')).toContain(`/admin/articles/${original}`);
  });

  test('is refused where there is a translation in that language, with a link to it', async () => {
    const { context, desk } = newsroom;
    const id = await write(desk, complete);
    const made = idIn(await translationOf(desk, id));
    const answer = await translationOf(desk, id);
    expect(answer.status).toBe(422);
    expect(errorsIn(answer).translateTo).toBe('There is a translation in this language already.');
    expect(readPage(answer).links('#copies')).toEqual([`/admin/articles/${made}`]);
    // One that was made into something else since is none any more.
    await edit(desk, made, { Headline: 'Else', translationOf: '' });
    expect(idIn(await translationOf(desk, id))).not.toBe(made);
    expect(await revisionsOf(context, id)).toHaveLength(1);
  });

  test('twice at the same moment makes one', async () => {
    const { desk } = newsroom;
    const id = await write(desk, complete);
    const form = fillForm(await desk.get(`/admin/articles/${id}`), 'Translate', { 'Translate into': 'ar' });
    const answers = await Promise.all([sendForm(desk, form), sendForm(desk, form)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
  });

  test('says nothing to an author of the translation that a colleague writes but that it is there', async () => {
    const { context, desk, editor, politics: sectionId } = newsroom;
    const ilse = await addPerson(context, { role: 'author', name: 'Ilse Brandt' });
    const by: Actor = ilse;
    const { articleId } = await addStory(context, { editor, by, content: { sectionId }, fate: 'draft' });
    const made = idIn(await translationOf(desk, articleId));
    await edit(desk, made, { Headline: 'سرّ', Bylines: '' });
    const answer = await translationOf(await newsroom.signIn(ilse), articleId);
    expect(answer.status).toBe(422);
    expect(plain(answer)).toContain('A colleague is writing a translation in this language already.');
    expect(answer.text).not.toContain(`/admin/articles/${made}`);
    expect(answer.text).not.toContain('سرّ');
  });

  test.each(['en', '', 'xx', '../ar'])('into “%s” is refused', async (translateTo) => {
    const { desk } = newsroom;
    const id = await write(desk, complete);
    const answer = await desk.post(`/admin/articles/${id}/translate`).type('form').send({ translateTo });
    expect(answer.status).toBe(422);
    expect(errorsIn(answer).translateTo).toContain('Choose a language');
  });

  test('of a page beside the stories makes a page', async () => {
    const { context, desk, editor } = newsroom;
    const content = { headline: 'About us', body: 'We are.', sectionId: null };
    const { articleId } = await addStory(context, { editor, makes: 'page', content });
    const made = idIn(await translationOf(desk, articleId));
    expect(await articleOf(context, made)).toMatchObject({ kind: 'page', state: 'draft' });
    expect((await revisionsOf(context, made))[0]).toMatchObject({ translation_of: articleId, language: 'ar' });
  });
});
