import { beforeEach, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { addPicture } from '../../src/media/actions.ts';
import { type Agent, type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { addStory } from '../support/stories.ts';

/** A picture of one pixel. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC';

let newsroom: Started;
let editor: Person;
let desk: Agent;
let sectionId: number;

beforeEach(async () => {
  newsroom = await startApp();
  editor = await addPerson(newsroom.context, { role: 'editor' });
  desk = await newsroom.signIn(editor);
  sectionId = await addSection(newsroom.context, { slug: 'politics', name: 'Politics' });
});

test('What is said of a picture loses its controls, of which a database may take none', async () => {
  const said = { alt: 'The \u0000hall', caption: '\u0007Empty', credit: 'L.\u0000Okafor', originalName: 'a\u0000.png' };
  const picture = await addPicture(newsroom.context, editor, { buffer: Buffer.from(pixel, 'base64'), ...said });
  expect(picture).toMatchObject({ alt: 'The  hall', caption: 'Empty', credit: 'L. Okafor', originalName: 'a .png' });
});

test('A story that shows no other can be looked at before it is published', async () => {
  const { articleId } = await addStory(newsroom.context, { editor, content: { sectionId }, fate: 'draft' });
  await desk.get(`/admin/articles/${articleId}/preview`).expect(200);
});

test('A text of thousands of pictures that are not there holds nobody up', async () => {
  const body = Array.from({ length: 8000 }, (_, index) => `::figure{media="${index + 1}" alt="x"}\n\n`).join('');
  const { articleId } = await addStory(newsroom.context, { editor, content: { sectionId, body }, fate: 'draft' });
  const started = performance.now();
  await desk.get(`/admin/articles/${articleId}/preview`).expect(200);
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('Of pictures that are not there, each is named with the line on which it first stands', async () => {
  const body = 'One.\n\n::figure{media="7" alt="x"}\n\n::figure{media="8" alt="x"}\n\n::figure{media="7" alt="x"}';
  const adding = addStory(newsroom.context, { editor, content: { sectionId, body } });
  await expect(adding).rejects.toMatchObject({ fields: { body: expect.stringMatching(/^Line 3: .*“7”/) } });
});
