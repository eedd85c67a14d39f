import { beforeAll, describe, expect, test } from '@jest/globals';
import { searchWords } from '../../src/http/search-words.ts';
import { type Started, startApp } from '../support/app.ts';
import { fillForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';

describe('The words of an address', () => {
  test.each([
    ['/2026/11/23/harbour-vote', 'harbour vote'],
    ['/politics/harbour_vote.html', 'harbour vote'],
    ['/by/nobody-at-all', 'nobody at all'],
    ['/harbour+vote%20again/', 'harbour vote again'],
    ['/2026/11/23/vote-31-24', 'vote 31 24'],
    ['/harbour-vote/2', 'harbour vote'],
    ['/2026/11/23/', ''],
    ['/', ''],
    ['/%E0%A4%A', ''],
    ['/%22%3E%3Cscript%3E', 'script'],
    [`/${encodeURIComponent('عمال-الميناء-يوقفون')}`, 'عمال الميناء يوقفون'],
    ['/e%CC%81cole', 'école'],
    [`/${'harbour-'.repeat(30)}`, 'harbour '.repeat(10).trim()],
    [`/${'a'.repeat(5000)}`, 'a'.repeat(40)],
    [`/${encodeURIComponent('𐐷'.repeat(500))}`, '𐐷'.repeat(40)],
  ])('%s', (path, words) => {
    expect(searchWords(path)).toBe(words);
  });
});

describe('A page that is not there', () => {
  let newsroom: Started;

  beforeAll(async () => {
    newsroom = await startApp({ shared: true });
  });

  test.each(['/2026/11/23/harbour-vote', '/topics/harbour-vote', '/harbour-vote', '/nowhere/at-all/harbour-vote.php'])(
    'at %s offers to search for it, and leads on',
    async (path) => {
      const answer = await newsroom.visitor().get(path).expect(404);
      expect(fillForm(answer, 'Search')).toMatchObject({
        method: 'get',
        action: '/search',
        fields: { q: 'harbour vote' },
      });
      expect(readPage(answer).links('main')).toEqual(['/', '/site-map']);
    },
  );

  test('shows what stands in the address as text, whatever it is', async () => {
    const { text } = await newsroom.visitor().get('/%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E').expect(404);
    expect(text).not.toMatch(/"><script>|alert\(1\)/);
  });
});
