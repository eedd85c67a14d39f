import { expect, test } from '@jest/globals';
import { judge, phases, refusal, type Submission } from '../../src/comments/phases.ts';
import { words } from '../../src/text/language.ts';

/** A reader's first comment, with nothing odd about it. */
const first: Submission = {
  mode: 'open',
  text: 'Which law covers this?',
  html: '<p>Which law covers this?</p>',
  trap: '',
  isStaff: false,
  hasStaffName: false,
  isRepeated: false,
  isTrusted: false,
};
const known: Submission = { ...first, isTrusted: true };
const staff: Submission = { ...first, isStaff: true, hasStaffName: true };
const links = (count: number) => '<a href="https://example.org" rel="ugc nofollow">here</a> '.repeat(count);

test.each<[string, Submission, string, string]>([
  ['A first comment is held', first, 'hold', 'first-comment'],
  ['A comment by somebody known is published', known, 'publish', 'known'],
  ['A comment by staff is published', staff, 'publish', 'staff'],
  ['Nobody comments on a closed story', { ...known, mode: 'closed' }, 'refuse', 'closed'],
  ['Staff do not comment on a closed story either', { ...staff, mode: 'closed' }, 'refuse', 'closed'],
  ['A comment without words is refused', { ...known, html: '<p> </p>' }, 'refuse', 'empty'],
  ['A comment of invisible characters is refused', { ...known, html: '<p>\u200b\u00ad&nbsp;</p>' }, 'refuse', 'empty'],
  ['A comment of one sign is enough', { ...known, html: '<p>?</p>' }, 'publish', 'known'],
  ['5000 characters are enough', { ...known, text: 'a'.repeat(5000) }, 'publish', 'known'],
  ['5001 characters are too many', { ...known, text: 'a'.repeat(5001) }, 'refuse', 'too-long'],
  ['What fills every field is refused', { ...known, trap: 'https://example.org' }, 'refuse', 'trap'],
  ['A name of the newsroom is refused', { ...known, hasStaffName: true }, 'refuse', 'staff-name'],
  ['The same once more is refused', { ...known, isRepeated: true }, 'refuse', 'repeated'],
  ['The same once more is refused from staff', { ...staff, isRepeated: true }, 'refuse', 'repeated'],
  ['Where comments are held, those by somebody known are', { ...known, mode: 'held' }, 'hold', 'held-story'],
  ['Where comments are held, those by staff are published', { ...staff, mode: 'held' }, 'publish', 'staff'],
  ['Two links are fine', { ...known, html: links(2) }, 'publish', 'known'],
  ['Three links are held', { ...known, html: links(3) }, 'hold', 'links'],
  ['Three bare addresses are held', { ...known, text: 'www.a.org https://b.org http://c.org' }, 'hold', 'links'],
  ['Staff may link as they need', { ...staff, html: links(9) }, 'publish', 'staff'],
])('%s', (_name, submission, outcome, reason) => {
  expect(judge(submission)).toEqual({ outcome, reason });
});

test('Every phase that refuses says why, in every language', () => {
  const refusing = phases.filter(({ outcome }) => outcome === 'refuse');
  for (const { reason } of refusing) {
    for (const language of ['en', 'ar'] as const) {
      expect(Object.values(refusal(reason, words(language)))).toEqual([expect.stringMatching(/\S{2,}/)]);
    }
  }
  expect(refusing).toHaveLength(6);
});
