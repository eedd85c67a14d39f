import { beforeEach, describe, expect, test } from '@jest/globals';
import { discard, removeExpired } from '../../src/articles/actions/discards.ts';
import { publish } from '../../src/articles/actions/publish.ts';
import { rebuild } from '../../src/articles/actions/rebuild.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addPreviewLink } from '../support/previews.ts';
import { addColour, addStory } from '../support/stories.ts';
import {
  articleOf,
  complete,
  edit,
  eventsOf,
  idIn,
  ledgerOf,
  type Newsroom,
  plain,
  press,
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

const inHouse = (id: number) => `/admin/articles/${id}`;
const throwAway = (id: number, agent: Agent = newsroom.desk) => press(agent, inHouse(id), 'Discard story');
const headlines = async (address: string, agent: Agent = newsroom.desk) =>
  readPage(await agent.get(address).expect(200)).texts('.headline');
const discarded = async (agent: Agent = newsroom.desk) =>
  readPage(await agent.get('/admin/discarded').expect(200)).texts('.name');

describe('A draft that is discarded', () => {
  test('leaves every list, count and search of the newsroom, also of one that is rebuilt', async () => {
    const { context, desk } = newsroom;
    const id = await write(desk, { ...complete, Headline: 'Penhallow speaks' });
    await write(desk, { ...complete, Headline: 'Another one' });
    const answer = await throwAway(id);
    expect(answer.headers.location).toBe('/admin/articles?done=discarded');
    const list = await desk.get(answer.headers.location as string);
    expect(readPage(list).texts('.notice')).toEqual(['The story is discarded. Bring it back']);
    for (const makeAgain of [() => undefined, () => rebuild(context)]) {
      await makeAgain();
      for (const address of ['', '?state=draft', '?mine=1', '?author=1', '?section=1', '?sort=published'])
        expect(await headlines(`/admin/articles${address}`)).toEqual(['Another one']);
      expect(await headlines('/admin/articles?q=penhallow')).toEqual([]);
      expect(plain(await desk.get('/admin/articles'))).toContain('All Drafts 1 In review 0');
    }
  });

  test('answers with the way to bring it back, to who may, and comes back with all its versions', async () => {
    const { context, desk, signIn, editor } = newsroom;
    const ilse = await addPerson(context, { role: 'author', name: 'Ilse Brandt' });
    const author = await signIn(ilse);
    const id = await write(author, { ...complete, Bylines: 'Ilse Brandt, Mara Oyelaran' });
    await edit(author, id, { Text: 'Again.' });
    const before = [await articleOf(context, id), await revisionsOf(context, id)];
    await throwAway(id, author);
    expect(await discarded(author)).toEqual(['Dockers halt speech']);
    const page = await desk.get(inHouse(id)).expect(410);
    expect(plain(page)).toContain('Discarded by Ilse Brandt, 23 November 2026, 12:00.');
    expect(plain(page)).toContain('It can be brought back until Wednesday 23 December 2026, and is gone then.');
    const other = await signIn('author');
    await other.get(inHouse(id)).expect(404);
    expect(await discarded(other)).toEqual([]);
    const back = await sendForm(desk, fillForm(page, 'Bring back: Dockers halt speech'));
    expect(back.headers.location).toBe(`${inHouse(id)}?done=brought-back`);
    expect(plain(await author.get(back.headers.location as string))).toContain('Brought back, with all its versions.');
    expect([await articleOf(context, id), await revisionsOf(context, id)]).toEqual(before);
    expect(await headlines('/admin/articles?q=dockers', author)).toEqual(['Dockers halt speech']);
    expect((await eventsOf(context, id)).slice(-2)).toMatchObject([
      { action: 'article.discarded', by: ilse.id },
      { action: 'article.brought_back', by: editor.id },
    ]);
    expect(plain(await desk.get('/admin/activity'))).toContain(
      'Mara Oyelaran brought back the story Dockers halt speech',
    );
  });

  test('is shown by no preview link until it is back, and neither are its pictures', async () => {
    const { context, desk, editor, visitor } = newsroom;
    const picture = await addColour(context, editor, '#c33');
    const id = await write(desk, { ...complete, pictureId: String(picture.id), leadKind: 'image', pictureAlt: 'A' });
    const { path } = await addPreviewLink(context, editor, { articleId: id });
    const looked = async () => {
      const page = await visitor().get(path);
      const { status } = await visitor().get(`${path}/media/${picture.file}`);
      return [page.status, plain(page).includes('Some two hundred dockers'), status];
    };
    const before = await looked();
    expect(before).toEqual([200, true, 200]);
    await throwAway(id);
    expect(await looked()).toEqual([404, false, 404]);
    await desk.post(`${inHouse(id)}/bring-back`).expect(303);
    expect(await looked()).toEqual(before);
  });

  test('is gone after thirty days with what belongs to it, its pictures excepted, and not a moment earlier', async () => {
    const { context, desk, clock, editor } = newsroom;
    const picture = await addColour(context, editor, '#c33');
    const id = await write(desk, { ...complete, pictureId: String(picture.id), leadKind: 'image', pictureAlt: 'A' });
    await desk
      .post(`${inHouse(id)}/notes`)
      .type('form')
      .send({ storyNote: 'Call them.' })
      .expect(303);
    await throwAway(id);
    clock.set('2026-12-23T11:59:59.999Z');
    expect(await removeExpired(context)).toBe(0);
    clock.set('2026-12-23T12:00:00.000Z');
    expect(await Promise.all([removeExpired(context), removeExpired(context)])).toContain(1);
    expect(await articleOf(context, id)).toBeUndefined();
    const db = context.db.reader;
    for (const table of ['revisions', 'story_notes', 'media_uses', 'desk_entries', 'working_texts'] as const)
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([]);
    expect(await db.selectFrom('media').select('id').execute()).toEqual([{ id: picture.id }]);
    expect((await eventsOf(context, id)).at(-1)).toMatchObject({ action: 'article.deleted', by: null });
    expect((await (await newsroom.signIn(editor)).get(inHouse(id))).status).toBe(404);
  });

  test('goes at once by an administrator, and by nobody else', async () => {
    const { context, desk, signIn } = newsroom;
    const id = await write(desk, complete);
    await throwAway(id);
    expect((await desk.get(inHouse(id))).text).not.toContain('Delete for good');
    const answer = await press(await signIn('admin'), '/admin/discarded', 'Delete for good: Dockers halt speech');
    expect(answer.headers.location).toBe('/admin/discarded?done=deleted');
    expect(await articleOf(context, id)).toBeUndefined();
  });

  test('that a colleague still writes in gives back what they typed', async () => {
    const { context, desk } = newsroom;
    const id = await write(desk, complete);
    const open = await desk.get(inHouse(id));
    await throwAway(id);
    const answer = await sendForm(desk, fillForm(open, 'Save', { Text: 'Typed on.' }));
    expect([answer.status, plain(answer)]).toEqual([404, expect.stringContaining('Typed on.')]);
    expect(await revisionsOf(context, id)).toHaveLength(1);
  });

  test('and is published at the same time is one or the other', async () => {
    const { context, editor, politics } = newsroom;
    for (let round = 0; round < 4; round += 1) {
      const content = { sectionId: politics, headline: `Round ${round}` };
      const story = await addStory(context, { editor, content, fate: 'draft' });
      const acts = [() => publish(context, editor, story), () => discard(context, editor, story.articleId)];
      await Promise.allSettled((round % 2 ? acts : acts.toReversed()).map((act) => act()));
      const row = await articleOf(context, story.articleId);
      const isOut = row?.state === 'published';
      expect([row?.state, row?.discarded_at === null]).toEqual(isOut ? ['published', true] : ['draft', false]);
      expect(await ledgerOf(context, story.articleId)).toHaveLength(isOut ? 1 : 0);
    }
  });

  test('and was the original of a translation leaves it to readers, and writable; what is gone is its original no more', async () => {
    const { context, desk, visitor, clock } = newsroom;
    const original = await write(desk, { ...complete, Headline: 'The original' });
    const values = { Headline: 'The translation', 'Translation of': String(original) };
    const { id, path } = await publishNew(newsroom, values);
    expect((await throwAway(original)).status).toBe(303);
    await visitor().get(path).expect(200);
    expect((await edit(desk, id, { Text: 'Changed.' })).status).toBe(303);
    clock.advance({ days: 31 });
    await removeExpired(context);
    await visitor().get(path).expect(200);
    expect(fillForm(await (await newsroom.signIn('editor')).get(inHouse(id)), 'Save').fields.translationOf).toBe('');
  });
});

describe('Discarding', () => {
  test('takes a story in review, and one that is on the schedule no more', async () => {
    const { context, desk } = newsroom;
    const review = await write(desk, { ...complete, Headline: 'One' }, 'Submit for review');
    const scheduled = idIn(await schedule(desk, 'new', { ...complete, Headline: 'Two', at: '2026-11-24T08:00' }));
    await desk.post(`${inHouse(scheduled)}/discard`).expect(409);
    await press(desk, inHouse(scheduled), 'Back to draft');
    for (const id of [review, scheduled]) expect((await throwAway(id)).status).toBe(303);
    expect(await discarded()).toEqual(['Two', 'One']);
    await press(desk, '/admin/discarded', 'Bring back: One');
    expect(await articleOf(context, review)).toMatchObject({ state: 'review' });
    expect(plain(await desk.get('/admin/articles'))).toContain('Drafts 0 In review 1');
  });

  test('leaves what readers ever saw, and what is held', async () => {
    const { context, desk } = newsroom;
    const { id } = await publishNew(newsroom);
    const held = await write(desk, { ...complete, Headline: 'Held' });
    await press(desk, inHouse(held), 'Hold', { 'Held for': 'the lawyer', 'Why it is held': 'Keep all of it.' });
    expect(plain(await desk.post(`${inHouse(held)}/discard`).expect(409))).toContain('Mara Oyelaran holds this');
    for (const act of [
      () => undefined,
      () => press(desk, inHouse(id), 'Withdraw story', { reason: 'It was wrong.' }),
    ]) {
      await act();
      for (const each of [id, held]) {
        const page = await desk.get(inHouse(each));
        expect(() => fillForm(page, 'Discard story')).toThrow('No form has the button');
      }
      const answer = await desk.post(`${inHouse(id)}/discard`).expect(409);
      expect(plain(answer)).toContain('A story that readers saw cannot be discarded, but withdrawn');
    }
    expect(await articleOf(context, id)).toMatchObject({ discarded_at: null });
  });
});
