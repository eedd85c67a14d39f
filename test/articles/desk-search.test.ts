import { beforeEach, describe, expect, test } from '@jest/globals';
import { DomUtils, parseDocument } from 'htmlparser2';
import { sql } from 'kysely';
import { indexMissing, rebuild } from '../../src/articles/actions/rebuild.ts';
import { removeWorking } from '../../src/search/queries/working.ts';
import type { Agent } from '../support/app.ts';
import { addPerson, password } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { complete, edit, errorsIn, type Newsroom, plain, press, publishNew, startNewsroom, write } from './newsroom.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

const look = (words: string, { agent = newsroom.desk, more = '' }: { agent?: Agent; more?: string } = {}) =>
  agent.get(`/admin/articles?q=${encodeURIComponent(words)}${more}`);

async function found(words: string, asked: Parameters<typeof look>[1] = {}): Promise<string[]> {
  const page = parseDocument((await look(words, asked).expect(200)).text);
  return DomUtils.findAll(({ attribs }) => attribs.class === 'headline', page.children).map((link) =>
    DomUtils.textContent(link),
  );
}

describe('The search of the desk', () => {
  test('finds words in the headline, the standfirst and the text of the newest version, last changed first', async () => {
    const { desk, clock } = newsroom;
    const { id } = await publishNew(newsroom, { Headline: 'Ferry line', Text: 'The **harbourmaster** spoke.' });
    clock.advance({ minutes: 1 });
    await write(desk, { Headline: 'Harbourmaster retires' });
    clock.advance({ minutes: 1 });
    await write(desk, { Headline: 'Third', Standfirst: 'What the harbourmaster said' });
    clock.advance({ minutes: 1 });
    await write(desk, { Headline: 'Of something else' });
    expect(await found('harbourmaster')).toEqual(['Third', 'Harbourmaster retires', 'Ferry line']);
    await edit(desk, id, { Text: 'The pilot spoke.' });
    expect(await found('harbourmaster')).toEqual(['Third', 'Harbourmaster retires']);
    expect(await found('pilot')).toEqual(['Ferry line']);
    expect(await found('Pílot SPOKE')).toEqual(['Ferry line']);
    expect(await found('"spoke pilot"')).toEqual([]);
    expect(await found('harbourm')).toEqual(['Third', 'Harbourmaster retires']);
    expect(await found('harbourmaster -retires')).toEqual(['Third']);
  });

  test('finds phrases word by word, within one field, and leaves out what has one', async () => {
    const { desk, clock } = newsroom;
    await write(desk, { Headline: 'First', Standfirst: 'Two hundred', Text: 'dockers of the old port met.' });
    clock.advance({ minutes: 1 });
    await write(desk, {
      Headline: 'Second',
      Text: 'The old port of two hundred dockers. Old dockers met at the port.',
    });
    expect(await found('"old port"')).toEqual(['Second', 'First']);
    expect(await found('"two hundred dockers"')).toEqual(['Second']);
    expect(await found('"of the old port met"')).toEqual(['First']);
    expect(await found('"the old dockers"')).toEqual([]);
    expect(await found('old-por*')).toEqual(['Second', 'First']);
    expect(await found('two-hundred-dock*')).toEqual(['Second']);
    expect(await found('port -"hundred dockers"')).toEqual(['First']);
    expect(await found('"old port" -"port met"')).toEqual(['Second']);
  });

  test('finds Arabic words with and without article and vowel signs', async () => {
    await write(newsroom.desk, { Headline: 'إضراب عمال الميناء', Language: 'ar' });
    expect(await found('ميناء')).toEqual(['إضراب عمال الميناء']);
    expect(await found('المِيناء')).toEqual(['إضراب عمال الميناء']);
  });

  test('goes together with tabs, filters and order, and stays in their addresses', async () => {
    const { desk, clock, politics } = newsroom;
    await write(desk, { ...complete, Headline: 'Dockers and politics' });
    clock.advance({ minutes: 1 });
    await write(desk, { ...complete, Headline: 'Dockers of the world', Section: 'World' }, 'Submit for review');
    expect(await found('dockers')).toEqual(['Dockers of the world', 'Dockers and politics']);
    expect(await found('dockers', { more: '&state=review' })).toEqual(['Dockers of the world']);
    expect(await found('dockers', { more: `&section=${politics}` })).toEqual(['Dockers and politics']);
    const answer = await press(desk, '/admin/articles?state=draft', 'Search', { q: 'two dockers' });
    expect(answer.text).toContain('1 story</span></summary>');
    expect(answer.text).toContain('href="/admin/articles?state&#x3D;review&amp;q&#x3D;two%20dockers"');
    const narrowed = await sendForm(desk, fillForm(answer, 'Show', { Section: 'World' }));
    expect(plain(narrowed)).toContain('No story with “two dockers” is let through by these filters.');
    expect(plain(await look('walrus'))).toContain('No story here has “walrus” in its newest text.');
  });

  test('finds for authors only what they may see', async () => {
    const { context, desk, signIn } = newsroom;
    const author = await signIn(await addPerson(context, { role: 'author', name: 'Ilse Brandt' }));
    await write(desk, { Headline: 'Secret of the desk' });
    await write(desk, { Headline: 'Secret of hers', Bylines: 'Ilse Brandt' });
    await write(author, { Headline: 'Secret she made' });
    expect((await found('secret', { agent: author })).sort()).toEqual(['Secret of hers', 'Secret she made']);
    expect(plain(await look('secret', { agent: author }))).toContain('2 stories');
    expect(await found('secret')).toHaveLength(3);
  });

  test('forgets what was discarded, and what was redacted for good', async () => {
    const { context, desk, signIn } = newsroom;
    const draft = await write(desk, { Headline: 'Draft of Penhallow' });
    const { id } = await publishNew(newsroom, { Headline: 'Out', Text: 'Penhallow was there.' });
    await press(desk, `/admin/articles/${draft}`, 'Discard story');
    expect(await found('penhallow')).toEqual(['Out']);
    await press(desk, `/admin/articles/${id}`, 'Withdraw story', { reason: 'It was wrong.' });
    expect(await indexedWords()).toContain('penhallow');
    const office = await signIn(await addPerson(context, { role: 'admin', name: 'Ada' }));
    const rows = context.db.reader.selectFrom('publications').select('id').where('kind', '=', 'first');
    const publication = String((await rows.executeTakeFirstOrThrow()).id);
    const sheet = await office.get(`/admin/articles/${id}/redact`).expect(200);
    const filled = { publication, Reason: 'By order of a court.', Password: password };
    expect((await sendForm(office, fillForm(sheet, 'Redact for good', filled))).status).toBe(303);
    expect(await found('penhallow')).toEqual([]);
    expect(await indexedWords()).not.toContain('penhallow');
  });

  /** All words that the index has, as they are in its files. */
  async function indexedWords(): Promise<string> {
    const { context } = newsroom;
    const words =
      DATABASE === 'postgres'
        ? sql<{ words: string }>`select words::text as words from working_texts`
        : sql<{ words: string }>`select cast(block as text) as words from working_index_data`;
    return (await words.execute(context.db.reader)).rows.map((row) => row.words).join(' ');
  }

  test('is made again by a rebuild, and by a start for stories that it does not know', async () => {
    const { context, desk } = newsroom;
    await write(desk, { Headline: 'Dockers at rest' });
    await write(desk, { Headline: 'Dockers at work' });
    const [first] = await context.db.reader.selectFrom('articles').select('id').orderBy('id').execute();
    await context.db.transaction((tx) => removeWorking(tx, first?.id ?? 0));
    expect(await found('dockers')).toEqual(['Dockers at work']);
    await indexMissing(context);
    expect(await found('dockers')).toHaveLength(2);
    await context.db.transaction((tx) => removeWorking(tx, first?.id ?? 0));
    await rebuild(context);
    expect(await found('dockers')).toHaveLength(2);
  });

  test('says beside the field what is wrong, and keeps what was typed', async () => {
    for (const [typed, error] of [
      ['“!?”', 'Write a word that the stories have.'],
      ['-dockers', 'Write a word that the stories have.'],
      ['dock'.repeat(60), 'Shorten your search to 200 characters.'],
      [Array.from({ length: 21 }, (_, number) => `w${number}`).join(' '), 'Search for 20 words at most.'],
    ] as const) {
      const answer = await look(typed).expect(422);
      expect(errorsIn(answer).q).toBe(error);
      expect(answer.text).toContain(typed.slice(0, 20));
    }
  });

  test('takes everything that is typed for words', async () => {
    await write(newsroom.desk, { Headline: 'Dockers' });
    for (const typed of [`dockers' OR 1=1 --`, '"dockers', 'title:dockers*', '\u0000dockers', '🦭 dock']) {
      expect((await look(typed)).status).toBe(200);
    }
    expect(await found('"dockers')).toEqual(['Dockers']);
    expect(await found('doc*')).toEqual(['Dockers']);
  });
});
