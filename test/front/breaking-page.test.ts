import { beforeEach, describe, expect, test } from '@jest/globals';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { errorsIn, type Newsroom, plain, press, publishNew, startNewsroom, write } from '../articles/newsroom.ts';
import { fillForm, type Values } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

const page = '/admin/breaking';
const put = (values: Values) => press(newsroom.desk, page, 'Put it up', values);
const strip = async () => {
  const front = readPage(await newsroom.visitor().get('/').expect(200));
  return { texts: front.texts('.breaking'), links: front.links('.breaking') };
};

describe('An editor', () => {
  test('puts the strip over every page, with a story by its address as browsers copy it, and sees until when', async () => {
    const { path } = await publishNew(newsroom, { Headline: 'خبر عاجل', Section: 'Politics' });
    const address = `https://courier.example${encodeURI(path)}?from=mail`;
    const done = await put({ Text: ' Council  votes ', Story: address, 'Hours until it goes': '1,5' });
    expect(done.headers.location).toBe('/admin/breaking?done=set');
    expect(await strip()).toEqual({ texts: ['Breaking Council votes'], links: [path] });
    const shown = readPage(await newsroom.desk.get(page).expect(200));
    expect(shown.main).toContain('Over every page now Council votes');
    const until = new Date(Date.parse(newsroom.context.now()) + 90 * 60_000).toISOString();
    expect(shown.attributes('time', 'datetime')).toEqual([until]);
    newsroom.clock.advance({ minutes: 90 });
    expect(await strip()).toEqual({ texts: [], links: [] });
    expect(plain(await newsroom.desk.get(page))).not.toContain('Council votes');
  });

  test('changes it beginning with what it says, and takes it down', async () => {
    const { path } = await publishNew(newsroom);
    await put({ Text: 'مجلس', 'Language of the text': 'Arabic', Story: path });
    const begun = fillForm(await newsroom.desk.get(page), 'Change the strip').fields;
    expect(begun).toEqual({ text: 'مجلس', language: 'ar', story: path, hours: '2' });
    await press(newsroom.desk, page, 'Change the strip', { Text: 'المجلس' });
    expect((await strip()).texts).toEqual(['Breaking المجلس']);
    expect((await press(newsroom.desk, page, 'Take it down now')).headers.location).toBe('/admin/breaking?done=ended');
    expect((await strip()).texts).toEqual([]);
  });

  test('is told when nobody sees it, since its story was withdrawn', async () => {
    const { id, path } = await publishNew(newsroom);
    await put({ Text: 'Council votes', Story: path });
    await withdraw(newsroom.context, newsroom.editor, { articleId: id, reason: 'Not so.' });
    expect(plain(await newsroom.desk.get(page))).toContain('Readers do not see it: its story was withdrawn.');
  });
});

describe('What is wrong stands beside the field, with what was typed:', () => {
  test.each([
    [{ Text: ' ' }, { text: 'Say what is breaking.' }],
    [{ Text: 'x'.repeat(141) }, { text: 'The strip takes at most 140 characters.' }],
    ...['', 'two', '0', '-1', '73', '1e9'].map((typed): [Values, object] => [
      { 'Hours until it goes': typed },
      { hours: 'The strip goes after at most 72 hours. Give a number of hours.' },
    ]),
    [
      { Story: '/2026/11/23/nothing' },
      { story: 'Readers see no story at /2026/11/23/nothing. Give its address, from the first slash.' },
    ],
  ])('%j', async (values, errors) => {
    const typed = { Text: 'Council votes', ...values };
    const answer = await put(typed);
    expect([answer.status, errorsIn(answer)]).toEqual([422, errors]);
    expect(fillForm(answer, 'Put it up').fields.text).toBe(typed.Text);
    expect((await strip()).texts).toEqual([]);
  });

  test('a draft, which readers do not see', async () => {
    const id = await write(newsroom.desk, { Headline: 'Drafted' });
    const answer = await put({ Text: 'Council votes', Story: `/admin/articles/${id}` });
    expect(Object.keys(errorsIn(answer))).toEqual(['story']);
  });

  test('a language that is not offered', async () => {
    const form = { text: 'Council votes', hours: '2', language: 'tlh' };
    const answer = await newsroom.desk.post(page).type('form').send(form);
    expect(errorsIn(answer)).toEqual({ language: 'Choose the language of the text.' });
  });
});
