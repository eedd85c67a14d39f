import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  edit,
  linkedData,
  type Newsroom,
  press,
  publishChanges,
  publishNew,
  startNewsroom,
} from '../articles/newsroom.ts';
import { readPage } from '../support/pages.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom({ zone: 'Europe/Berlin' });
});

const original = `Some two hundred dockers walked into the hall.

The contract runs for eight years, says the [ministry](https://ministry.example/contract).

Nobody was hurt.`;

const read = async (path: string, status = 200) =>
  readPage(await newsroom.visitor().get(encodeURI(path)).expect(status));

/** "−old +new" of each passage of the change that an address shows. */
async function changeAt(address: string) {
  const page = await read(address);
  return {
    heading: page.texts('#change-title')[0],
    fields: page.texts('h3'),
    removed: page.texts('del').map((text) => text.replace(/^Removed: /, '')),
    added: page.texts('ins').map((text) => text.replace(/^Added: /, '')),
  };
}

interface Step {
  kind: 'fix' | 'update' | 'correction';
  note?: string;
  values: Record<string, string>;
}

const steps: Step[] = [
  { kind: 'fix', values: { Headline: 'Dockers halt minister’s speech' } },
  {
    kind: 'update',
    note: 'Police statement added.',
    values: { Text: `${original}\n\nThe police spoke of three arrests.` },
  },
  {
    kind: 'correction',
    note: 'We wrote that the contract runs for eight years. It runs for six.',
    values: { Text: `${original.replace('eight', 'six')}\n\nThe police spoke of three arrests.` },
  },
  { kind: 'fix', values: { 'Address ending': 'walk-in', Topics: 'Ports' } },
];

async function publishFiveTimes() {
  const story = await publishNew(newsroom, { Headline: 'Dokcers halt minister’s speech', Text: original });
  for (const step of steps) {
    newsroom.clock.advance({ hours: 1 });
    await publishChanges(newsroom.desk, story.id, step);
  }
  return { id: story.id, old: story.path, path: '/2026/11/23/walk-in' };
}

