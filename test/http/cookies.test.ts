import { expect, test } from '@jest/globals';
import { sign, unsign } from '../../src/http/cookies.ts';

const secret = 'a secret of the install';

test('What was signed is known again, for the same use and by the same install alone', () => {
  const signed = sign('x7_Q-2', 'commenter', secret);
  expect(unsign(signed, 'commenter', secret)).toBe('x7_Q-2');
  expect(unsign(signed, 'own-comment', secret)).toBeNull();
  expect(unsign(signed, 'commenter', 'another secret')).toBeNull();
});

test('With any of its bits turned, or any letter gone, it is nobody’s', () => {
  const signed = sign('x7_Q-2', 'commenter', secret);
  for (let at = 0; at < signed.length; at += 1) {
    const [before, after] = [signed.slice(0, at), signed.slice(at + 1)];
    for (let bit = 0; bit < 8; bit += 1) {
      const turned = before + String.fromCharCode(signed.charCodeAt(at) ^ (1 << bit)) + after;
      expect([turned, unsign(turned, 'commenter', secret)]).toEqual([turned, null]);
    }
    expect(unsign(before + after, 'commenter', secret)).toBeNull();
  }
});

test.each(['', '.', 'a', 'a.b', `.${'a'.repeat(43)}`, `a.${'é'.repeat(43)}`, 'a.b'.repeat(1_000)])(
  'What was never signed is nobody’s: %s',
  (text) => {
    expect(unsign(text, 'commenter', secret)).toBeNull();
  },
);
