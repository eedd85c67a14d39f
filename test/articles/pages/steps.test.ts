import { describe, expect, test } from '@jest/globals';
import type { Role } from '../../../src/accounts/person.ts';
import { defaultLevels } from '../../../src/articles/article/checks.ts';
import { noReads } from '../../../src/articles/article/reads.ts';
import type { Article, State } from '../../../src/articles/article.ts';
import type { EditorState } from '../../../src/articles/pages/editor-state.ts';
import { acts, permissions, remarks } from '../../../src/articles/pages/steps.ts';
import { defaultSite } from '../../../src/db/settings.ts';

const states: State[] = ['draft', 'review', 'scheduled', 'published', 'withdrawn'];

function editing(role: Role, state: State | null, given: Partial<Article> = {}): EditorState {
  const now = '2026-11-23T12:00:00.000Z';
  const article: Article | null = state && {
    ...{
      id: 7,
      kind: 'story' as const,
      state,
      createdAt: now,
      createdBy: 1,
      updatedAt: now,
      updatedBy: 1,
      revisionId: 4,
    },
    ...{ publishedRevisionId: null, publishedAt: null, note: '', reviewerId: null, authorIds: [1], assigneeId: null },
    ...given,
  };
  return {
    kind: 'story',
    actor: { id: 1, name: 'Ilse', email: 'ilse@news.example', role },
    ...{
      site: { ...defaultSite, name: 'Courier', imprint: '', zone: 'Europe/Berlin' },
      now,
      article,
      form: {},
      errors: {},
      reads: noReads,
    },
    ...{
      notice: null,
      sections: [],
      picture: null,
      recordings: [],
      documents: [],
      history: [],
      path: null,
      updatedBy: 'Ilse',
      sentBackBy: null,
      reviewer: null,
      reviewers: [],
      reports: null,
      notes: [],
      previews: { links: [], answers: [] },
      saved: null,
      strangers: [],
      templates: [],
      standing: {
        levels: defaultLevels,
        passed: [],
        text: {
          ...{
            problems: [],
            leadDescribed: false,
            leadCaptioned: false,
            leadPostered: false,
            endingRights: [],
            bareFigures: [],
          },
          ...{ lostLinks: [], deadLinks: [], unplayed: [] },
        },
      },
      unsaved: [],
      present: [],
      keeping: { draft: '', takes: '', isTyped: false },
      hold: null,
      assignment: null,
      people: [],
    },
  };
}

const buttons = (role: Role, state: State | null) =>
  Object.entries(permissions(editing(role, state)))
    .filter(([, value]) => value === true)
    .map(([name]) => name.replace('can', ''));

describe('The buttons that are shown', () => {
  test.each([
    ['editor', null, ['Save', 'Submit', 'Publish']],
    ['editor', 'draft', ['Save', 'Submit', 'Publish', 'Discard']],
    ['editor', 'review', ['Save', 'Publish', 'SendBack', 'Discard']],
    ['editor', 'scheduled', ['Save', 'Publish', 'Unschedule']],
    ['editor', 'published', ['Save', 'PublishChanges', 'Withdraw']],
    ['editor', 'withdrawn', ['Save', 'Reinstate']],
    ['author', null, ['Save', 'Submit']],
    ['author', 'draft', ['Save', 'Submit', 'Discard']],
    ['author', 'review', []],
    ['author', 'scheduled', []],
    ['author', 'published', []],
    ['author', 'withdrawn', []],
  ] as [Role, State | null, string[]][])('to an %s of a story that is %s', (role, state, expected) => {
    expect(buttons(role, state)).toEqual(expected);
    if (role === 'editor') expect(buttons('admin', state)).toEqual(expected);
  });

  test('lead to the preview where nothing can be saved', () => {
    expect(permissions(editing('author', 'review')).previewHref).toBe('/admin/articles/7/preview');
    expect(permissions(editing('author', 'draft')).previewHref).toBeNull();
    expect(permissions(editing('author', null)).previewHref).toBeNull();
  });

  test('are none of the steps where an author can take none', () => {
    expect(states.filter((state) => acts(editing('author', state), '') !== null)).toEqual(['draft']);
  });
});

describe('What is said above the form', () => {
  test('is what the desk wants, on a draft only', () => {
    const note = 'Who counted?';
    const sent = { ...editing('author', 'draft', { note }), sentBackBy: 'Mara' };
    expect(remarks(sent).remark).toEqual({ from: 'Sent back by Mara:', text: note });
    expect(remarks(editing('author', 'withdrawn', { note })).remark).toBeNull();
    expect(remarks(editing('author', 'draft')).remark).toBeNull();
  });

  test.each([
    [
      'review',
      'This story is in review: the desk has it now. You can read it here; an editor can send it back to you.',
    ],
    [
      'published',
      'This story is published: the desk has it now. You can read it here; an editor can change it for you.',
    ],
  ] as const)('is why an author only reads it: %s', (state, expected) => {
    expect(remarks(editing('author', state)).readOnlyReason).toBe(expected);
    expect(remarks(editing('editor', state)).readOnlyReason).toBeNull();
  });
});

test('A mistake stands beside the field of the step that was taken', () => {
  const errors = { note: 'Too long.', reason: 'Give it.' };
  expect(acts({ ...editing('editor', 'withdrawn'), errors }, '')).toMatchObject({
    ...{ sendBack: { error: 'Too long.' }, reinstate: { error: 'Too long.' } },
    withdraw: { error: 'Give it.' },
  });
});
