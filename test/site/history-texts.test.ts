import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Newsroom, publishChanges, publishNew, startNewsroom } from '../articles/newsroom.ts';
import type { Values } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addColour, addStory } from '../support/stories.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

/** What the history shows of a change from the one to the other. */
async function changed(before: Values, after: Values) {
  const { id, path } = await publishNew(newsroom, before);
  await publishChanges(newsroom.desk, id, { values: after });
  const answer = await newsroom
    .visitor()
    .get(`${encodeURI(path)}/history`)
    .expect(200);
  return { ...readPage(answer), text: answer.text };
}

describe('A change is told as readers read it', () => {
  test('without the marks of Markdown, and with blocks in words', async () => {
    const { id } = await addColour(newsroom.context, newsroom.editor, '#c33');
    const other = await publishNew(newsroom, { Headline: 'The day after' });
    const before = '## What it says\n\nIt is **very** long.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |';
    const blocks = [
      `::figure{media="${id}" alt="The hall" caption="Empty."}`,
      '::video{url="https://www.youtube.com/watch?v=dQw4w9WgXcQ" title="The speech"}',
      ':::quote{by="Ilse Brandt"}\nNo one asked *us*.\n:::',
      ':::facts{title="In brief"}\n- 38 gates\n:::',
      `::related{story="${other.path}"}`,
    ];
    const after = `${before.replace('very', 'rather').replace('two', 'three').replace('| 2', '| 5')}\n\n${blocks.join('\n\n')}`;
    const page = await changed({ Headline: 'One', Text: before }, { Text: after });
    const passages = page.texts('p').filter((text) => /Added|Removed/.test(text));
    expect(passages).toEqual([
      'It is Removed: veryAdded: rather long.',
      '• Removed: twoAdded: three',
      '1 | Removed: 2Added: 5',
      `Added: [Picture no. ${id} · The hall · Empty.]`,
      'Added: [Video · The speech]',
      'Added: No one asked us.',
      'Added: — Ilse Brandt',
      'Added: In brief',
      'Added: • 38 gates',
      'Added: [Related story · The day after]',
      'Added: https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    ]);
    expect(page.main).not.toContain('::');
  });

  test('with links by where they lead', async () => {
    const link = (to: string) => ({ Text: `The [tender](https://${to}.example/?a=1&b="2") is public.` });
    const page = await changed(link('old'), link('new'));
    expect(page.texts('h3')).toEqual(['Links in the text']);
    expect(page.texts('del')).toEqual(['Removed: https://old.example/?a=1&b=%222%22']);
    expect(page.texts('ins')).toEqual(['Added: https://new.example/?a=1&b=%222%22']);
  });

  test('and where only the setting changed, in so many words', async () => {
    const page = await changed({ Text: 'It is long.' }, { Text: 'It is **long**.' });
    expect(page.main).toContain('No words of the text changed: only how it is set');
  });

  test('with byline, section, label, lead and language by name', async () => {
    const values = {
      Section: 'World',
      Bylines: '',
      Label: 'analysis',
      Dateline: 'Port Alder',
      Language: 'ar',
      leadKind: 'video',
      'Video address': 'https://vimeo.com/76979871',
      'Video title': 'The speech',
      Caption: 'In the hall.',
    };
    const page = await changed({ Headline: 'One' }, values);
    const names = ['الكاتب', 'المكان', 'القسم', 'التصنيف', 'الفيديو الرئيسي', 'شرح الصورة', 'اللغة'];
    expect(page.texts('h3')).toEqual(names);
    expect(page.texts('del')).toEqual(['محذوف: Mara Oyelaran', 'محذوف: Politics', 'محذوف: خبر', 'محذوف: الإنجليزية']);
    expect(page.texts('ins').slice(-1)).toEqual(['مضاف: العربية']);
  });

  test('never with a story that readers cannot see', async () => {
    const content = { headline: 'A secret', sectionId: newsroom.politics };
    const at = '2027-01-01T09:00:00.000Z';
    const secret = await addStory(newsroom.context, { editor: newsroom.editor, content, fate: { at } });
    const page = await changed({ Text: 'Text.' }, { Text: `Text.\n\n::related{story="${secret.articleId}"}` });
    expect(page.text).not.toContain('secret');
  });
});

test('In Arabic it is told in Arabic, from right to left', async () => {
  const before = { Headline: 'عمال الميناء يوقفون خطاب الوزير', Text: 'مدة العقد ثماني سنوات.', Language: 'ar' };
  const page = await changed(before, { Text: 'مدة العقد ست سنوات.' });
  expect({ language: page.language, direction: page.direction }).toEqual({ language: 'ar', direction: 'rtl' });
  expect(page.texts('h1')).toEqual(['ما الذي تغيّر في هذا المقال']);
  expect(page.texts('.what')[1]).toBe('نُشر بقلم Mara Oyelaran.');
  expect(page.texts('del')).toEqual(['محذوف: ثماني']);
  expect(page.texts('ins')).toEqual(['مضاف: ست']);
  expect(page.main).not.toMatch(/Version|Change|Removed|Added|Compare/);
});

test('Hostile texts stay texts', async () => {
  const hostile = `<script>alert(1)</script> <img src=x onerror=alert(2)> {{page.css}} </ins></del> "'&amp;`;
  // A text with HTML in it is not published: here it is written as words.
  const typed = hostile.replace(/[<&]/g, '\\$&');
  const page = await changed(
    { Headline: 'One <b>bold</b>', Text: `Before. ${typed}` },
    { Headline: `Two ${hostile}`, Standfirst: hostile, Text: `After. ${typed}` },
  );
  const main = page.text.slice(page.text.indexOf('<main'), page.text.indexOf('</main>'));
  expect(main).not.toMatch(/<script|<img|<b>bold/);
  expect(main).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page.texts('ins').join()).toContain('{{page.css}}');
});

test('A text as long as a story can be is compared within bounds', async () => {
  const long = Array.from({ length: 2900 }, (_, index) => `Paragraph ${index} ${'word '.repeat(16)}`).join('\n\n');
  const started = performance.now();
  const page = await changed({ Text: long }, { Text: long.replace('Paragraph 1500 word', 'Paragraph 1500 sword') });
  expect(page.texts('ins')).toEqual(['Added: sword']);
  expect(page.text.length).toBeLessThan(100_000);
  const all = await changed({ Headline: 'Two', Text: long }, { Text: long.replaceAll('word', 'text') });
  expect(all.main).toContain('More changed than is shown here.');
  expect(all.main.length).toBeLessThan(150_000);
  expect(performance.now() - started).toBeLessThan(20_000);
});
