import { compare, createMatcher } from '../../src/comments/comment/patterns.ts';
import { defaultRules } from '../../src/comments/comment/rules.ts';
import type { Submission } from '../../src/comments/phases.ts';
import { renderComment } from '../../src/text/markdown.ts';

const pattern = (word: string, outcome: 'hold' | 'refuse') => createMatcher([{ id: 1, pattern: word, outcome }]);

/** What the phases are given of a text: a reader's first comment, with nothing odd about it. */
export const submissionOf = (text: string, given: Partial<Submission> = {}): Submission => ({
  mode: 'open',
  text,
  html: renderComment(text),
  compared: compare(text),
  name: 'Renske V.',
  trap: '',
  bannedUntil: null,
  spamAnswer: null,
  isStaff: false,
  staffNames: ['Mara Oyelaran'],
  isAgain: false,
  isRepeated: false,
  otherBrowsers: 0,
  lastMinute: 0,
  network: { exact: { published: 0, rejected: 0 }, wide: { published: 0, rejected: 0 } },
  isTrusted: false,
  rules: defaultRules,
  refused: pattern('viagra', 'refuse'),
  held: pattern('casino*', 'hold'),
  ...given,
});
