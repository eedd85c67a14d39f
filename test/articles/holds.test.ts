import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { hold, liftHold } from '../../src/articles/actions/hold.ts';
import { publish, publishChanges as putOutChanges, reinstate } from '../../src/articles/actions/publish.ts';
import { publishDue, schedule } from '../../src/articles/actions/schedule.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { addStory } from '../support/stories.ts';
import {
  articleOf,
  complete,
  edit,
  errorsIn,
  eventsOf,
  idIn,
  ledgerOf,
  type Newsroom,
  plain,
  press,
  publishNew,
  schedule as putOnSchedule,
  revisionsOf,
  startNewsroom,
  write,
} from './newsroom.ts';

let newsroom: Newsroom;
let colleague: Person;
let other: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom({ zone: 'Europe/Berlin' });
  colleague = await addPerson(newsroom.context, { role: 'editor', name: 'Jonas Adeyemi' });
  other = await newsroom.signIn(colleague);
});

const inHouse = (id: number) => `/admin/articles/${id}`;
const why = { 'Held for': 'the lawyer', 'Why it is held': 'The ruling comes on Friday.' };
const holdIt = (id: number, agent = newsroom.desk) => press(agent, inHouse(id), 'Hold', why);
const holdings = () => newsroom.context.db.reader.selectFrom('holds').selectAll().execute();
const refusal = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    ({ name, message }: Error) => `${name}: ${message}`,
  );
const refused =
  'Held: Mara Oyelaran holds this story for the lawyer, so nothing of it goes out: The ruling comes on Friday.';

