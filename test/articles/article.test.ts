import { describe, expect, test } from '@jest/globals';
import {
  type Act,
  type Content,
  emptyContent,
  isPossible,
  missingForReaders,
  requirePossible,
  type State,
  slugOf,
  textHash,
  wasPublished,
} from '../../src/articles/article.ts';
import { Conflict } from '../../src/errors.ts';

const states: State[] = ['draft', 'review', 'scheduled', 'published', 'withdrawn'];

const complete: Content = { ...emptyContent, headline: 'Dockers', body: 'Two hundred.', sectionId: 1 };

describe('Each act is possible from these states only', () => {
  const possible: [Act, State[]][] = [
    ['submit', ['draft']],
    ['sendBack', ['review']],
    ['schedule', ['draft', 'review', 'scheduled']],
    ['unschedule', ['scheduled']],
    ['publish', ['draft', 'review', 'scheduled']],
    ['publishChanges', ['published']],
    ['withdraw', ['published']],
    ['reinstate', ['withdrawn']],
    ['discard', ['draft', 'review']],
  ];

  test.each(possible)('%s: %p', (act, from) => {
    expect(states.filter((state) => isPossible(act, state))).toEqual(from);
    for (const state of states) {
      if (from.includes(state)) expect(() => requirePossible(act, state)).not.toThrow();
      else expect(() => requirePossible(act, state)).toThrow(Conflict);
    }
  });

  test.each([
    ['draft', 'This story is a draft now'],
    ['review', 'This story is in review now'],
    ['scheduled', 'This story is scheduled now'],
    ['published', 'This story is published now'],
    ['withdrawn', 'This story is withdrawn now'],
  ] as const)('and the refusal names the state: %s', (state, message) => {
    const act = state === 'withdrawn' ? 'publish' : 'reinstate';
    expect(() => requirePossible(act, state)).toThrow(message);
  });
});

test('What readers saw is what is published or withdrawn', () => {
  expect(states.filter((state) => wasPublished({ state }))).toEqual(['published', 'withdrawn']);
});

describe('What is missing for readers', () => {
  const video = { leadKind: 'video', leadVideo: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ' } as const;
  const picture = { leadKind: 'image', leadMediaId: 3 } as const;
  const cases: [string, Partial<Content>, string[]][] = [
    ['nothing', {}, []],
    ['headline, section and text', emptyContent, ['headline', 'section', 'body']],
    ['a text that is more than space', { body: ' \n\t\n' }, ['body']],
    ['no text under a lead video', { ...video, body: '' }, []],
    ['the address of a lead video', { leadKind: 'video' }, ['video']],
    ['no alternative text of a poster', { ...video, leadMediaId: 3 }, []],
    ['the lead picture', { leadKind: 'image', leadAlt: 'A hall' }, ['picture']],
    ['nothing of a picture that nobody described: that is a check', picture, []],
    ['nothing of a picture that is not shown', { leadKind: 'none', leadMediaId: 3 }, []],
  ];

  test.each(cases)('is %s', (_what, given, fields) => {
    expect(Object.keys(missingForReaders({ ...complete, ...given }, []))).toEqual(fields);
  });

  test('is the first problem of the text, with its line', () => {
    const problems = [
      { line: 7, message: 'facts is never closed.' },
      { line: 9, message: 'Another one.' },
    ];
    expect(missingForReaders(complete, problems)).toEqual({ body: 'Line 7: facts is never closed.' });
  });
});

test.each([
  ['Dockers’ hall', '', 'dockers-hall'],
  ['Dockers’ hall', 'walk-in', 'walk-in'],
  ['', '', 'story'],
  ['🔥🔥', '', 'story'],
  ['عمال الميناء', '', 'عمال-الميناء'],
])('The address of “%s” with the ending “%s” ends in %s', (headline, slug, ending) => {
  expect(slugOf({ headline, slug })).toBe(ending);
});

describe('The hash of what readers read', () => {
  test('changes with headline, standfirst and text, and with nothing else', () => {
    const hash = textHash(complete);
    expect(hash).toMatch(/^[\da-f]{64}$/);
    for (const given of [{ headline: 'x' }, { standfirst: 'x' }, { body: 'x' }])
      expect(textHash({ ...complete, ...given })).not.toBe(hash);
    expect(textHash({ ...complete, topicIds: [1], label: 'live', comments: 'closed' })).toBe(hash);
  });

  test('tells which field a text stands in', () => {
    const one = { ...complete, headline: 'ab', standfirst: '' };
    expect(textHash(one)).not.toBe(textHash({ ...one, headline: 'a', standfirst: 'b' }));
  });
});
