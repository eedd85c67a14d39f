import { beforeAll, describe, expect, test } from '@jest/globals';
import { limits } from '../../src/articles/article.ts';
import { fillForm, sendForm, type Values } from '../support/forms.ts';
import { edit, errorsIn, eventsOf, idIn, type Newsroom, plain, revisionsOf, startNewsroom, write } from './newsroom.ts';

let newsroom: Newsroom;

beforeAll(async () => {
  newsroom = await startNewsroom({ shared: true });
});

const english: Values = {
  headline: 'Dockers halt “the speech”: what’s next?',
  shortHeadline: 'Speech halted',
  standfirst: 'Some "two hundred" dockers & their <families> walked in.',
  body: 'One.\n\n## Two & three\n\n```\n<b>code</b> </textarea><script>alert(1)</script>\n```\n\n\tTab "quotes" \'single\' {{x}}',
  topics: 'Ports & trade, Fire drills',
  dateline: 'Harbour City',
  slug: 'dockers-halt',
  leadKind: 'video',
  pictureAlt: 'A hall, "empty"',
  pictureDecorative: true,
  pictureCaption: 'The hall </textarea> after',
  pictureCredit: 'L. Okafor / <Courier>',
  video: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
  videoTitle: 'The walk-out & after',
  searchTitle: 'Dockers stop speech',
  searchDescription: 'What happened "in the hall".',
  label: 'fact-check',
  comments: 'held',
};

const arabic: Values = {
  headline: 'عمال الميناء يوقفون الخطاب',
  shortHeadline: 'توقف الخطاب',
  standfirst: 'دخل نحو مئتي عامل، وخرجوا.',
  body: 'قال “المتحدث”: \u200fلا.\n\n- واحد\n- اثنان',
  topics: 'الموانئ, التجارة',
  dateline: 'مدينة الميناء',
  slug: 'عمال-الميناء',
  language: 'ar',
  label: 'analysis',
  comments: 'closed',
  pictureCaption: 'القاعة',
  searchTitle: 'توقف الخطاب',
  searchDescription: 'ما حدث في القاعة.',
};

const onlyText = (body: string): Values => ({ headline: 'Long', body });

describe('A save', () => {
  test('makes a draft, bylined with who writes it', async () => {
    const { context, desk, editor } = newsroom;
    const id = await write(desk, { Headline: 'First words' });
    const page = await desk.get(`/admin/articles/${id}`).expect(200);
    expect(plain(page)).toContain('Draft');
    expect(fillForm(page, 'Save').fields).toMatchObject({ headline: 'First words', authors: 'Mara Oyelaran' });
    expect(await eventsOf(context, id)).toEqual([
      { action: 'article.saved', at: context.now(), by: editor.id, names: [] },
    ]);
  });

  test('is a revision each time, and the older ones stay as they were', async () => {
    const { context, desk, editor } = newsroom;
    const id = await write(desk, { Headline: 'One', Text: 'The first.' });
    expect((await edit(desk, id, { Text: 'The second.' })).headers.location).toBe(`/admin/articles/${id}?done=saved`);
    await edit(desk, id, { Headline: 'Three' });
    const held = { article_id: id, kind: 'save', created_by: editor.id, created_at: context.now() };
    expect(await revisionsOf(context, id)).toEqual([
      expect.objectContaining({ ...held, headline: 'One', body: 'The first.' }),
      expect.objectContaining({ ...held, headline: 'One', body: 'The second.' }),
      expect.objectContaining({ ...held, headline: 'Three', body: 'The second.' }),
    ]);
    expect(plain(await desk.get(`/admin/articles/${id}?done=saved`))).toContain('Saved.');
  });

  test('may lack anything', async () => {
    const { desk } = newsroom;
    const id = await write(desk, { Bylines: '' });
    const { fields } = fillForm(await desk.get(`/admin/articles/${id}`), 'Save');
    const { revision, draft, press, label, language, comments, leadKind, ...texts } = fields;
    expect(new Set(Object.values(texts))).toEqual(new Set(['']));
    expect(plain(await desk.get('/admin/articles'))).toContain('No headline yet');
  });

  test.each([
    ['in English, with quotes and markup', english],
    ['in Arabic', arabic],
    ['of 100 kB', onlyText('Word after word, "quoted" & <marked>.\n\n'.repeat(2600).trimEnd())],
    ['with lines that end in several ways', onlyText('One\n\n\n\nTwo  \nThree\n')],
  ])('keeps every field %s', async (_what, values) => {
    const { desk, world } = newsroom;
    const id = await write(desk, { ...values, section: 'World' });
    const { fields } = fillForm(await desk.get(`/admin/articles/${id}`), 'Save');
    const { pictureDecorative, ...typed } = values;
    expect(fields).toMatchObject({ ...typed, section: String(world) });
    expect(fields.pictureDecorative).toBe(pictureDecorative ? 'on' : undefined);
    const again = await edit(desk, id, {});
    expect(again.status).toBe(303);
    const [first, second] = await revisionsOf(newsroom.context, id);
    expect(second).toEqual({ ...first, id: second?.id });
  });

  test('stores line ends as one character, and no control characters', async () => {
    const { context, desk } = newsroom;
    const filled = fillForm(await desk.get('/admin/articles/new'), 'Save', { Headline: 'A\u0000 line\r\nof two  ' });
    filled.fields.body = 'One\rTwo\u0007\r\nThree\n\tFour';
    const answer = await sendForm(desk, filled).expect(303);
    const id = Number(/\d+/.exec(answer.headers.location ?? '')?.[0]);
    expect((await revisionsOf(context, id))[0]).toMatchObject({
      headline: 'A line of two',
      body: 'One\nTwo\nThree\n\tFour',
    });
  });
});