describe('A story that is held', () => {
  test('says on its page, on the list and to who wants to publish it who holds it, for whom, why and since when', async () => {
    const { desk, context, editor, clock } = newsroom;
    const id = await write(desk, complete);
    expect((await holdIt(id)).headers.location).toBe(`${inHouse(id)}?done=held`);
    clock.advance({ days: 1 });
    const page = await other.get(inHouse(id));
    expect(plain(page)).toContain(
      'Held for the lawyer The ruling comes on Friday. Mara Oyelaran, since 23 November, 13:00.',
    );
    expect(plain(page)).toContain('Nothing goes out until Mara Oyelaran or an administrator lifts the hold.');
    for (const button of ['Publish', 'Lift the hold', 'Hold'])
      expect(() => fillForm(page, button)).toThrow('No form has');
    const list = plain(await other.get('/admin/articles'));
    expect(list).toContain(
      'Held for the lawyer by Mara Oyelaran since 23 November, 13:00: The ruling comes on Friday.',
    );
    expect((await eventsOf(context, id)).at(-1)).toMatchObject({ action: 'article.held', by: editor.id, names: [] });
    expect(plain(await desk.get('/admin/activity'))).toContain('Mara Oyelaran held the story Dockers halt speech');
  });

  test('is published, scheduled and put back by nobody, on any way, and no change of it goes out', async () => {
    const { context, politics } = newsroom;
    const at = '2026-12-01T09:00:00.000Z';
    const add = (fate: 'draft' | 'review' | 'published' | 'withdrawn') =>
      addStory(context, { editor: colleague, content: { sectionId: politics, headline: `A ${fate} one` }, fate });
    const stories = { draft: await add('draft'), review: await add('review'), gone: await add('withdrawn') };
    const live = await add('published');
    const { headers } = await edit(other, live.articleId, { Text: 'Changed.' });
    expect(headers.location).toContain('saved');
    for (const { articleId } of [...Object.values(stories), live]) await holdIt(articleId);
    const newest = (await revisionsOf(context, live.articleId)).at(-1)?.id ?? 0;
    const change = { articleId: live.articleId, revisionId: newest, kind: 'fix', note: '' } as const;
    expect(await refusal(publish(context, colleague, stories.draft))).toBe(refused);
    expect(await refusal(publish(context, colleague, stories.review))).toBe(refused);
    expect(await refusal(schedule(context, colleague, { ...stories.draft, at }))).toBe(refused);
    expect(await refusal(reinstate(context, colleague, { ...stories.gone, note: '' }))).toBe(refused);
    expect(await refusal(putOutChanges(context, colleague, change))).toBe(refused);
    expect((await newsroom.visitor().get(live.path)).text).toContain('Some two hundred dockers.');
    expect((await newsroom.visitor().get(stories.gone.path)).status).toBe(410);
  });

  test('that was open to be published meanwhile keeps what was typed, and says why it did not go out', async () => {
    const { desk, context } = newsroom;
    const id = await write(desk, complete);
    const open = await other.get(inHouse(id));
    await holdIt(id);
    const answer = await sendForm(other, fillForm(open, 'Publish', { Text: 'Typed on the way.' }));
    expect(answer.status).toBe(422);
    expect(plain(answer)).toContain('Mara Oyelaran holds this story for the lawyer');
    expect(answer.text).toContain('Typed on the way.');
    expect(await ledgerOf(context, id)).toEqual([]);
  });

  test('is said on the panel in place of the button, and refuses a panel that was open meanwhile, whatever was chosen there', async () => {
    const { desk, context } = newsroom;
    const id = await write(desk, complete);
    const open = await other.get(`${inHouse(id)}/publish`);
    await holdIt(id);
    const panel = await other.get(`${inHouse(id)}/publish`).expect(200);
    expect(plain(panel)).toContain('Held for the lawyer The ruling comes on Friday. Mara Oyelaran, since 13:00.');
    expect(() => fillForm(panel, 'Publish')).toThrow('No form has');
    const { fields, ...form } = fillForm(open, 'Publish', { comments: 'closed' });
    const choices: Record<string, string>[] = [{}, { when: 'later', at: '2026-11-24T08:00' }, { slug: 'elsewhere' }];
    for (const chosen of choices) {
      const answer = await sendForm(other, { ...form, fields: { ...fields, ...chosen } });
      expect(answer.status).toBe(422);
      expect(plain(answer)).toContain(refused.slice('Held: '.length));
    }
    expect(await articleOf(context, id)).toMatchObject({ state: 'draft', published_at: null });
    expect([await ledgerOf(context, id), await revisionsOf(context, id)]).toMatchObject([[], [{}]]);
  });

  test('leaves the reading side at once where it was scheduled, and is a draft', async () => {
    const { desk, context, clock } = newsroom;
    const id = idIn(await putOnSchedule(desk, 'new', { ...complete, at: '2026-11-24T08:00' }));
    await holdIt(id);
    expect(await articleOf(context, id)).toMatchObject({ state: 'draft', published_at: null });
    expect(plain(await desk.get(inHouse(id)))).toContain('Planned for 24 November 2026, 8:00');
    const shown = context.db.reader.selectFrom('published_articles').selectAll();
    expect(await shown.execute()).toEqual([]);
    expect((await eventsOf(context, id)).at(-1)?.names).toContain('path:/2026/11/24/dockers-halt-speech');
    clock.set('2026-11-24T07:00:00.000Z');
    await publishDue(context);
    expect(await ledgerOf(context, id)).toEqual([]);
    expect((await newsroom.visitor().get('/2026/11/24/dockers-halt-speech')).status).toBe(404);
  });

  test('stays where it is when readers see it; it can be withdrawn, and its changes are kept', async () => {
    const { desk, context } = newsroom;
    const { id, path } = await publishNew(newsroom);
    await holdIt(id);
    await newsroom.visitor().get(path).expect(200);
    expect(idIn(await edit(desk, id, { Text: 'Changed while held.' }))).toBe(id);
    const sheet = await desk.get(`${inHouse(id)}/publish-changes`);
    expect(plain(sheet)).toContain('Held for the lawyer');
    expect(() => fillForm(sheet, 'Publish changes')).toThrow('No form has');
    expect((await press(desk, inHouse(id), 'Withdraw story', { reason: 'By order.' })).status).toBe(303);
    expect(await articleOf(context, id)).toMatchObject({ state: 'withdrawn' });
  });
});

