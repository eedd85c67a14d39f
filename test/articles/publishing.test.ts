import { beforeEach, describe, expect, test } from '@jest/globals';
import { fillForm, sendForm, type Values } from '../support/forms.ts';
import {
  articleOf,
  complete,
  edit,
  errorsIn,
  eventsOf,
  idIn,
  ledgerOf,
  linkedData,
  type Newsroom,
  offered,
  openPanel,
  pathOf,
  plain,
  publishNew,
  revisionsOf,
  startNewsroom,
  write,
} from './newsroom.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

describe('A published story', () => {
  test('is there for readers at once, with all that it holds', async () => {
    const { id, path } = await publishNew(newsroom, {
      Standfirst: 'They walked in.',
      Topics: 'Ports',
      Dateline: 'Harbour City',
      Label: 'Analysis',
    });
    expect(path).toBe('/2026/11/23/dockers-halt-speech');
    const page = await newsroom.visitor().get(path).expect(200);
    for (const shown of [
      'Dockers halt speech',
      'They walked in.',
      'Mara Oyelaran',
      'Harbour City',
      'Analysis',
      'Ports',
    ])
      expect(plain(page)).toContain(shown);
    expect(page.text).toContain('<p dir="auto">Some two hundred dockers.</p>');
    expect(page.text).toContain('<title>Dockers halt speech | Politics | Broadsheet</title>');
    expect(linkedData(page)).toMatchObject({
      '@type': 'AnalysisNewsArticle',
      datePublished: '2026-11-23T12:00:00.000Z',
      dateModified: '2026-11-23T12:00:00.000Z',
    });
    for (const list of ['/', '/politics', '/topics/ports', '/by/mara-oyelaran']) {
      expect((await newsroom.visitor().get(list).expect(200)).text).toContain(`href="${path}"`);
    }
    expect(plain(await newsroom.desk.get(`/admin/articles/${id}?done=published`))).toContain('Published. View story');
  });

  test('has a row in the ledger, a revision, a state, and an event with the names of what it touches', async () => {
    const { context, editor, politics } = newsroom;
    const { id, path } = await publishNew(newsroom, { Topics: 'Ports' });
    const [revision] = await revisionsOf(context, id);
    expect(revision).toMatchObject({ kind: 'publish' });
    expect(await ledgerOf(context, id)).toEqual([
      { kind: 'first', note: '', at: context.now(), by: editor.id, revision: revision?.id },
    ]);
    expect(await articleOf(context, id)).toMatchObject({
      state: 'published',
      published_revision_id: revision?.id,
      published_at: context.now(),
    });
    const names = [
      `article:${id}`,
      `card:${id}`,
      'front',
      `path:${path}`,
      `person:${editor.id}`,
      `section:${politics}`,
      'topic:1',
    ];
    expect((await eventsOf(context, id)).at(-1)).toEqual({
      action: 'article.published',
      at: context.now(),
      by: editor.id,
      names,
    });
  });

  test('was a draft or in review before', async () => {
    const { context, desk } = newsroom;
    for (const [before, headline] of [
      ['Save', 'One'],
      ['Submit for review', 'Two'],
    ] as const) {
      const id = await write(desk, { ...complete, Headline: headline }, before);
      expect(idIn(await edit(desk, id, {}, 'Publish'))).toBe(id);
      expect(await articleOf(context, id)).toMatchObject({ state: 'published' });
    }
  });

  test('is not published a second time', async () => {
    const { context, desk } = newsroom;
    const { id } = await publishNew(newsroom);
    const page = await desk.get(`/admin/articles/${id}`);
    expect(() => fillForm(page, 'Publish')).toThrow('No form has the button "Publish"');
    const save = fillForm(page, 'Save', { Text: 'A text that must not be lost.' });
    const answer = await sendForm(desk, { ...save, fields: { ...save.fields, press: 'publish' } }).expect(409);
    expect(plain(answer)).toContain('This story is published now, so this cannot be done.');
    expect(answer.text).toContain('A text that must not be lost.');
    expect(await ledgerOf(context, id)).toHaveLength(1);
  });

  test('leads with a video where it has one, and needs no text then', async () => {
    const { path } = await publishNew(newsroom, {
      Text: '',
      leadKind: 'video',
      'Video address': 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
      'Video title': 'The walk-out',
    });
    const { text } = await newsroom.visitor().get(path).expect(200);
    expect(text).toContain('<title>Dockers halt speech (video) | Politics | Broadsheet</title>');
    expect(text).toMatch(
      /<details class="video">.*<iframe loading="lazy" src="[^"]*dQw4w9WgXcQ[^"]*" title="The walk-out"/s,
    );
  });

  test('is the newest version only: an older page cannot publish what it did not show', async () => {
    const { context, desk, editor, signIn } = newsroom;
    const id = await write(desk, complete);
    const stale = fillForm(await desk.get(`/admin/articles/${id}`), 'Publish');
    await edit(await signIn(editor), id, { Text: 'Somebody else’s words.' });
    const { headers } = await sendForm(desk, stale).expect(303);
    // It is merged with the newer one, and looked at before it goes further.
    expect(headers.location).toMatch(/\?done=merged&since=\d+&press=publish$/);
    expect(await articleOf(context, id)).toMatchObject({ state: 'draft' });
    expect(await ledgerOf(context, id)).toEqual([]);
  });
});