describe('What is too long', () => {
  test.each([
    ['headline', 200, 'The headline may have at most 200 characters.'],
    ['shortHeadline', 100, 'The short headline may have at most 100 characters.'],
    ['standfirst', 500, 'The standfirst may have at most 500 characters.'],
    ['body', limits.body, `The text may have at most ${limits.body.toLocaleString('en')} characters.`],
    ['dateline', 80, 'The dateline may have at most 80 characters.'],
    ['slug', 200, 'The address ending may have at most 200 characters.'],
    ['pictureAlt', 500, 'The alternative text may have at most 500 characters.'],
    ['pictureCaption', 500, 'The caption may have at most 500 characters.'],
    ['pictureCredit', 200, 'The credit may have at most 200 characters.'],
    ['videoTitle', 200, 'The title may have at most 200 characters.'],
    ['searchTitle', 120, 'The title may have at most 120 characters.'],
    ['searchDescription', 320, 'The description may have at most 320 characters.'],
    ['topics', 2000, 'Topics may have at most 2000 characters.'],
  ])('is told beside the field, with everything typed kept: %s', async (field, limit, message) => {
    const { desk } = newsroom;
    const given = { headline: 'Kept', standfirst: 'Kept too', body: 'And <this>.', topics: 'Ports' };
    const filled = fillForm(await desk.get('/admin/articles/new'), 'Save', {
      ...given,
      [field]: 'x'.repeat(limit + 1),
    });
    const answer = await sendForm(desk, filled).expect(422);
    expect(errorsIn(answer)).toEqual({ [field]: message });
    expect(answer.text).toMatch(
      new RegExp(`id="${field}"[^>]* aria-invalid="true" aria-describedby="[^"]*${field}-error"`),
    );
    expect(fillForm(answer, 'Save').fields).toEqual(filled.fields);
  });

  test('is refused in lists, too', async () => {
    const { desk } = newsroom;
    const many = Array.from({ length: 13 }, (_, index) => `Topic ${index}`).join(', ');
    expect(errorsIn(await edit(desk, 'new', { Topics: many, Bylines: many }))).toEqual({
      topics: 'Topics: at most 12.',
      authors: 'Bylines: at most 12.',
    });
  });

  test('makes no story and no revision', async () => {
    const { context, desk } = newsroom;
    const count = async () => (await context.db.reader.selectFrom('revisions').select('id').execute()).length;
    const before = await count();
    await edit(desk, 'new', { Headline: 'x'.repeat(201) });
    expect(await count()).toBe(before);
  });

  test('can be shortened from the page that says so, and is saved', async () => {
    const { context, desk } = newsroom;
    const refused = await edit(desk, 'new', { Headline: 'x'.repeat(201), Text: 'The text.' });
    const answer = await sendForm(desk, fillForm(refused, 'Save', { Headline: 'Shorter' })).expect(303);
    const id = Number(/\d+/.exec(answer.headers.location ?? '')?.[0]);
    expect(await revisionsOf(context, id)).toEqual([
      expect.objectContaining({ headline: 'Shorter', body: 'The text.' }),
    ]);
  });
});

