import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Picture } from '../../src/media/picture.ts';
import { errorsIn, type Newsroom, startNewsroom } from '../articles/newsroom.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addColour, addStory } from '../support/stories.ts';

let newsroom: Newsroom;
let picture: Picture;

beforeEach(async () => {
  newsroom = await startNewsroom();
  picture = await addColour(newsroom.context, newsroom.editor, '#135');
});

const open = () => newsroom.desk.get(`/admin/media/${picture.id}`).expect(200);
const left = 'From the left, in per cent';
const top = 'From the top, in per cent';
const crops = async () =>
  readPage(await open())
    .attributes('.crop', 'src')
    .map((src) => /-(\w+\.\d+\.\d+)-/.exec(src)?.[1]);

describe('What matters most in a picture', () => {
  test('is its middle, until somebody says where else; what is cut out follows, and can be looked at', async () => {
    expect(await crops()).toEqual(['16x9.50.50', '4x3.50.50', '1x1.50.50']);
    await sendForm(newsroom.desk, fillForm(await open(), 'Save', { [left]: '7', [top]: ' 100 ' })).then(({ status }) =>
      expect(status).toBe(303),
    );
    expect(fillForm(await open(), 'Save').fields).toMatchObject({ focalX: '7', focalY: '100', alt: 'All #135' });
    expect(await crops()).toEqual(['16x9.7.100', '4x3.7.100', '1x1.7.100']);
    for (const src of readPage(await open()).attributes('.crop', 'src')) await newsroom.desk.get(src).expect(200);
  });

  test('is where readers’ crops are, at once', async () => {
    const content = { sectionId: newsroom.politics, leadKind: 'image' as const, leadMediaId: picture.id };
    await addStory(newsroom.context, { editor: newsroom.editor, content });
    const card = async () => (await newsroom.visitor().get('/politics').expect(200)).text;
    expect(await card()).toMatch(/\.50\.50-/);
    await sendForm(newsroom.desk, fillForm(await open(), 'Save', { [left]: '20', [top]: '30' }));
    expect(await card()).toMatch(/\.20\.30-/);
  });

  test.each(['101', '-1', '5.5', '٥', 'left', '', '1e1'])(
    'is given in whole numbers up to a hundred, not as %j',
    async (value) => {
      const { fields, ...form } = fillForm(await open(), 'Save');
      const answer = await sendForm(newsroom.desk, { ...form, fields: { ...fields, focalX: value, title: 'Typed' } });
      expect([answer.status, errorsIn(answer)]).toEqual([422, { focalX: 'Give a whole number from 0 to 100.' }]);
      expect(fillForm(answer, 'Save').fields).toMatchObject({ focalX: value, title: 'Typed' });
      expect(await crops()).toContain('1x1.50.50');
    },
  );
});