describe('What readers need', () => {
  const figure = '::figure{media="4711" alt="A hall"}';
  const wrong: [string, Values, Record<string, string>][] = [
    ['a headline', { Headline: '' }, { headline: 'A story needs a headline before readers can see it.' }],
    ['a section', { Section: '' }, { section: 'Choose the section in which it appears.' }],
    ['a text', { Text: ' \n ' }, { body: 'There is no text yet.' }],
    [
      'the lead picture',
      { leadKind: 'image' },
      {
        picture: 'Add the lead picture, or choose no lead.',
      },
    ],
    ['the lead video', { leadKind: 'video' }, { video: 'Give the address of the lead video, or choose no lead.' }],
    [
      'a figure whose picture exists',
      { Text: `One.\n\n${figure}` },
      {
        body: 'Line 3: There is no picture “4711”. Add it with “Add a picture to the text”.',
      },
    ],
    [
      'a fact box that ends',
      { Text: ':::facts{title="In brief"}\n- One' },
      {
        body: 'Line 1: facts is never closed. End it with a line that holds only :::',
      },
    ],
  ];

  test.each(wrong)(
    'is %s: without it the story is saved, not published, and the page says so',
    async (_what, values, errors) => {
      const { context, desk } = newsroom;
      const given: Values = { ...complete, Standfirst: 'Typed & kept.', ...values };
      const answer = await edit(desk, 'new', given, 'Publish');
      expect(answer.status).toBe(422);
      expect(errorsIn(answer)).toEqual(errors);
      for (const message of Object.values(errors)) expect(plain(answer)).toContain(message);
      const { action, fields } = fillForm(answer, 'Publish');
      const id = Number(action.split('/').at(-1));
      const [revision, ...others] = await revisionsOf(context, id);
      expect(others).toEqual([]);
      expect(fields).toMatchObject({ standfirst: 'Typed & kept.', body: given.Text, revision: String(revision?.id) });
      expect(await articleOf(context, id)).toMatchObject({ state: 'draft', published_at: null });
      expect(await ledgerOf(context, id)).toEqual([]);
      expect((await eventsOf(context, id)).map(({ action }) => action)).toEqual(['article.saved']);
    },
  );

  test('is told all at once, and the same page then publishes', async () => {
    const { context, desk } = newsroom;
    const refused = await edit(desk, 'new', {}, 'Publish');
    expect(Object.keys(errorsIn(refused))).toEqual(['headline', 'body', 'section']);
    const id = Number(fillForm(refused, 'Publish').action.split('/').at(-1));
    expect(idIn(await edit(desk, id, complete, 'Publish'))).toBe(id);
    expect(await articleOf(context, id)).toMatchObject({ state: 'published' });
    expect(await revisionsOf(context, id)).toHaveLength(2);
  });
});

describe('A clash of addresses', () => {
  test('is told on the panel, with one that is free', async () => {
    const { context, desk } = newsroom;
    await publishNew(newsroom);
    const panel = await openPanel(desk, 'new', complete);
    expect(offered(panel)).toBe('dockers-halt-speech-2');
    const taken = await sendForm(desk, fillForm(panel, 'Publish', { 'Address ending': 'dockers-halt-speech' }));
    expect([taken.status, errorsIn(taken).slug]).toEqual([422, expect.stringContaining('dockers-halt-speech-2')]);
    const id = idIn(await sendForm(desk, fillForm(panel, 'Publish')));
    expect(await pathOf(context, id)).toBe('/2026/11/23/dockers-halt-speech-2');
    expect(offered(await openPanel(desk, 'new', complete))).toBe('dockers-halt-speech-3');
  });

  test('offers what can be typed, however long the ending is', async () => {
    const { context, desk } = newsroom;
    const Headline = `${'a'.repeat(94)}-bcdef`;
    await publishNew(newsroom, { Headline });
    const panel = await openPanel(desk, 'new', { ...complete, Headline });
    const free = offered(panel);
    const id = idIn(await sendForm(desk, fillForm(panel, 'Publish')));
    expect(await pathOf(context, id)).toBe(`/2026/11/23/${free}`);
  });

  test('is none on another day', async () => {
    const { clock } = newsroom;
    await publishNew(newsroom);
    clock.advance({ days: 1 });
    expect((await publishNew(newsroom)).path).toBe('/2026/11/24/dockers-halt-speech');
  });
});
