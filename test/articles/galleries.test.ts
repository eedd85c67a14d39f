import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import type { Content } from '../../src/articles/article.ts';
import { type Picture, stemOf } from '../../src/media/picture.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { addColour, addStory, colourOf } from '../support/stories.ts';

let app: Started;
let editor: Person;
let sectionId: number;
let pictures: Picture[];

beforeEach(async () => {
  app = await startApp();
  editor = await addPerson(app.context, { role: 'editor' });
  sectionId = await addSection(app.context, { slug: 'politics', name: 'Politics' });
  pictures = [];
  for (let number = 1; number < 5; number += 1) {
    pictures.push(await addColour(app.context, editor, colourOf(number)));
  }
});

const figure = (index: number, more = 'gallery=true') =>
  `::figure{media="${pictures[index]?.id}" alt="Picture ${index}" caption="Caption ${index}" ${more}}`;

async function open(body: string, content: Partial<Content> = {}) {
  const { path } = await addStory(app.context, { editor, content: { sectionId, body, ...content } });
  const answer = await app.visitor().get(path).expect(200);
  return { page: readPage(answer), text: answer.text };
}

const withLead = () => ({ leadKind: 'image', leadMediaId: pictures[3]?.id ?? 0, leadAlt: 'The lead' }) as const;

describe('Pictures of a gallery', () => {
  test('that stand one after another are one strip, which the keyboard reaches, each with its words and its place', async () => {
    const { page, text } = await open(`So.\n\n${figure(0)}\n\n${figure(1)}\n\n${figure(2)}\n\nAnd on.`);
    expect(page.attributes('.gallery', 'aria-label')).toEqual(['Gallery: 3 pictures']);
    expect(text).toMatch(/<div class="gallery" role="region" aria-label="Gallery: 3 pictures" tabindex="0">/);
    expect(page.texts('.place')).toEqual(['1/3', '2/3', '3/3']);
    expect(page.attributes('img', 'alt')).toEqual(['Picture 0', 'Picture 1', 'Picture 2']);
    expect(page.texts('figcaption').map((caption) => caption.slice(0, 9))).toEqual([
      'Caption 0',
      'Caption 1',
      'Caption 2',
    ]);
  });

  test('with other pictures or text between them are as many strips as there are neighbours, and one alone is none', async () => {
    const alone = `${figure(0)}\n\nText.\n\n${figure(1)}\n\n${figure(2, '')}\n\n${figure(1)}`;
    expect((await open(`So.\n\n${alone}`)).page.texts('.gallery')).toEqual([]);
    const two = `${figure(0)}\n\n${figure(1)}`;
    const { page } = await open(`So.\n\n${two}\n\nText.\n\n${two}`, { slug: 'two' });
    expect(page.attributes('.gallery', 'aria-label')).toEqual(['Gallery: 2 pictures', 'Gallery: 2 pictures']);
  });

  test('that open the text are one with the lead picture, which comes first and is not held back', async () => {
    const { page, text } = await open(`${figure(0)}\n\nSo.`, withLead());
    expect(page.attributes('.gallery', 'aria-label')).toEqual(['Gallery: 2 pictures']);
    expect(page.attributes('img', 'alt')).toEqual(['The lead', 'Picture 0']);
    expect(page.texts('.lead')).toHaveLength(1);
    expect(text.match(/fetchpriority="high"/g)).toHaveLength(1);
  });

  test('that do not open it leave the lead picture alone', async () => {
    const { page } = await open(`So.\n\n${figure(0)}\n\n${figure(1)}`, withLead());
    expect(page.attributes('.gallery', 'aria-label')).toEqual(['Gallery: 2 pictures']);
    expect(page.attributes('img', 'alt')).toEqual(['The lead', 'Picture 0', 'Picture 1']);
  });

  test('are said in the language of the story', async () => {
    const { page } = await open(`So.\n\n${figure(0)}\n\n${figure(1)}`, { language: 'ar' });
    expect(page.attributes('.gallery', 'aria-label')).toEqual(['معرض من صورتين']);
  });

  test('are pictures one after another in feeds', async () => {
    await open(`So.\n\n${figure(0)}\n\n${figure(1)}`, withLead());
    const { text } = await app.visitor().get('/feed.json').expect(200);
    const html = JSON.parse(text).items[0].content_html as string;
    for (const index of [0, 1, 3]) expect(html).toContain(stemOf(pictures[index]?.file ?? ''));
    expect(html).not.toContain('class="gallery"');
  });

  test('are in use, and there for readers', async () => {
    await open(`So.\n\n${figure(0)}\n\n${figure(1)}`);
    for (const index of [0, 1]) await app.visitor().get(`/media/${pictures[index]?.file}`).expect(200);
    await app.visitor().get(`/media/${pictures[2]?.file}`).expect(404);
  });
});
