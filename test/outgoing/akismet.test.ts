import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createAkismet, type ReportedComment } from '../../src/outgoing/akismet.ts';
import { createOutgoing } from '../../src/outgoing/outgoing.ts';
import { type AkismetServer, akismetKey, startAkismet } from '../support/akismet.ts';
import { startOtherSite } from '../support/other-site.ts';

const comment: ReportedComment = {
  ...{ address: '198.51.100.7', userAgent: 'Browser/1', referrer: 'https://news.example/2026/11/23/a' },
  ...{ permalink: 'https://news.example/2026/11/23/a', type: 'reply', name: 'Zoë & Co', email: 'zoe@example.org' },
  ...{ text: 'a=b&c=ü\n“d”', postedAt: '2026-11-23T12:00:00.000Z', publishedAt: '2026-11-22T12:00:00.000Z' },
  ...{ language: 'ar', trap: { field: 'website', value: '' }, isEdited: true },
};

let server: AkismetServer;

const clientOf = (address: string, reaches: ((ip: string) => boolean) | undefined = server.options.reaches) =>
  createAkismet({ outgoing: createOutgoing({ allows: reaches }), siteUrl: 'https://news.example', address });

describe('Akismet', () => {
  beforeAll(async () => {
    server = await startAkismet();
  });

  test('is told of a comment under the names of its documentation, the key in the body', async () => {
    const akismet = clientOf(server.options.akismet);
    expect(await akismet.check(akismetKey, comment)).toBe('ham');
    expect(server.asked('comment-check')).toEqual([
      {
        ...{ api_key: akismetKey, blog: 'https://news.example/', blog_lang: 'ar', blog_charset: 'UTF-8' },
        ...{ user_ip: '198.51.100.7', user_agent: 'Browser/1', referrer: 'https://news.example/2026/11/23/a' },
        ...{ permalink: 'https://news.example/2026/11/23/a', comment_type: 'reply', comment_author: 'Zoë & Co' },
        ...{ comment_author_email: 'zoe@example.org', comment_content: 'a=b&c=ü\n“d”', recheck_reason: 'edit' },
        ...{ comment_date_gmt: '2026-11-23T12:00:00.000Z', comment_post_modified_gmt: '2026-11-22T12:00:00.000Z' },
        ...{ honeypot_field_name: 'website', website: '' },
      },
    ]);
  });

  test('says what is spam, and what is beyond doubt', async () => {
    const akismet = clientOf(server.options.akismet);
    const spam = { ...comment, name: 'viagra-test-123' };
    expect(await akismet.check(akismetKey, spam)).toBe('spam');
    expect(await akismet.check(akismetKey, { ...spam, text: 'It is beyond doubt.' })).toBe('discard');
    expect(await akismet.check('wrong', spam)).toBe('invalid');
    expect([await akismet.verify(akismetKey), await akismet.verify('wrong')]).toEqual(['valid', 'invalid']);
    expect(await akismet.tell(akismetKey, 'ham', { ...spam, address: null })).toBe(true);
    expect(await akismet.tell('wrong', 'spam', spam)).toBe(false);
    expect(server.asked('submit-ham')[0]).not.toHaveProperty('user_ip');
  });

  test('is on no machine inside', async () => {
    const before = server.asked('verify-key').length;
    const guarded = createAkismet({
      ...{ outgoing: createOutgoing(), siteUrl: 'https://news.example' },
      address: server.options.akismet,
    });
    expect(await guarded.verify(akismetKey)).toBe('silent');
    expect(await guarded.check(akismetKey, comment)).toBe('silent');
    expect(server.asked('verify-key')).toHaveLength(before);
  });

  test('is not followed to another machine with what is sent', async () => {
    const other = await startOtherSite((_request, response) => response.end('false'));
    const leading = await startOtherSite((_request, response) =>
      response.writeHead(307, { Location: `${other.url}/1.1/comment-check` }).end(),
    );
    expect(await clientOf(`${leading.url}/1.1/`).check(akismetKey, comment)).toBe('silent');
    expect([leading.asked.length, other.asked.length]).toEqual([1, 0]);
  });

  test('may answer anything: it never throws, and what is no answer is none', async () => {
    const body = fc.oneof(
      fc.constantFrom('true', 'false', 'invalid', 'valid', '', ' TRUE\n', 'truefalse', 'x'.repeat(100_000)),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    );
    const status = fc.constantFrom(200, 200, 200, 204, 302, 400, 404, 429, 500, 503);
    const headers = fc.constantFrom<Record<string, string>>(
      {},
      { 'X-akismet-pro-tip': 'discard' },
      { 'X-akismet-pro-tip': 'x'.repeat(3_000) },
      { 'Content-Encoding': 'gzip' },
      { 'Content-Length': '7' },
    );
    const meant: Record<string, string[]> = { true: ['spam', 'discard'], false: ['ham'], invalid: ['invalid'] };
    await fc.assert(
      fc.asyncProperty(status, headers, body, async (code, more, said) => {
        server.behave((_request, response) => response.writeHead(code, more).end(said));
        // A new one each time, since one that gets no answers stops to ask.
        const akismet = clientOf(server.options.akismet);
        const answer = await akismet.check(akismetKey, comment);
        const word = code === 200 && !more['Content-Length'] ? said.toString().trim().toLowerCase() : null;
        if (word !== null) expect(meant[word] ?? ['silent']).toContain(answer);
        if (code !== 200) expect(answer).toBe('silent');
        expect(['valid', 'invalid', 'silent']).toContain(await akismet.verify(akismetKey));
        expect(typeof (await akismet.tell(akismetKey, 'spam', comment))).toBe('boolean');
      }),
      { numRuns: 60 },
    );
    server.behave(null);
  });

  test('is asked by one alone after three that had no answer, and not at all for a while then', async () => {
    const akismet = clientOf(server.options.akismet);
    const before = server.asked('comment-check').length;
    server.behave((_request, response) => response.writeHead(500).end());
    for (let time = 0; time < 8; time += 1) expect(await akismet.check(akismetKey, comment)).toBe('silent');
    server.behave(null);
    expect(server.asked('comment-check')).toHaveLength(before + 3);
    expect(await clientOf(server.options.akismet).check(akismetKey, comment)).toBe('ham');
  });

  test('has sixteen comments before it at once and no more: others go on without', async () => {
    const waiting: (() => void)[] = [];
    server.behave((_request, response) => waiting.push(() => response.end('false')));
    const akismet = clientOf(server.options.akismet);
    const asked = Array.from({ length: 20 }, () => akismet.check(akismetKey, comment));
    expect(await Promise.all(asked.slice(16))).toEqual(Array(4).fill('silent'));
    while (waiting.length < 16) await new Promise((resolve) => setTimeout(resolve, 5));
    for (const answer of waiting) answer();
    expect(await Promise.all(asked.slice(0, 16))).toEqual(Array(16).fill('ham'));
    server.behave(null);
  });
});