describe('The history of a story that was published five times', () => {
  test('says when each was, of what kind, and what was noted, newest first', async () => {
    const { path } = await publishFiveTimes();
    const page = await read(`${path}/history`);
    expect(page.title).toBe('History: Dockers halt minister’s speech | Broadsheet');
    expect(page.texts('.when').map((text) => text.replace(/^23 November 2026, /, ''))).toEqual([
      '17:00 Version 5',
      '16:00 Version 4',
      '15:00 Version 3',
      '14:00 Version 2',
      '13:00 Version 1',
    ]);
    expect(page.texts('.what').map((text) => text.replace(/ See the change.*$/, ''))).toEqual([
      'Fix. Typing mistakes.',
      'Correction. We wrote that the contract runs for eight years. It runs for six.',
      'Update. Police statement added.',
      'Fix. Typing mistakes.',
      'Published by Mara Oyelaran.',
    ]);
    expect(page.main).toContain('Times are those of Europe/Berlin (UTC+1).');
    expect(page.links('.what')).toEqual([
      `${path}/history?from=4&to=5#change`,
      `${path}/history?from=3&to=4#change`,
      `${path}/history?from=2&to=3#change`,
      `${path}/history?from=1&to=2#change`,
    ]);
    expect({ canonical: page.canonical, robots: page.robots }).toEqual({
      canonical: `${newsroom.url}${path}/history`,
      robots: 'noindex',
    });
    expect(page.description).toContain('We keep every version that readers saw.');
    expect((await read(path)).links('.byline')).toContain(`${path}/history`);
  });

  test('shows each change, word by word, and what else readers saw change', async () => {
    const { path } = await publishFiveTimes();
    const address = (from: number, to: number) => `${path}/history?from=${from}&to=${to}`;
    const change = (from: number, to: number) => `Change from version ${from} to version ${to}`;
    expect(await changeAt(address(1, 2))).toEqual({
      heading: change(1, 2),
      fields: ['Headline'],
      removed: ['Dokcers'],
      added: ['Dockers'],
    });
    const police = 'The police spoke of three arrests.';
    expect(await changeAt(address(2, 3))).toEqual({
      heading: change(2, 3),
      fields: ['Text'],
      removed: [],
      added: [police],
    });
    const corrected = { heading: change(3, 4), fields: ['Text'], removed: ['eight'], added: ['six'] };
    expect(await changeAt(address(3, 4))).toEqual(corrected);
    expect(await changeAt(address(4, 3))).toEqual(corrected);
    const moved = await changeAt(`${path}/history`);
    expect(moved).toEqual({
      heading: change(4, 5),
      fields: ['Topics', 'Address'],
      removed: ['dokcers-halt-ministers-speech'],
      added: ['Ports', 'walk-in'],
    });
    expect(await changeAt(address(2, 4))).toMatchObject({ removed: ['eight'], added: ['six', police] });
    expect(await changeAt(`${path}/history?to=3`)).toMatchObject({ heading: change(2, 3) });
    expect(await changeAt(`${path}/history?from=3`)).toMatchObject({ heading: change(3, 5) });
    const { text } = await newsroom.visitor().get(address(3, 4));
    expect(text).toContain('<del><span class="visually-hidden">Removed: </span>eight</del>');
    expect(text).toContain('<ins><span class="visually-hidden">Added: </span>six</ins>');
    expect(text).not.toContain('Nobody was hurt.');
    expect(text).toContain('Unchanged text left out');
  });

  test('compares any two by a form', async () => {
    const { path } = await publishFiveTimes();
    const page = await read(`${path}/history?from=2&to=4`);
    const [from = '', to = ''] = page.texts('select');
    expect(from).toBe(to);
    expect(from).toContain('4: Correction, 23 November 2026, 16:00');
    const { text } = await newsroom.visitor().get(`${path}/history?from=2&to=4`);
    const chosen = [...text.matchAll(/<option value="(\d)" selected>/g)].map(([, value]) => value);
    expect(chosen).toEqual(['2', '4']);
    expect((await read(`${path}/history?from=3&to=3`)).main).toContain('This is the same version twice.');
  });

  test('stands at the present address, and old ones lead to it with their question', async () => {
    const { path, old } = await publishFiveTimes();
    const visitor = newsroom.visitor();
    await visitor.get(`${old}/history`).expect(301).expect('Location', `${path}/history`);
    await visitor.get(`${old}/history?from=2&to=4`).expect(301).expect('Location', `${path}/history?from=2&to=4`);
    await visitor.get(`${old}/history?from=<b>&to=4`).expect(404);
  });

  test.each([
    ...['from=0', 'from=6', 'to=-1', 'from=1.5', 'from=one', 'from=', 'from=1&from=2', 'to=99999999999999999999'],
    ...['from=2%27%20or%201', 'to=١', `from=${'1'.repeat(2000)}`],
  ])('has no page for ?%s', async (query) => {
    const { path } = await publishFiveTimes();
    await newsroom
      .visitor()
      .get(`${path}/history?${encodeURI(query)}`)
      .expect(404);
  });

  test('a fix moves no time that readers or machines see, an update and a correction do', async () => {
    const { id, path } = await publishNew(newsroom, { Text: original });
    const times = async () => {
      const answer = await newsroom.visitor().get(path).expect(200);
      return { byline: readPage(answer).texts('.times')[0], modified: linkedData(answer).dateModified };
    };
    const first = await times();
    newsroom.clock.advance({ hours: 1 });
    await publishChanges(newsroom.desk, id, { kind: 'fix', values: { Headline: 'Dockers halt a speech' } });
    expect(await times()).toEqual(first);
    newsroom.clock.advance({ hours: 1 });
    await publishChanges(newsroom.desk, id, { kind: 'update', values: { Text: 'More.' } });
    expect(await times()).toEqual({
      byline: 'Published 23 November 2026, 13:00 (UTC+1) Updated 15:00 History',
      modified: '2026-11-23T14:00:00.000Z',
    });
    newsroom.clock.advance({ hours: 1 });
    await publishChanges(newsroom.desk, id, { kind: 'correction', note: 'Less.', values: { Text: 'Less.' } });
    expect(await times()).toEqual({
      byline: 'Published 23 November 2026, 13:00 (UTC+1) Corrected 16:00 History',
      modified: '2026-11-23T15:00:00.000Z',
    });
  });

  test('of a withdrawn story keeps times, kinds and reasons, and no text', async () => {
    const { id, path, old } = await publishFiveTimes();
    newsroom.clock.advance({ hours: 1 });
    await press(newsroom.desk, `/admin/articles/${id}`, 'Withdraw story', {
      'Why it is withdrawn': 'A forged letter.',
    });
    for (const address of [path, old]) {
      for (const query of ['', '?from=3&to=4', '?from=x']) {
        const page = await read(`${address}/history${query}`, 410);
        expect(page.robots).toBe('noindex');
        expect(page.texts('.what')).toEqual([
          'Withdrawn. A forged letter.',
          'Fix. Typing mistakes.',
          'Correction.',
          'Update.',
          'Fix. Typing mistakes.',
          'Published.',
        ]);
        for (const gone of ['eight', 'Dockers', 'minister', 'police', 'Police', 'Ports']) {
          expect(JSON.stringify(page)).not.toContain(gone);
          expect(page.main).not.toContain(gone);
        }
      }
    }
    newsroom.clock.advance({ hours: 1 });
    await press(newsroom.desk, `/admin/articles/${id}`, 'Publish again', { 'Why it is back': 'It was genuine.' });
    const page = await read(`${path}/history`);
    expect(page.texts('.what').slice(0, 2)).toEqual([
      'Published again. It was genuine.',
      'Withdrawn. A forged letter.',
    ]);
    expect(page.texts('.when')[0]).toBe('23 November 2026, 19:00 Version 6');
    expect(await changeAt(`${path}/history?from=3&to=6`)).toMatchObject({
      removed: ['eight', 'dokcers-halt-ministers-speech'],
      added: ['six', 'Ports', 'walk-in'],
    });
    expect((await read(`${path}/history?from=5&to=6`)).main).toContain('Nothing that readers could read changed');
  });
});

test('A story with one version says so, and has nothing to compare', async () => {
  const { path } = await publishNew(newsroom);
  const page = await read(`${path}/history`);
  expect(page.main).toContain('There is one version of this story.');
  expect(page.texts('.two-versions')).toEqual([]);
  for (const nothing of ['/2026/11/23/nothing/history', `${path}/history/more`, '/2026/11/23/history']) {
    await newsroom.visitor().get(nothing).expect(404);
  }
});

test('What was saved and not published is in no history', async () => {
  const { id, path } = await publishNew(newsroom);
  await edit(newsroom.desk, id, { Text: 'Not for readers.' });
  await publishChanges(newsroom.desk, id, { kind: 'update', values: { Text: 'For readers.' } });
  const { main } = await read(`${path}/history`);
  expect(main).toContain('Added: For');
  expect(main).not.toContain('Not for');
});