describe('A hold', () => {
  test('is lifted by who set it, or an administrator; then the story goes out', async () => {
    const { desk, context } = newsroom;
    const id = await write(desk, complete);
    await holdIt(id);
    expect((await other.post(`${inHouse(id)}/lift`)).status).toBe(403);
    expect((await press(desk, inHouse(id), 'Lift the hold')).headers.location).toBe(`${inHouse(id)}?done=lifted`);
    await holdIt(id);
    expect((await press(await newsroom.signIn('admin'), inHouse(id), 'Lift the hold')).status).toBe(303);
    expect(await holdings()).toEqual([]);
    expect((await edit(other, id, {}, 'Publish')).status).toBe(303);
    expect((await eventsOf(context, id)).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['article.held', 'article.hold_lifted', 'article.published']),
    );
  });

  test('keeps what was typed and not saved before it', async () => {
    const { desk, context } = newsroom;
    const id = await write(desk, complete);
    const typed = { ...why, Text: 'Typed before the hold.' };
    expect((await press(desk, inHouse(id), 'Hold', typed)).headers.location).toBe(`${inHouse(id)}?done=held`);
    expect((await revisionsOf(context, id)).at(-1)?.body).toBe('Typed before the hold.');
    expect(await holdings()).toHaveLength(1);
  });

  test('says for whom and why, in bounds; what was typed stays', async () => {
    const { desk } = newsroom;
    const id = await write(desk, complete);
    const empty = await press(desk, inHouse(id), 'Hold', { heldFor: ' ', holdReason: 'لا تنشر' });
    expect([empty.status, errorsIn(empty)]).toEqual([
      422,
      { heldFor: 'Say for whom it is held: the lawyer, the desk, or in your words.' },
    ]);
    expect(fillForm(empty, 'Hold').fields.holdReason).toBe('لا تنشر');
    const long = await press(desk, inHouse(id), 'Hold', { heldFor: 'x'.repeat(81), holdReason: 'y'.repeat(1001) });
    expect(Object.keys(errorsIn(long)).sort()).toEqual(['heldFor', 'holdReason']);
    expect(await holdings()).toEqual([]);
  });

  test('is one: a second one is refused, and says who was first', async () => {
    const { desk } = newsroom;
    const id = await write(desk, complete);
    const open = await other.get(inHouse(id));
    await holdIt(id);
    const answer = await sendForm(other, fillForm(open, 'Hold', { heldFor: 'the desk', holdReason: 'Too late.' }));
    expect(answer.status).toBe(409);
    expect(plain(answer)).toContain('Mara Oyelaran holds this already, for the lawyer: The ruling comes on Friday.');
    expect(await holdings()).toHaveLength(1);
  });

  test('and a publication at the same time come one after the other: never is a story published while it is held', async () => {
    const { context, editor, politics, clock } = newsroom;
    const holding = { heldFor: 'the lawyer', reason: 'The ruling comes on Friday.' };
    for (let round = 0; round < 6; round += 1) {
      const content = { sectionId: politics, headline: `Round ${round}` };
      const draft = await addStory(context, { editor, content, fate: 'draft' });
      const at = new Date(Date.parse(context.now()) + 60_000).toISOString();
      const due = await addStory(context, { editor, content: { ...content, slug: `due-${round}` }, fate: { at } });
      if (round % 2 === 0) clock.advance({ minutes: 1 });
      const acts = [
        () => refusal(publish(context, colleague, draft)),
        () => refusal(hold(context, editor, { ...holding, articleId: draft.articleId })),
        () => refusal(hold(context, editor, { ...holding, articleId: due.articleId })),
        () => refusal(publishDue(context)),
      ];
      const [published] = await Promise.all((round % 3 === 0 ? acts : acts.toReversed()).map((act) => act()));
      const events = (await eventsOf(context, draft.articleId)).map(({ action }) => action);
      const order = events.filter((action) => ['article.held', 'article.published'].includes(action));
      expect(['article.held', 'article.published,article.held']).toContain(order.join());
      expect((await ledgerOf(context, draft.articleId)).length).toBe(order.length - 1);
      if (round % 3 === 0) expect(published).toBe(order.length === 2 ? 'done' : refused);
      const isOut = round % 2 === 0;
      expect((await articleOf(context, due.articleId))?.state).toBe(isOut ? 'published' : 'draft');
    }
    await liftHold(context, editor, (await holdings())[0]?.article_id ?? 0);
  });
});
