import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Picture } from '../../src/media/picture.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { addColour, addUndescribed } from '../support/stories.ts';
import { complete, edit, errorsIn, type Newsroom, revisionsOf, startNewsroom, write } from './newsroom.ts';

/* Pictures that a story takes out of the library, by their number and by what the visual editor asks for. */

let newsroom: Newsroom;
let hall: Picture;

beforeEach(async () => {
  newsroom = await startNewsroom();
  hall = await addColour(newsroom.context, newsroom.editor, '#c33');
});

const lead = 'Or its number in the library';
const inText = 'Or the number of a picture in the library';
const newest = async (id: number) => (await revisionsOf(newsroom.context, id)).at(-1);

describe('A picture of the library is chosen by its number', () => {
  test('which its page says', async () => {
    expect((await newsroom.desk.get(`/admin/media/${hall.id}`)).text).toContain(`Number ${hall.id} in the library`);
  });

  test('as the lead, whatever stood there, and described by the library where the story says nothing', async () => {
    const id = await write(newsroom.desk, { ...complete, [lead]: ` ${hall.id} ` }, 'Publish');
    expect(await newest(id)).toMatchObject({ lead_kind: 'image', lead_media_id: hall.id, lead_alt: '' });
    const other = await addColour(newsroom.context, newsroom.editor, '#3c3');
    await edit(newsroom.desk, id, { [lead]: String(other.id), 'Remove this picture': true });
    expect(await newest(id)).toMatchObject({ lead_kind: 'image', lead_media_id: other.id });
    expect(fillForm(await newsroom.desk.get(`/admin/articles/${id}`), 'Save').fields).toMatchObject({
      ...{ pictureId: String(other.id), pictureNumber: '' },
    });
  });

  test('as the poster of a lead video', async () => {
    const video = { leadKind: 'video', 'Video address': 'https://youtu.be/dQw4w9WgXcQ', 'Video title': 'Film' };
    const id = await write(newsroom.desk, { ...complete, ...video, [lead]: String(hall.id) });
    expect(await newest(id)).toMatchObject({ lead_kind: 'video', lead_media_id: hall.id });
  });

  test('for the text, at whose end its line stands', async () => {
    const id = await write(newsroom.desk, { ...complete, [inText]: String(hall.id), 'Its caption': 'After' });
    expect((await newest(id))?.body).toBe(
      `Some two hundred dockers.\n\n::figure{media="${hall.id}" caption="After"}\n`,
    );
    const bare = await addUndescribed(newsroom.context, newsroom.editor, '#999');
    await edit(newsroom.desk, id, { Text: '', [inText]: String(bare.id) }, 'Save and add picture');
    expect((await newest(id))?.body?.trim()).toBe(`::figure{media="${bare.id}" decorative="true"}`);
  });

  test.each([
    [lead, 'pictureNumber'],
    [inText, 'bodyPictureNumber'],
  ])('and of none that is there it is said so, with all that was typed: %s', async (label, field) => {
    for (const number of ['999', 'hall', '-1', '1'.repeat(30)]) {
      const answer = await edit(newsroom.desk, 'new', { ...complete, [label]: number });
      expect([answer.status, errorsIn(answer)]).toEqual([
        422,
        { [field]: 'There is no picture of this number. Its page in the library says its number.' },
      ]);
      expect(fillForm(answer, 'Save').fields).toMatchObject({ headline: complete.Headline, [field]: number });
    }
  });

  test('and kept with what is typed and not saved', async () => {
    const { fields } = fillForm(await newsroom.desk.get('/admin/articles/new'), 'Save');
    expect(Object.keys(fields)).toEqual(expect.arrayContaining(['pictureNumber', 'bodyPictureNumber']));
    await newsroom.context.db.transaction((tx) =>
      tx
        .insertInto('autosaves')
        .values({
          ...{ person_id: newsroom.editor.id, draft: 'a', article_id: null, kind: 'story', revision_id: null, turn: 1 },
          ...{ form: JSON.stringify({ pictureNumber: String(hall.id) }), written_at: newsroom.clock.now() },
        })
        .execute(),
    );
    const removal = await newsroom.desk.get(`/admin/media/${hall.id}`);
    expect(() => fillForm(removal, 'Remove from the library')).toThrow();
  });
});

describe('The visual editor', () => {
  const found = async (words: string) => {
    const { body } = await newsroom.desk.get(`/admin/inserts/pictures?q=${encodeURIComponent(words)}`).expect(200);
    return body.pictures.map(({ name }: { name: string }) => name);
  };

  test('is told of the newest pictures, or of those that words are said of', async () => {
    const { body } = await newsroom.desk.get('/admin/inserts/pictures').expect(200);
    expect(body.pictures).toEqual([
      { id: hall.id, name: 'All #c33', src: expect.stringMatching(/^\/media\/.+\.webp$/) },
    ]);
    await newsroom.desk.get(body.pictures[0].src).expect(200);
    await addColour(newsroom.context, newsroom.editor, '#456');
    expect(await found('')).toEqual(['All #456', 'All #c33']);
    expect(await found('c33')).toEqual(['All #c33']);
    expect(await found('nothing')).toEqual([]);
  });

  test.each(['\0', '%', 'a'.repeat(5_000), "' or 1=1 --"])('asks with %j and nothing fails', async (words) => {
    expect(Array.isArray(await found(words))).toBe(true);
    await sendForm(newsroom.desk, fillForm(await newsroom.desk.get(`/admin/media/${hall.id}`), 'Save')).then(
      ({ status }) => expect(status).toBe(303),
    );
  });
});
