import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Response, Test } from 'supertest';
import { deleteForGood, discard } from '../../src/articles/actions/discards.ts';
import { redact } from '../../src/articles/actions/redact.ts';
import { edit, type Newsroom, press, startNewsroom } from '../articles/newsroom.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { type AddedLink, addPreviewLink, answerFields } from '../support/previews.ts';
import { type AddedStory, addStory } from '../support/stories.ts';

let newsroom: Newsroom;
let story: AddedStory;
let link: AddedLink;
let guest: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom({ zone: 'Europe/Berlin' });
  const { context, editor, politics: sectionId } = newsroom;
  story = await addStory(context, { editor, content: { sectionId }, fate: 'review' });
  link = await addPreviewLink(context, editor, { articleId: story.articleId });
  guest = newsroom.visitor();
});

const main = async (status: number) => readPage(await guest.get(link.path).expect(status)).main;

/** All of an answer but what each has of its own: when, its number, and the address that was asked for. */
function toldBy({ status, headers, text }: Response, path: string): string {
  const { date, etag, 'x-request-id': id, ...same } = headers;
  return `${status} ${JSON.stringify(same)} ${text}`.replaceAll(path, '/preview/…').replaceAll(String(id), '…');
}

describe('A preview link that shows nothing any more', () => {
  test('tells nobody whether a link that does not work ever did', async () => {
    const { context, editor, politics: sectionId, desk, clock } = newsroom;
    const content = { sectionId, headline: 'عمال الميناء', language: 'ar' } as const;
    const deleted = await addStory(context, { editor, content, fate: 'draft' });
    const discarded = await addStory(context, { editor, content, fate: 'draft' });
    const links = {
      deleted: await addPreviewLink(context, editor, { articleId: deleted.articleId }),
      discarded: await addPreviewLink(context, editor, { articleId: discarded.articleId }),
    };
    for (const { articleId } of [deleted, discarded]) await discard(context, editor, articleId);
    await deleteForGood(context, await addPerson(context, { role: 'admin' }), deleted.articleId);
    const expired = await addPreviewLink(context, editor, { articleId: story.articleId, days: 1 });
    clock.advance({ days: 1 });
    await desk.post(`/admin/articles/${story.articleId}/preview-links/${link.id}/revoke`).expect(303);
    const never = `/preview/${'a'.repeat(43)}`;
    const all = [never, link.path, expired.path, links.deleted.path, links.discarded.path];
    const asked: ((path: string) => Test)[] = [
      (path) => guest.get(path),
      (path) => guest.get(path).set('Accept-Language', 'ar'),
      (path) => guest.post(path).type('form').send({ press: 'approve', name: 'A' }),
      (path) => guest.get(`${path}/media/${'a'.repeat(32)}.webp`),
    ];
    for (const ask of asked) {
      const told: string[] = [];
      for (const path of all) told.push(toldBy(await ask(path), path));
      expect(new Set(told).size).toBe(1);
      expect(told[0]).toMatch(/^404 /);
    }
    expect(await main(404)).toContain('This link does not work');
    for (const token of ['a', 'x'.repeat(5000), '%F0%9F%A6%80', '..%2f..', '%27%20or%201=1--']) {
      expect(readPage(await guest.get(`/preview/${token}`).expect(404)).main).toContain('This link does not work');
      await guest.post(`/preview/${token}`).type('form').send({ press: 'approve', name: 'A' }).expect(404);
    }
  });

  test('says what became of the story, as long as the link works', async () => {
    const { context, editor, desk, clock } = newsroom;
    await press(desk, `/admin/articles/${story.articleId}`, 'Publish');
    const published = readPage(await guest.get(link.path).expect(200));
    expect(published.main).toContain('This story is published');
    expect(published.links('main')[0]).toMatch(/^\/2026\/11\/23\/dockers-halt-speech$/);
    // What the desk writes from now on is not for who was shown the draft.
    clock.advance({ minutes: 1 });
    await edit(desk, story.articleId, { Text: 'Not for you.' });
    expect(await main(200)).not.toContain('Not for you.');
    await guest
      .post(link.path)
      .type('form')
      .send(await answerFields(context, story.articleId, 'approve'))
      .expect(200);
    const answers = await context.db.reader.selectFrom('preview_answers').selectAll().execute();
    expect(answers).toEqual([]);
    await press(desk, `/admin/articles/${story.articleId}`, 'Withdraw story', { 'Why it is withdrawn': 'Not so.' });
    expect(await main(410)).toContain('This story was withdrawn');
    clock.advance({ days: 3 });
    expect(await main(404)).toContain('This link does not work');
    const scheduled = await addStory(context, {
      ...{
        editor,
        content: { headline: 'Later', sectionId: newsroom.politics },
        fate: { at: '2026-11-27T09:00:00.000Z' },
      },
    });
    link = await addPreviewLink(context, editor, { articleId: scheduled.articleId });
    expect(await main(200)).toContain('Later');
    clock.advance({ days: 1 });
    expect(await main(200)).toContain('This story is published');
  });

  test('of a text that was redacted has nothing of it', async () => {
    const { context, editor, desk } = newsroom;
    await press(desk, `/admin/articles/${story.articleId}`, 'Publish');
    newsroom.clock.advance({ minutes: 1 });
    await press(desk, `/admin/articles/${story.articleId}`, 'Withdraw story', { 'Why it is withdrawn': 'Not so.' });
    const rows = context.db.reader.selectFrom('publications').select('id').orderBy('id');
    const { id: publicationId } = await rows.executeTakeFirstOrThrow();
    const admin = { ...editor, role: 'admin' } as const;
    await redact(context, admin, { articleId: story.articleId, publicationId, reason: 'By order.' });
    expect(await main(410)).toContain('This text is gone');
  });
});
