import { describe, expect, test } from '@jest/globals';
import { isSlug, slugify } from '../../src/text/slug.ts';

describe('slugify', () => {
  test.each([
    ['Dockers halt minister’s speech', 'dockers-halt-ministers-speech'],
    ["Fishing deal: what each side 'gave up'", 'fishing-deal-what-each-side-gave-up'],
    ['Hawaiʼi', 'hawaii'],
    ['  Council votes 31–24 — again!  ', 'council-votes-31-24-again'],
    ['Ägäis', 'ägäis'],
    ['A\u0308ga\u0308is', 'ägäis'],
    ['عمال الميناء يوقفون خطاب الوزير', 'عمال-الميناء-يوقفون-خطاب-الوزير'],
    ['نُشِر', 'نُشِر'],
    ['हिन्दी समाचार', 'हिन्दी-समाचार'],
    ['ΣΊΣΥΦΟΣ', 'σίσυφος'],
    ['İstanbul', 'i̇stanbul'],
    ['𝔸 𠮷野家', '𝔸-𠮷野家'],
    ['٢٠٢٦ report', '٢٠٢٦-report'],
    ['a/b\\c?d#e%20', 'a-b-c-d-e-20'],
    ['<script>alert(1)</script>', 'script-alert-1-script'],
    ['../../etc/passwd', 'etc-passwd'],
    ['\u202eabc\u202c', 'abc'],
    ['— … !', ''],
    ['', ''],
  ])('makes of %j the slug %j', (text, slug) => {
    expect(slugify(text)).toBe(slug);
  });

  test('cuts a long text at the last hyphen that fits', () => {
    const slug = slugify(`${'harbour '.repeat(12)}inquiry reopened`);
    expect(slug).toBe(`${'harbour-'.repeat(12)}`.slice(0, -1));
  });

  test('keeps a text whose hundred characters end at a hyphen', () => {
    expect(slugify(`${'a'.repeat(100)} b`)).toBe('a'.repeat(100));
  });

  test('cuts one long word hard, but not in the middle of a surrogate pair', () => {
    expect(slugify('a'.repeat(150))).toBe('a'.repeat(100));
    const slug = slugify(`a${'𠮷'.repeat(80)}`);
    expect(slug).toBe(`a${'𠮷'.repeat(49)}`);
    expect(slug.isWellFormed()).toBe(true);
  });

  test('gives the same when it is given what it gave, for every letter and mark', () => {
    for (let point = 0; point < 0x1f000; point += 1) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const slug = slugify(`x${String.fromCodePoint(point)} ${String.fromCodePoint(point)}'\u0301y`);
      if (slugify(slug) !== slug) throw new Error(`U+${point.toString(16)}: ${slug} becomes ${slugify(slug)}`);
    }
  });
});

describe('isSlug', () => {
  test.each(['harbour', 'harbour-inquiry-2', 'عمال-الميناء', '2026'])('says yes to %j', (text) => {
    expect(isSlug(text)).toBe(true);
  });

  test.each(['', '-', 'a-', '-a', 'a--b', 'Harbour', 'a b', 'a/b', 'a_b', 'ä'.normalize('NFD'), 'a'.repeat(101)])(
    'says no to %j',
    (text) => {
      expect(isSlug(text)).toBe(false);
    },
  );
});
