import { expect } from '@jest/globals';
import type { Response, Test } from 'supertest';
import { plan as planStory } from '../../src/articles/actions/assignments.ts';
import { bringBack, discard } from '../../src/articles/actions/discards.ts';
import { liftHold, hold as putOnHold } from '../../src/articles/actions/hold.ts';
import type { Agent } from '../support/app.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import type { FullNewsroom } from '../support/full-newsroom.ts';
import { readPage } from '../support/pages.ts';
import { addTask } from '../support/passing.ts';
import { addPreviewLink, answerFields } from '../support/previews.ts';
import { addStory } from '../support/stories.ts';
import { addUnsaved, typedBy } from '../support/unsaved.ts';

type ExpectPage = (asked: Test, status?: number) => Promise<Response>;

/** Each kind of page with which the newsroom looks back on a story, talks beside it, and makes others from it. */
export async function openStoryTools(newsroom: FullNewsroom, author: Agent, expectPage: ExpectPage): Promise<void> {
  await openRevisions(newsroom, expectPage);
  await openUnsaved(newsroom, expectPage);
  const { desk, of } = newsroom;
  const send = (path: string, form: Record<string, string>) => desk.post(path).type('form').send(form);
  const notes = `/admin/articles/${of('review').articleId}`;
  await send(`${notes}/notes`, { storyNote: 'Call them.' }).expect(303);
  await expectPage(desk.get(`${notes}?done=noted`));
  await expectPage(send(`${notes}/notes`, { storyNote: ' ' }), 422);
  const fate = { at: '2027-01-01T09:00:00.000Z' };
  const scheduled = await addStory(newsroom.context, { editor: newsroom.editor, content: { sectionId: 1 }, fate });
  for (const { articleId } of [of('changed'), scheduled]) {
    const held = `/admin/articles/${articleId}`;
    await expectPage(send(`${held}/hold`, { heldFor: '' }), 422);
    await send(`${held}/hold`, { heldFor: 'the lawyer', holdReason: 'By advice.' }).expect(303);
    await expectPage(desk.get(`${held}?done=held`));
    await expectPage(desk.get(`${held}/${articleId === scheduled.articleId ? 'publish' : 'publish-changes'}`));
    await expectPage(desk.get('/admin/articles'));
    await send(`${held}/lift`, {}).expect(303);
  }
  await openDiscarded(newsroom, author, expectPage);
  await openPlans(newsroom, author, expectPage);
  await openFiling(newsroom, author, expectPage);
  for (const name of ['rich', 'about', 'draft']) {
    const copied = await send(`/admin/articles/${of(name).articleId}/duplicate`, {}).expect(303);
    await expectPage(desk.get(copied.headers.location ?? ''));
  }
  for (const translateTo of ['ar', 'en', '']) {
    await expectPage(send(`/admin/articles/${of('plain').articleId}/translate`, { translateTo }), 422);
  }
  await expectPage(desk.get('/admin/templates'));
  const template = `/admin/articles/${of('rich').articleId}/template`;
  await send(template, { templateName: 'Weekly' }).expect(303);
  await expectPage(send(template, { templateName: 'weekly' }), 422);
  await expectPage(desk.get('/admin/templates?done=renamed'));
  await expectPage(send('/admin/templates/1/rename', { name: '' }), 422);
  await expectPage(author.get('/admin/templates'));
}

