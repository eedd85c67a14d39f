import { describe, expect, test } from '@jest/globals';
import { isTime } from '../../src/text/moments.ts';
import { paragraphsOf } from '../../src/text/posted-text.ts';
import { findPost, networkOf } from '../../src/text/posts.ts';

const x = ['X', 'https://x.com/alder_courier/status/1725512345678901234'];
const bluesky = ['Bluesky', 'https://bsky.app/profile/alder.bsky.social/post/3kabc12xyz2d'];
const telegram = ['Telegram', 'https://t.me/alder_courier/1234'];
const facebook = ['Facebook', 'https://www.facebook.com/alder.courier/posts/10153231379946729'];
const permalink = [
  'Facebook',
  'https://www.facebook.com/permalink.php?story_fbid=10153231379946729&id=100064812345678',
];
const mastodon = ['social.example', 'https://social.example/@alder/112233445566778899'];
const remote = ['social.example', 'https://social.example/@alder@other.example/112233445566778899'];

describe('findPost', () => {
  test.each([
    ['https://x.com/alder_courier/status/1725512345678901234', x],
    ['https://twitter.com/alder_courier/status/1725512345678901234?s=20&t=abc', x],
    ['https://mobile.twitter.com/alder_courier/status/1725512345678901234/photo/1', x],
    ['https://x.com/i/web/status/1725512345678901234', ['X', 'https://x.com/i/status/1725512345678901234']],
    ['https://bsky.app/profile/alder.bsky.social/post/3kabc12xyz2d', bluesky],
    ['https://bsky.app/profile/alder.bsky.social/post/3kabc12xyz2d/?ref=a', bluesky],
    [
      'https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur/post/3kabc12xyz2d',
      ['Bluesky', 'https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur/post/3kabc12xyz2d'],
    ],
    ['https://t.me/alder_courier/1234', telegram],
    ['https://t.me/s/alder_courier/1234', telegram],
    ['https://telegram.me/alder_courier/1234?single', telegram],
    ['https://www.facebook.com/alder.courier/posts/10153231379946729', facebook],
    ['https://m.facebook.com/alder.courier/posts/the-quay/10153231379946729/?__tn__=a', facebook],
    ['https://www.facebook.com/permalink.php?story_fbid=10153231379946729&id=100064812345678', permalink],
    ['https://www.facebook.com/story.php?story_fbid=10153231379946729&a=b&id=100064812345678', permalink],
    ['https://social.example/@alder/112233445566778899', mastodon],
    ['  https://SOCIAL.example/@alder/112233445566778899?a=b ', mastodon],
    ['https://social.example/@alder@other.example/112233445566778899', remote],
  ])('knows the post at %s', (url, [network, address]) => {
    expect(findPost(url)).toMatchObject({ network, address });
    expect(findPost(address as string)).toMatchObject({ network, address });
    expect(networkOf(url)).toBe(network);
  });

  test.each([
    ...['', 'x.com/alder/status/1725512345678901234', 'javascript:alert(1)', '//x.com/a/status/1725512345678901234'],
    ...[
      'https://x.com/alder_courier',
      'https://x.com/alder_courier/status/',
      'https://x.com.evil.example/a/status/17255123',
    ],
    ...['https://user:a@x.com/alder/status/1725512345678901234', 'https://x.com:8443/alder/status/1725512345678901234'],
    ...['https://bsky.app/profile/alder.bsky.social', 'https://bsky.app/profile/"><b>/post/3kabc12xyz2d'],
    ...['https://t.me/alder_courier', 'https://t.me/joinchat/abcdef', 'https://www.facebook.com/alder.courier'],
    ...['https://social.example/@alder', 'https://social.example/@alder/about', 'https://localhost/@a/112233445566'],
    ...['https://127.0.0.1/@alder/112233445566778899', 'https://www.tiktok.com/@alder/112233445566778899'],
    ...['https://social.example/users/alder', 'https://www.youtube.com/@alder/112233445566'],
  ])('knows none at %j', (url) => {
    expect(findPost(url)).toBeNull();
  });
});

test.each([
  ['<p>One &amp; two<br>three</p><p>Four</p>', ['One & two\nthree', 'Four']],
  ['<p><a href="https://a.example/x"><span>a.example</span><span class="invisible">/x</span></a></p>', ['a.example/x']],
  ['plain', ['plain']],
  ['<p></p><p> </p>', []],
  ['<script>alert(1)</script><p onclick="x">A</p><style>b{}</style>', ['A']],
  ['<p>\u202eturned\u2066</p>', ['turned']],
])('HTML of a network is paragraphs of plain text: %j', (html, paragraphs) => {
  expect(paragraphsOf(html)).toEqual(paragraphs);
});

test.each([
  ...['2026-11-23', '2026-11-23T09:30Z', '2026-11-23T09:30:01+02:00', '2026-11-23T09:30:01.123Z', '2024-02-29'],
])('%s is a time', (text) => expect(isTime(text)).toBe(true));

test.each([
  ...[
    '',
    'yesterday',
    '2026-11-23 09:30',
    '2026-11-23T09:30',
    '2026-13-01',
    '2026-02-30',
    '2026-11-23T25:00Z',
    '20261123',
  ],
])('“%s” is none', (text) => expect(isTime(text)).toBe(false));
