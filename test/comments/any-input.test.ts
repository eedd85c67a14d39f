import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compare, createMatcher } from '../../src/comments/comment/patterns.ts';
import { textKey } from '../../src/comments/comment/wording.ts';
import { commentForm } from '../../src/comments/forms.ts';
import { judge, phases } from '../../src/comments/phases.ts';
import { words } from '../../src/text/language.ts';
import { renderComment } from '../../src/text/markdown.ts';
import { submissionOf } from './submissions.ts';

/** Whatever may come: any characters, marks upon marks, marks of direction and control, Markdown, HTML, addresses, the same over and over. */
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '\u0301',
    '\u202e',
    '\u2066',
    '\u0000',
    '\ud800',
    '\u200d',
    '\ufdfa',
    '<',
    '</script>',
    '<img src=x onerror=alert(1)>',
  ),
  fc.constantFrom(
    'http://',
    'www.',
    '[a](javascript:alert(1))',
    '**',
    '_',
    '`',
    '> ',
    '\n\n',
    '    ',
    '- ',
    '&lt;',
    '|',
    'casino',
    'v1agra ',
  ),
);
const text = fc
  .array(fc.tuple(piece, fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 3000 }))), { maxLength: 12 })
  .map((pieces) =>
    pieces
      .map(([each, times]) => each.repeat(times))
      .join('')
      .slice(0, 12_000),
  );

/** Milliseconds on a processor, the least of some tries: what else the machine does is not the work's. */
function tookAtLeast(work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 6 && least > 5; round += 1) {
    const begun = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(begun);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

const patterns = Array.from({ length: 500 }, (_, id) => ({
  id,
  pattern: `${id % 2 ? '*' : ''}word${id}*`,
  outcome: 'hold' as const,
}));
const held = createMatcher(patterns);

test('No text makes a phase throw or run for more than five milliseconds, and one always decides', () => {
  fc.assert(
    fc.property(text, fc.string({ unit: 'binary', maxLength: 200 }), (typed, name) => {
      const submission = submissionOf(typed, { name, held });
      for (const { judge: say } of phases) expect(tookAtLeast(() => say(submission))).toBeLessThan(5);
      expect(['publish', 'hold', 'refuse', 'again']).toContain(judge(submission).outcome);
    }),
    { numRuns: 80 },
  );
});

test('What the phases look at is made of any text in bounded time', () => {
  fc.assert(
    fc.property(text, (typed) => {
      expect(tookAtLeast(() => textKey(typed))).toBeLessThan(20);
      expect(tookAtLeast(() => compare(typed))).toBeLessThan(20);
    }),
    { numRuns: 60 },
  );
});

const allowed =
  /^(?:[^<>]|<\/?(?:p|em|strong|del|blockquote|ul|ol|li|code|pre)(?: dir="(?:auto|ltr|rtl)")?(?: start="\d+")?>|<br ?\/?>|<a href="(?:https?:\/\/|mailto:)[^"<>]*" rel="[a-z ]+"(?: dir="auto")?>|<\/a>)*$/;

test('No text gives other HTML than paragraphs, emphasis, quotes, lists, code and links', () => {
  fc.assert(
    fc.property(text, (typed) => {
      const html = renderComment(typed.slice(0, 5_000));
      expect(html).toMatch(allowed);
      expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      expect(html).not.toMatch(/href="(?!https?:|mailto:)/);
    }),
    { numRuns: 150 },
  );
});

test('The form reads any bytes, in bounded time, and takes out what would run over the page', () => {
  const form = commentForm(words('en'), { signedIn: false });
  fc.assert(
    fc.property(text, text, fc.string({ unit: 'binary' }), (typed, name, other) => {
      for (const odd of [{ parent: other }, { email: typed }, { website: typed }]) {
        expect(tookAtLeast(() => form.safeParse({ text: typed, name, email: 'a@example.org', ...odd }))).toBeLessThan(
          50,
        );
      }
      const read = form.safeParse({ text: `a${typed.slice(0, 1_600)}`, name: 'A', email: 'a@example.org' });
      expect(read.data?.text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\n\t]|\p{M}{9}/u);
    }),
    { numRuns: 80 },
  );
});

test('Ten thousand marks on one letter become eight', () => {
  const form = commentForm(words('en'), { signedIn: false });
  const marks = '\u0301\u0316'.repeat(5_000);
  const asked = { name: `Z${marks}`, email: 'a@example.org', text: `Zalgo${marks}` };
  expect(tookAtLeast(() => form.safeParse(asked))).toBeLessThan(50);
  const { text: kept = '', name = '' } = form.safeParse(asked).data ?? {};
  expect([kept.length, name.length]).toEqual([13, 9]);
});
