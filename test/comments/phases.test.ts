import { describe, expect, test } from '@jest/globals';
import { type CommentRules, defaultRules, rulesOf } from '../../src/comments/comment/rules.ts';
import { judge, phases, type Reason, refusal, type Submission } from '../../src/comments/phases.ts';
import { languages, words } from '../../src/text/language.ts';
import { submissionOf } from './submissions.ts';

type Case = [what: string, given: Partial<Submission>, outcome: string | null];

const rules = (given: Partial<CommentRules>) => ({ rules: { ...defaultRules, ...given } });
const links = (count: number) => '<a href="https://example.org" rel="ugc nofollow">here</a> '.repeat(count);
const network = (exact: [number, number], wide: [number, number] = [0, 0]) => ({
  network: {
    exact: { published: exact[0], rejected: exact[1] },
    wide: { published: wide[0], rejected: wide[1] },
  },
});

/** Of each phase, what it says and when it says nothing. */
const cases: Record<Reason, Case[]> = {
  again: [
    ['sent once more', { isAgain: true }, 'again'],
    ['sent once', {}, null],
  ],
  closed: [
    ['a closed story', { mode: 'closed' }, 'refuse'],
    ['a held one', { mode: 'held' }, null],
    ['an open one', {}, null],
  ],
  banned: [
    ['whoever is banned', { bannedUntil: '24 November, 12:00' }, 'refuse'],
    ['staff on the same network', { bannedUntil: '24 November, 12:00', isStaff: true }, null],
    ['others', {}, null],
  ],
  empty: [
    ['no words', { html: '<p> </p>' }, 'refuse'],
    ['invisible characters', { html: '<p>\u200b\u00ad&nbsp;</p>' }, 'refuse'],
    ['one sign', { html: '<p>?</p>' }, null],
  ],
  'too-long': [
    ['5000 characters', { text: 'a'.repeat(5000) }, null],
    ['5001 characters', { text: 'a'.repeat(5001) }, 'refuse'],
  ],
  trap: [
    ['a field that nobody sees', { trap: 'https://example.org' }, 'refuse'],
    ['blanks in it', { trap: '  ' }, null],
  ],
  'staff-name': [
    ['the name of somebody of the newsroom', { name: 'mara oyelaran' }, 'refuse'],
    ['the same, signed in', { name: 'Mara Oyelaran', isStaff: true }, null],
    ['an office', { name: 'Moderator' }, 'refuse'],
    ['another name', { name: 'Mara O.' }, null],
  ],
  repeated: [
    ['the same once more', { isRepeated: true }, 'refuse'],
    ['the same once more from staff', { isRepeated: true, isStaff: true }, 'refuse'],
    ['something new', {}, null],
  ],
  staff: [
    ['staff', { isStaff: true }, 'publish'],
    ['a reader', {}, null],
  ],
  'too-fast': [
    ['the tenth in a minute', { lastMinute: 9 }, null],
    ['the eleventh', { lastMinute: 10 }, 'refuse'],
    ['the eleventh, where that is held', { lastMinute: 10, ...rules({ fast: { does: 'hold', most: 10 } }) }, 'hold'],
    ['the eleventh, where it is off', { lastMinute: 10, ...rules({ fast: { does: 'off', most: 10 } }) }, null],
  ],
  words: [
    ['a refused word', submissionOf('Buy V1agra'), 'refuse'],
    ['a word that is held only', submissionOf('Casinos'), null],
  ],
  'held-story': [
    ['a story whose comments are held', { mode: 'held' }, 'hold'],
    ['an open one', {}, null],
  ],
  'held-words': [
    ['a held word', submissionOf('Casinos!'), 'hold'],
    ['others', submissionOf('Cassino'), null],
  ],
  links: [
    ['two links', { html: links(2) }, null],
    ['three links', { html: links(3) }, 'hold'],
    ['three bare addresses', { text: 'www.a.org https://b.org http://c.org' }, 'hold'],
    ['one where none is allowed', { html: links(1), ...rules({ links: { does: 'refuse', most: 0 } }) }, 'refuse'],
    ['many where it is off', { html: links(9), ...rules({ links: { does: 'off', most: 0 } }) }, null],
  ],
  campaign: [
    ['the same from two browsers', { otherBrowsers: 1 }, null],
    ['the same from three', { otherBrowsers: 2 }, 'hold'],
    [
      'the same from three, refused',
      { otherBrowsers: 2, ...rules({ campaign: { does: 'refuse', most: 3 } }) },
      'refuse',
    ],
    ['the same from many, off', { otherBrowsers: 99, ...rules({ campaign: { does: 'off', most: 3 } }) }, null],
  ],
  known: [
    ['somebody known', { isTrusted: true }, 'publish'],
    ['somebody new', {}, null],
  ],
  'spam-check': [
    ['what is taken for spam', { spamAnswer: 'spam' }, 'hold'],
    ['what is spam beyond doubt', { spamAnswer: 'discard' }, 'hold'],
    ['what is not', { spamAnswer: 'ham' }, null],
    ['no answer', { spamAnswer: 'silent' }, null],
    ['an answer about the key', { spamAnswer: 'invalid' }, null],
    ['what nobody was asked of', {}, null],
  ],
  network: [
    ['an address of which nothing is known', {}, null],
    ['one of which two were rejected', network([0, 2]), null],
    ['one of which three were, and none published', network([0, 3]), 'hold'],
    ['one of which half were rejected', network([5, 5]), null],
    ['one of which more than half were', network([5, 6]), 'hold'],
    ['a network around it of which nine were', network([0, 0], [0, 9]), null],
    ['a network around it of which ten were', network([0, 0], [0, 10]), 'hold'],
    ['the same where it is off', { ...network([0, 9]), ...rules({ network: { does: 'off', most: 50 } }) }, null],
  ],
  'first-comment': [
    ['a first comment', {}, 'hold'],
    ['a first comment where they are not held', rules({ first: { does: 'off' } }), null],
  ],
  'nothing-odd': [['anything', {}, 'publish']],
};