describe('What cannot be', () => {
  test('is told beside the field: a video of nobody known', async () => {
    const answer = await edit(newsroom.desk, 'new', { 'Video address': 'https://video.example/1', Text: 'Kept.' });
    expect(answer.status).toBe(422);
    expect(errorsIn(answer).video).toContain('This is not the address of a video at YouTube');
    expect(fillForm(answer, 'Save').fields).toMatchObject({ video: 'https://video.example/1', body: 'Kept.' });
  });

  test.each([
    ['label', 'rumour', 'Choose one of the labels.'],
    ['language', 'xx', 'Choose one of the languages.'],
    ['comments', 'maybe', 'Choose whether readers may comment.'],
  ])('is refused where a form was tampered with: %s', async (field, value, message) => {
    const filled = fillForm(await newsroom.desk.get('/admin/articles/new'), 'Save', { Headline: 'Kept' });
    const answer = await sendForm(newsroom.desk, { ...filled, fields: { ...filled.fields, [field]: value } });
    expect(answer.status).toBe(422);
    expect(errorsIn(answer)).toEqual({ [field]: message });
  });

  test('is a story that does not exist', async () => {
    const filled = fillForm(await newsroom.desk.get('/admin/articles/new'), 'Save', {
      Text: 'A text that must not be lost.',
    });
    const answer = await sendForm(newsroom.desk, { ...filled, action: '/admin/articles/4711' }).expect(404);
    expect(plain(answer)).toContain('A text that must not be lost.');
  });
});

describe('A session that ended while somebody typed', () => {
  test('gives the text back, and saves nothing', async () => {
    const { context, signIn, clock } = newsroom;
    const agent = await signIn(newsroom.editor);
    const body = 'Two hundred words, <b>typed</b> by hand.\n\nAnd a second paragraph.';
    const filled = fillForm(await agent.get('/admin/articles/new'), 'Save', {
      Headline: 'A headline that took a while',
      Standfirst: 'And its standfirst, too.',
      Text: body,
    });
    const before = context.now();
    clock.advance({ days: 60 });
    const answer = await sendForm(agent, filled).expect(401);
    clock.set(before);
    expect(answer.text).toContain('Nothing you typed is lost');
    for (const text of [
      'A headline that took a while',
      'And its standfirst, too.',
      '&lt;b&gt;typed&lt;/b&gt; by hand.',
    ]) {
      expect(answer.text).toContain(text);
    }
    const found = context.db.reader
      .selectFrom('revisions')
      .select('id')
      .where('headline', '=', 'A headline that took a while');
    expect(await found.execute()).toEqual([]);
  });

  test('is sent again from the page that says so, with every field, when they have signed in', async () => {
    const { context, signIn, clock, editor, world } = newsroom;
    const agent = await signIn(editor);
    const typed = {
      ...{
        headline: 'A headline',
        body: 'One.\n\nTwo & “three” </textarea>',
        section: String(world),
        topics: 'Ports, Fire',
      },
      ...{ dateline: 'Harbour City', slug: 'a-slug', label: 'opinion', language: 'ar', comments: 'held' },
      ...{ pictureCredit: 'L. Okafor', searchTitle: 'For "search"', video: 'https://vimeo.com/76979871' },
    };
    const filled = fillForm(await agent.get('/admin/articles/new'), 'Save', typed);
    clock.advance({ days: 60 });
    const answer = await sendForm(agent, filled).expect(401);
    expect(answer.text).toContain('href="/admin" target="_blank">Sign in in a new tab');
    const again = fillForm(answer, 'Send it again');
    expect({ ...again.fields, body: again.fields.body?.trim() }).toEqual(filled.fields);
    expect(again).toMatchObject({ action: '/admin/articles', multipart: true, method: 'post' });
    const id = idIn(await sendForm(await signIn(editor), again));
    const { draft: _sitting, revision: _newest, press: _button, ...fields } = filled.fields;
    expect(fillForm(await (await signIn(editor)).get(`/admin/articles/${id}`), 'Save').fields).toMatchObject(fields);
    expect((await revisionsOf(context, id)).length).toBe(1);
  });

  test('finds every one of several ticked boxes on that page', async () => {
    const ticked = newsroom.visitor().post('/admin/bulk').type('form');
    const { text } = await ticked.send('act=discard&story=11&story=12').expect(401);
    const boxes = [...text.matchAll(/name="story" value="(\d+)"/g)].map(([, value]) => value);
    expect(boxes).toEqual(['11', '12']);
  });

  test('finds no password on that page', async () => {
    const { text } = await newsroom
      .visitor()
      .post('/admin/articles/1/redact')
      .type('form')
      .send({ password: 'open sesame', reason: 'By order.' })
      .expect(401);
    expect(text).toContain('By order.');
    expect(text).not.toContain('open sesame');
  });
});
