import { describe, expect, test } from '@jest/globals';
import type { Role } from '../../src/accounts/person.ts';
import type { State } from '../../src/articles/article.ts';
import {
  canDiscard,
  canEdit,
  canMake,
  canPublish,
  canSee,
  canSubmit,
  canWrite,
  type Owned,
} from '../../src/articles/policy.ts';

const actor = (role: Role) => ({ id: 1, name: 'Ilse', email: 'ilse@news.example', role });
const roles: Role[] = ['author', 'editor', 'moderator', 'admin'];
const states: State[] = ['draft', 'review', 'scheduled', 'published', 'withdrawn'];

const others = (state: State): Owned => ({ kind: 'story', state, createdBy: 2, authorIds: [2], assigneeId: null });
const made = (state: State): Owned => ({ kind: 'story', state, createdBy: 1, authorIds: [2], assigneeId: null });
const bylined = (state: State): Owned => ({ kind: 'story', state, createdBy: 2, authorIds: [2, 1], assigneeId: null });

const assigned = (state: State): Owned => ({ ...others(state), assigneeId: 1 });

test('Moderators do not write, and only the desk publishes', () => {
  expect(roles.filter((role) => canWrite(actor(role)))).toEqual(['author', 'editor', 'admin']);
  expect(roles.filter((role) => canPublish(actor(role)))).toEqual(['editor', 'admin']);
});

describe('An author', () => {
  const author = actor('author');

  test.each([
    ['made', made],
    ['is bylined on', bylined],
    ['is to write', assigned],
  ])('sees the stories that they %s, and changes and submits them while they are drafts', (_how, own) => {
    expect(states.filter((state) => canSee(author, own(state)))).toEqual(states);
    expect(states.filter((state) => canEdit(author, own(state)))).toEqual(['draft']);
    expect(states.filter((state) => canSubmit(author, own(state)))).toEqual(['draft']);
  });

  test('does not know the stories of others', () => {
    for (const rule of [canSee, canEdit, canSubmit, canDiscard])
      expect(states.filter((state) => rule(author, others(state)))).toEqual([]);
  });

  test('does not know the pages beside the stories either, not even those made while they had another role', () => {
    const page = (state: State): Owned => ({ ...made(state), kind: 'page' });
    for (const rule of [canSee, canEdit, canSubmit, canDiscard])
      expect(states.filter((state) => rule(author, page(state)))).toEqual([]);
    expect(roles.filter((role) => canMake(actor(role), 'page'))).toEqual(['editor', 'admin']);
  });

  test('discards only drafts that they made', () => {
    expect(states.filter((state) => canDiscard(author, made(state)))).toEqual(['draft']);
    for (const own of [bylined, assigned]) expect(states.filter((state) => canDiscard(author, own(state)))).toEqual([]);
  });
});

test.each(['editor', 'admin'] as const)('An %s sees, changes and discards any story, and submits any draft', (role) => {
  for (const rule of [canSee, canEdit, canDiscard])
    expect(states.filter((state) => rule(actor(role), others(state)))).toEqual(states);
  expect(states.filter((state) => canSubmit(actor(role), others(state)))).toEqual(['draft']);
});

test('A moderator sees no story, not even one that bears their name', () => {
  for (const rule of [canSee, canEdit, canSubmit, canDiscard])
    expect(states.filter((state) => rule(actor('moderator'), bylined(state)))).toEqual([]);
});