describe.each(phases.map((phase) => [phase.reason, phase] as const))('The phase %s', (reason, phase) => {
  test.each(cases[reason])('with %s says %3$j', (_what, given, outcome) => {
    expect(phase.judge(submissionOf('Which law covers this?', given))).toBe(outcome);
  });
});

const staff = { isStaff: true, name: 'Mara Oyelaran' };

test.each<[string, Partial<Submission>, string, string]>([
  ['A first comment is held', {}, 'hold', 'first-comment'],
  ['A comment by somebody known is published', { isTrusted: true }, 'publish', 'known'],
  ['A comment by staff is published', staff, 'publish', 'staff'],
  ['Staff do not comment on a closed story either', { ...staff, mode: 'closed' }, 'refuse', 'closed'],
  ['Where comments are held, those by somebody known are', { isTrusted: true, mode: 'held' }, 'hold', 'held-story'],
  ['Where comments are held, those by staff are published', { ...staff, mode: 'held' }, 'publish', 'staff'],
  ['Staff may link as they need', { ...staff, html: links(9) }, 'publish', 'staff'],
  ['A second press is no mistake, whatever happened meanwhile', { isAgain: true, mode: 'closed' }, 'again', 'again'],
  ['Who is known is not held for others of the network', { isTrusted: true, ...network([0, 9]) }, 'publish', 'known'],
  ['Who is known is held for a campaign', { isTrusted: true, otherBrowsers: 9 }, 'hold', 'campaign'],
  ['What is refused is not held', { mode: 'held', isRepeated: true }, 'refuse', 'repeated'],
])('%s', (_name, given, outcome, reason) => {
  expect(judge(submissionOf('Which law covers this?', given))).toEqual({ outcome, reason });
});

test('Every phase that refuses says why, in every language', () => {
  const refusing = phases.filter(({ reason }) => cases[reason].some(([, , outcome]) => outcome === 'refuse'));
  for (const { reason } of refusing) {
    for (const language of languages) {
      expect(
        Object.values(
          refusal(reason, words(language), { rules: defaultRules, bannedUntil: '5 May', closed: 'Closed.' }),
        ),
      ).toEqual([expect.stringMatching(/\S{2,}/)]);
    }
  }
  expect(refusing).toHaveLength(11);
});

test.each([
  [null],
  ['nonsense'],
  ['[]'],
  ['null'],
  ['{"links":{"does":"publish","most":2}}'],
  ['{"links":{"does":"hold","most":-1},"first":{"does":"refuse"},"network":7,"others":{}}'],
])('Rules that are kept as %j are as at first', (kept) => {
  expect(rulesOf(kept)).toEqual(defaultRules);
});

test('Rules that are kept are followed', () => {
  expect(rulesOf('{"links":{"does":"refuse","most":0}}')).toEqual({
    ...defaultRules,
    links: { does: 'refuse', most: 0 },
  });
});
