import { beforeEach, describe, expect, test } from '@jest/globals';
import { redact } from '../../src/articles/actions/redact.ts';
import { restoreRevision } from '../../src/articles/actions/restore.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { emptyContent } from '../../src/articles/article.ts';
import { findRevision } from '../../src/articles/queries/writing.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addStory } from '../support/stories.ts';
import {
  articleOf,
  complete,
  edit,
  eventsOf,
  ledgerOf,
  type Newsroom,
  pictureFile,
  plain,
  publishChanges,
  publishNew,
  revisionsOf,
  schedule,
  startNewsroom,
  write,
} from './newsroom.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

const address = (id: number) => `/admin/articles/${id}/revisions`;

/** The form that restores the story's first revision, from the list as it is now. */
async function restoring(id: number, name: RegExp = /^Restore: /) {
  const [first] = await revisionsOf(newsroom.context, id);
  const page = await newsroom.desk.get(address(id)).expect(200);
  const button = readPage(page)
    .texts('button')
    .find((text) => name.test(text)) as string;
  return fillForm(page, { button, action: `${address(id)}/${first?.id}/restore` });
}

describe('Restoring', () => {
  test('puts everything of the old revision on top of the newest one, and loses nothing', async () => {
    const { context, desk, editor } = newsroom;
    const id = await write(desk, {
      ...{ ...complete, Standfirst: 'Why.', Topics: 'Ports, حريق', Series: 'Files', Part: '2', label: 'analysis' },
      ...{ picture: await pictureFile(), 'Alternative text': 'The hall', comments: 'held', Dateline: 'Port Alder' },
    });
    await edit(desk, id, {
      ...{ Headline: 'New', Text: 'New.', Topics: '', Series: '', Part: '', Section: 'World', Bylines: '' },
      ...{ label: 'news', Dateline: '', comments: 'open' },
    });
    const answer = await sendForm(desk, await restoring(id));
    expect(answer.headers.location).toBe(`/admin/articles/${id}?done=restored`);
    const [first, second, third, ...more] = await revisionsOf(context, id);
    expect(more).toEqual([]);
    expect(second).toMatchObject({ headline: 'New', body: 'New.' });
    expect(third).toMatchObject({ kind: 'restore', created_by: editor.id, restored_from: first?.id });
    const content = async (revisionId = 0) => {
      const {
        id: _id,
        kind: _kind,
        createdAt: _at,
        ...rest
      } = (await findRevision(context.db.reader, revisionId)) ?? {
        ...{ id: 0, kind: '', createdAt: '' },
      };
      return rest;
    };
    expect(await content(third?.id)).toEqual(await content(first?.id));
    expect(await articleOf(context, id)).toMatchObject({ revision_id: third?.id, state: 'draft' });
    expect((await eventsOf(context, id)).at(-1)).toMatchObject({ action: 'article.saved', by: editor.id });
    expect(readPage(await desk.get(address(id))).texts('li')[0]).toContain(
      'Restored the version of 23 November 2026, 12:00 Newest',
    );
    expect(plain(await desk.get(answer.headers.location as string))).toContain('Nothing is lost');
  });

  test('of a published story changes its working text alone, until the changes are published', async () => {
    const { context, desk, visitor } = newsroom;
    const { id, path } = await publishNew(newsroom, { Text: 'Two hundred.' });
    await publishChanges(desk, id, { values: { Text: 'Thirty-one.', Headline: 'Fewer dockers' } });
    await sendForm(desk, await restoring(id)).expect(303);
    expect((await visitor().get(path)).text).toContain('Thirty-one.');
    expect(await ledgerOf(context, id)).toHaveLength(2);
    expect((await revisionsOf(context, id)).at(-1)).toMatchObject({ body: 'Two hundred.', kind: 'restore' });
    await publishChanges(desk, id);
    expect((await visitor().get(path).expect(200)).text).toContain('Two hundred.');
  });

  test('is refused where somebody saved meanwhile, and says so', async () => {
    const { context, desk } = newsroom;
    const id = await write(desk, complete);
    await edit(desk, id, { Headline: 'Two' });
    const form = await restoring(id);
    const jonas = await newsroom.signIn(await addPerson(context, { role: 'editor', name: 'Jonas Weir' }));
    await edit(jonas, id, { Headline: 'Three' });
    const answer = await sendForm(desk, form);
    expect(answer.status).toBe(409);
    expect(readPage(answer).texts('.problems')[0]).toContain('Somebody saved this story meanwhile');
    expect(readPage(answer).texts('.said')).toEqual(['Three', 'Two', complete.Headline]);
    expect(await revisionsOf(context, id)).toHaveLength(3);
    // From the page as it is now it can be done.
    await sendForm(desk, fillForm(answer, { button: 'Restore: 23 November 2026, 12:00', action: form.action })).expect(
      303,
    );
  });

  test('twice at the same moment is done once', async () => {
    const { context, desk } = newsroom;
    const id = await write(desk, complete);
    await edit(desk, id, { Headline: 'Two' });
    const form = await restoring(id);
    const answers = await Promise.all([sendForm(desk, form), sendForm(desk, form)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await revisionsOf(context, id)).toHaveLength(3);
  });

  test('is not offered for the newest, and refused there', async () => {
    const { context, desk } = newsroom;
    const id = await write(desk, complete);
    const [only] = await revisionsOf(context, id);
    expect((await desk.get(address(id))).text).not.toContain('Restore<');
    await desk
      .post(`${address(id)}/${only?.id}/restore`)
      .type('form')
      .send({ newest: only?.id })
      .expect(409);
    await desk
      .post(`${address(id)}/${only?.id}/restore`)
      .type('form')
      .send({})
      .expect(409);
    expect(await revisionsOf(context, id)).toHaveLength(1);
  });

  test('of a scheduled story is what comes out; one that cannot come out is refused', async () => {
    const { clock, context, desk, editor, politics: sectionId } = newsroom;
    const content = { headline: 'Later', body: 'Old.', sectionId };
    const bare = { ...emptyContent, headline: 'Bare', body: 'No section.' };
    const { articleId: id, revisionId } = await saveRevision(context, editor, {
      ...{ articleId: null, baseRevisionId: null, kind: 'save', content: bare },
    });
    await edit(desk, id, { Headline: 'Later', Text: 'Old.', Section: 'Politics' });
    await schedule(desk, id, { Text: 'New.', at: '2026-11-23T15:00' });
    const [, old] = await revisionsOf(context, id);
    const newest = async () => String((await articleOf(context, id))?.revision_id);
    const refused = await desk
      .post(`${address(id)}/${revisionId}/restore`)
      .type('form')
      .send({ newest: await newest() });
    expect(refused.status).toBe(409);
    expect(plain(refused)).toContain('Choose the section in which it appears.');
    await desk
      .post(`${address(id)}/${old?.id}/restore`)
      .type('form')
      .send({ newest: await newest() })
      .expect(303);
    clock.advance({ hours: 4 });
    const shown = context.db.reader.selectFrom('published_articles').select('path').where('article_id', '=', id);
    const { path } = await shown.executeTakeFirstOrThrow();
    expect((await newsroom.visitor().get(path).expect(200)).text).toContain(content.body);
  });
});

describe('What was redacted', () => {
  test('is not compared, not shown and not restored', async () => {
    const { context, desk, editor, politics: sectionId } = newsroom;
    const admin = await addPerson(context, { role: 'admin' });
    const { articleId: id, revisionId } = await addStory(context, {
      editor,
      content: { sectionId, body: 'A secret.' },
    });
    await publishChanges(desk, id, { values: { Text: 'Nothing.' } });
    const [{ id: publicationId } = { id: 0 }] = await context.db.reader
      .selectFrom('publications')
      .select('id')
      .where('revision_id', '=', revisionId)
      .execute();
    await redact(context, admin, { articleId: id, publicationId, reason: 'By order.' });
    const page = await desk.get(address(id)).expect(200);
    const old = readPage(page).texts('li').at(-1);
    expect(old).toContain('Its text was redacted.');
    expect(old).not.toMatch(/Restore|See it|What changed/);
    expect(page.text).not.toContain('What changed<');
    const newest = (await articleOf(context, id))?.revision_id;
    const difference = await desk.get(`${address(id)}/difference?from=${revisionId}&to=${newest}`).expect(200);
    expect(plain(difference)).toContain('The text of one of these was redacted, so what changed is not shown.');
    await desk.get(`${address(id)}/${revisionId}`).expect(409);
    const refused = await desk
      .post(`${address(id)}/${revisionId}/restore`)
      .type('form')
      .send({ newest });
    expect(refused.status).toBe(409);
    expect(plain(refused)).toContain('It is gone, and cannot be restored.');
    const restoring = { articleId: id, revisionId, baseRevisionId: newest as number };
    await expect(restoreRevision(context, editor, restoring)).rejects.toThrow('redacted');
    for (const answer of [page, difference, refused]) expect(answer.text).not.toContain('A secret.');
  });
});

test('An author restores their own draft, and no story that the desk has', async () => {
  const { context } = newsroom;
  const writer = await newsroom.signIn(await addPerson(context, { role: 'author', name: 'Ilse Brandt' }));
  const id = await write(writer, complete);
  await edit(writer, id, { Headline: 'Two' });
  const [first, second] = await revisionsOf(context, id);
  await writer
    .post(`${address(id)}/${first?.id}/restore`)
    .type('form')
    .send({ newest: second?.id })
    .expect(303);
  await edit(writer, id, {}, 'Submit for review');
  expect((await writer.get(address(id)).expect(200)).text).not.toContain('/restore');
  const newest = (await articleOf(context, id))?.revision_id;
  await writer
    .post(`${address(id)}/${first?.id}/restore`)
    .type('form')
    .send({ newest })
    .expect(403);
});