/** The panel on which stories are published, as it opens and as it comes back, and what was passed over there. */
export async function openPanels(newsroom: FullNewsroom, author: Agent, expectPage: ExpectPage): Promise<void> {
  const { context, desk, editor, of } = newsroom;
  for (const name of ['changed', 'rich', 'policy']) {
    await expectPage(desk.get(`/admin/articles/${of(name).articleId}/publish-changes`));
  }
  for (const name of ['draft', 'review', 'scheduled', 'pageDraft']) {
    const { articleId, revisionId } = of(name);
    const address = `/admin/articles/${articleId}/publish`;
    await expectPage(desk.get(address));
    const sent = { when: 'later', at: '', slug: 'plain', revision: String(revisionId) };
    await expectPage(desk.post(address).type('form').send(sent), 422);
  }
  await expectPage(desk.get('/admin/tasks'));
  for (let number = 0; number < 51; number += 1) await addTask(context, editor, of('rich').articleId);
  const tasks = await expectPage(desk.get('/admin/tasks?done=closed'));
  expect(readPage(tasks).links('.pager')).toHaveLength(1);
  await expectPage(desk.get('/admin/tasks?before=2'));
  await expectPage(desk.get('/admin/articles'));
  for (const agent of [desk, author]) {
    await expectPage(agent.get(`/admin/articles/${of('rich').articleId}?done=task-closed`));
  }
  const sheet = `/admin/articles/${of('changed').articleId}/publish-changes`;
  const sent = fillForm(await desk.get(sheet), 'Publish changes', { kind: 'correction' });
  await expectPage(sendForm(desk, sent), 422);
}

/** Where a preview link is made, what it shows, what is said by it, and what is left of it. */
export async function openPreviewLinks(newsroom: FullNewsroom, expectPage: ExpectPage): Promise<void> {
  const { context, desk, editor, of } = newsroom;
  const guest = newsroom.visitor();
  for (const name of ['review', 'scheduled', 'pageDraft', 'changed']) {
    const { articleId } = of(name);
    const send = (path: string, form: Record<string, string>) => desk.post(path).type('form').send(form);
    const making = `/admin/articles/${articleId}/preview-links`;
    newsroom.clock.advance({ minutes: 1 });
    await expectPage(send(making, { previewFor: 'Mr Tan', previewDays: '3' }));
    await expectPage(send(making, {}), 422);
    const { id, path } = await addPreviewLink(context, editor, { articleId });
    await expectPage(guest.get(path));
    await expectPage(guest.post(path).type('form').send({ name: '' }), 422);
    for (const press of ['approve', 'note'] as const) {
      const fields = await answerFields(context, articleId, press);
      await guest.post(path).type('form').send(fields).expect(303);
    }
    await expectPage(guest.get(`${path}?done=approved`));
    await send(`${making}/${id}/revoke`, {}).expect(303);
    await expectPage(desk.get(`/admin/articles/${articleId}?done=preview-revoked`));
    await expectPage(guest.get(path), 404);
  }
  const drafted = await addPreviewLink(context, editor, of('draft'));
  await context.db.transaction((tx) =>
    tx
      .updateTable('preview_links')
      .set({ article_id: of('plain').articleId })
      .where('id', '=', drafted.id)
      .execute(),
  );
  await expectPage(guest.get(drafted.path));
  await expectPage(guest.get('/preview/nothing'), 404);
}

async function openRevisions({ desk, of }: FullNewsroom, expectPage: ExpectPage): Promise<void> {
  for (const name of ['changed', 'rich', 'policy', 'scheduled', 'pageDraft', 'arabic']) {
    const { articleId, revisionId } = of(name);
    const address = `/admin/articles/${articleId}/revisions`;
    const page = await expectPage(desk.get(address));
    for (const href of readPage(page).links('.revisions')) await expectPage(desk.get(href));
    await expectPage(desk.get(`${address}?before=1`));
    await expectPage(desk.get(`${address}/difference?from=${revisionId}&to=${revisionId}`));
    await expectPage(desk.post(`${address}/${revisionId}/restore`).type('form').send({}), 409);
  }
}

/** What was typed and not saved, of a new story and of one that readers see. */
async function openUnsaved({ context, desk, of, editor }: FullNewsroom, expectPage: ExpectPage): Promise<void> {
  for (const path of ['/admin/articles/new', `/admin/articles/${of('rich').articleId}`]) {
    const fields = { ...typedBy(editor), language: 'ar', headline: 'عنوان' };
    await desk.post(`${path}/autosave`).type('form').send(fields).expect(200);
    await expectPage(desk.get(path));
    await expectPage(desk.get(`/admin/autosaves/${fields.draft}`));
    await expectPage(desk.get(`${path}?take=${fields.draft}`));
  }
  await expectPage(desk.get(`/admin/autosaves/${await addUnsaved(context, editor)}`));
  await expectPage(desk.get('/admin/autosaves/none'), 404);
}

