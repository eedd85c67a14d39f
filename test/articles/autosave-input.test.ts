import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import type { Agent } from '../support/app.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { complete, type Newsroom, startNewsroom, write } from './newsroom.ts';
import { keepTyped, keptTexts, linkTo, open, type Typing } from './unsaved.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

/** What the editor's script sends while somebody types into the page. */
const keep = (agent: Agent, page: Response, typing: Partial<Typing> = {}) =>
  keepTyped(agent, page, { person: newsroom.editor, ...typing });

const kept = () => keptTexts(newsroom.context);

describe('What is no autosave of ours', () => {
  test.each<[string, number, Record<string, unknown>]>([
    ['without the name of a sitting', 422, { draft: '' }],
    ['with a name that is none', 422, { draft: '../../etc/passwd' }],
    ['with a turn that is none', 422, { turn: '-1' }],
    ['of nobody', 422, { person: '' }],
    ['with lists and objects in it', 422, { draft: ['a'], turn: { toString: 1 } }],
    ['larger than a story can be', 413, { body: 'x'.repeat(4_500_000) }],
  ])('%s is refused', async (_, status, more) => {
    const id = await write(newsroom.desk, complete);
    await keep(newsroom.desk, await open(newsroom.desk, id), { more }).expect(status);
    expect(await kept()).toEqual([]);
  });

  test('text of any kind is kept: empty, huge, with NUL and halves of characters', async () => {
    const { desk } = newsroom;
    const id = await write(desk, complete);
    const page = await open(desk, id);
    for (const [index, body] of ['', 'é'.repeat(1_000_000), 'a\u0000b', '\ud800', '{"a":1}'].entries()) {
      await keep(desk, page, { turn: index + 1, more: { body, evil: 'x', constructor: 'y' } }).expect(200);
    }
    const [row] = await kept();
    expect(JSON.parse(row?.form ?? '')).toMatchObject({ body: '{"a":1}' });
    expect(row?.form).not.toContain('evil');
    await keep(desk, page, { turn: 9, more: { body: 'a\u0000b' } }).expect(200);
    await desk.get(linkTo(await open(desk, id), 'Compare')).expect(200);
    const taken = await desk.get(linkTo(await open(desk, id), 'Go on with it')).expect(200);
    await sendForm(desk, fillForm(taken, 'Save')).expect(303);
  });

  test('what comes again and again is told to wait', async () => {
    const { desk } = newsroom;
    const page = await open(desk, await write(desk, complete));
    let status = 200;
    for (let turn = 1; turn <= 260 && status === 200; turn += 1) ({ status } = await keep(desk, page, { turn }));
    expect(status).toBe(429);
  }, 60_000);
});