/** More than one page of them. */
async function openDiscarded(newsroom: FullNewsroom, author: Agent, expectPage: ExpectPage): Promise<void> {
  const { context, desk, editor } = newsroom;
  await expectPage(author.get('/admin/discarded'));
  for (let number = 0; number < 52; number += 1) {
    const { articleId } = await addStory(context, { editor, content: { sectionId: null }, fate: 'draft' });
    await discard(context, editor, articleId);
  }
  const { articleId } = newsroom.of('pageDraft');
  await discard(context, editor, articleId);
  await expectPage(desk.get(`/admin/articles/${articleId}`), 410);
  const { text } = await expectPage((await newsroom.signIn('admin')).get('/admin/discarded?done=deleted'));
  const older = /href="(\/admin\/discarded\?before=[^"]+)"/.exec(text)?.[1] ?? '';
  await expectPage(desk.get(older.replaceAll('&#x3D;', '=')));
  await bringBack(context, editor, articleId);
}

async function openPlans(
  { context, desk, editor, of }: FullNewsroom,
  author: Agent,
  expectPage: ExpectPage,
): Promise<void> {
  const send = (path: string, form: Record<string, string>) => desk.post(path).type('form').send(form);
  await expectPage(desk.get('/admin/assignments/new'));
  await expectPage(send('/admin/assignments', { assignee: '999', plannedAt: 'soon' }), 422);
  await expectPage(send('/admin/assignments', { assignee: '999', assignedEditor: '999', headline: 'A' }), 422);
  const { articleId } = of('draft');
  const plan = { assigneeId: editor.id, editorId: editor.id, plannedAt: context.now(), brief: 'Ask them.' };
  await planStory(context, editor, { articleId, ...plan });
  await expectPage(desk.get(`/admin/articles/${articleId}?done=planned`));
  await expectPage(send(`/admin/articles/${articleId}/assignment`, { assignee: '999' }), 422);
  await putOnHold(context, editor, { articleId, heldFor: 'the desk', reason: 'Not yet.' });
  for (const query of ['', '?week=2027-01-01']) await expectPage(desk.get(`/admin/calendar${query}`));
  await expectPage(author.get('/admin/calendar'));
  await expectPage(desk.get('/admin/calendar?week=soon'), 404);
  await expectPage(desk.get(`/admin/articles?assignee=${editor.id}`));
  await liftHold(context, editor, articleId);
}

async function openFiling({ desk, of }: FullNewsroom, author: Agent, expectPage: ExpectPage): Promise<void> {
  const send = (path: string, form: Record<string, string>) => desk.post(path).type('form').send(form);
  for (const name of ['draft', 'changed', 'arabic']) {
    const filing = `/admin/articles/${of(name).articleId}/filing`;
    await expectPage(desk.get(`${filing}?back=state%3Ddraft`));
    await expectPage(send(filing, { comments: 'never', topics: 'x'.repeat(3_000) }), 422);
    await expectPage(send(filing, { authors: 'Nobody at all', revision: '0' }), 409);
  }
  for (const act of ['', 'section', 'topic', 'comments', 'hold']) {
    await expectPage(send('/admin/bulk?state=draft', { act, story: String(of('draft').articleId) }), 422);
  }
  await expectPage(author.post('/admin/bulk').type('form').send({ act: 'discard' }), 422);
  for (const story of [String(of('changed').articleId), '999999']) {
    await expectPage(send('/admin/bulk', { act: 'discard', story }), 409);
  }
  for (const done of ['done=filed', 'done=discard&count=2', 'done=section&count=1', 'done=topic&count=x']) {
    await expectPage(desk.get(`/admin/articles?${done}`));
  }
}
