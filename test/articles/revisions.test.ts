import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { emptyContent } from '../../src/articles/article.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addStory } from '../support/stories.ts';
import {
  articleOf,
  complete,
  edit,
  type Newsroom,
  plain,
  press,
  publishChanges,
  publishNew,
  revisionsOf,
  startNewsroom,
  write,
} from './newsroom.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom({ zone: 'Europe/Berlin' });
});

const address = (id: number) => `/admin/articles/${id}/revisions`;

describe('The revisions of a story', () => {
  test('say who saved what, when in the newsroom’s zone, why, and which readers see', async () => {
    const { clock, desk, context } = newsroom;
    const jonas = await newsroom.signIn(await addPerson(context, { role: 'editor', name: 'Jonas Weir' }));
    const { id } = await publishNew(newsroom);
    clock.advance({ minutes: 5 });
    await publishChanges(jonas, id, { kind: 'correction', note: 'It was 31.', values: { Text: 'Thirty-one.' } });
    clock.advance({ minutes: 5 });
    await edit(desk, id, { Headline: 'Dockers walk out <b>' });
    const [newest, corrected, first] = readPage(await desk.get(address(id)).expect(200)).texts('li');
    expect(newest).toContain('Saved Newest 23 November 2026, 13:10, Mara Oyelaran Dockers walk out <b>');
    expect(newest).not.toContain('Readers see');
    expect(corrected).toContain('Saved Readers see this one 23 November 2026, 13:05, Jonas Weir Dockers halt speech');
    expect(corrected).toContain('Published, corrected, 23 November 2026, 13:05, by Jonas Weir It was 31.');
    expect(first).toContain('Saved to publish 23 November 2026, 13:00, Mara Oyelaran');
    expect(first).toContain('Published, 23 November 2026, 13:00, by Mara Oyelaran');
  });

  test('of one that is scheduled say when it comes out, and that readers see it from then on', async () => {
    const { clock, desk, context, editor, politics: sectionId } = newsroom;
    const at = '2026-11-23T15:00:00.000Z';
    const { articleId } = await addStory(context, { editor, content: { sectionId }, fate: { at } });
    expect(plain(await desk.get(address(articleId)))).toContain('Comes out 23 November 2026, 16:00');
    clock.advance({ hours: 4 });
    const shown = plain(await desk.get(address(articleId)));
    expect(shown).toContain('Readers see this one');
    expect(shown).not.toContain('Comes out');
  });

  test('are reached from the editor, and lead back', async () => {
    const { desk } = newsroom;
    const id = await write(desk, complete);
    expect(readPage(await desk.get(`/admin/articles/${id}`)).links()).toContain(address(id));
    expect(readPage(await desk.get(address(id))).links('main')).toContain(`/admin/articles/${id}`);
    expect((await desk.get('/admin/articles/new')).text).not.toContain('/revisions');
  });

  test('are paged, each once, and compared across the end of a page', async () => {
    const { context, desk, editor } = newsroom;
    const id = await write(desk, complete);
    for (let number = 1; number < 65; number += 1) {
      const { revision_id: baseRevisionId } = (await articleOf(context, id)) as { revision_id: number };
      const content = { ...emptyContent, headline: `Version ${number}` };
      await saveRevision(context, editor, { articleId: id, baseRevisionId, kind: 'save', content });
    }
    const seen: string[] = [];
    const changes: string[] = [];
    let next: string | undefined = address(id);
    for (let page = 0; next && page < 5; page += 1) {
      const answer: Response = await desk.get(next).expect(200);
      seen.push(...readPage(answer).texts('.said'));
      changes.push(
        ...readPage(answer)
          .links('.revisions')
          .filter((href) => href.includes('difference')),
      );
      next = readPage(answer)
        .links('.pager')
        .find((href) => href.includes('before='));
    }
    expect(seen).toEqual([
      ...Array.from({ length: 64 }, (_, index) => `Version ${64 - index}`),
      complete.Headline as string,
    ]);
    expect(changes).toHaveLength(64);
    for (const href of changes.slice(28, 32)) await desk.get(href).expect(200);
  });

  test.each([
    '?before=x',
    '?before=-1',
    '?before=1&before=2',
    '/difference',
    '/difference?from=1',
    '/0',
    '/x',
    '/999999',
  ])('are not found at %s', async (ending) => {
    const id = await write(newsroom.desk, complete);
    await newsroom.desk.get(`${address(id)}${ending}`).expect(404);
  });

  test('of another story are not found here', async () => {
    const { context, desk } = newsroom;
    const [one, other] = [await write(desk, complete), await write(desk, { ...complete, Headline: 'Other' })];
    const [theirs] = await revisionsOf(context, other);
    const [own] = await revisionsOf(context, one);
    await desk.get(`${address(one)}/${theirs?.id}`).expect(404);
    await desk.get(`${address(one)}/difference?from=${own?.id}&to=${theirs?.id}`).expect(404);
    await desk
      .post(`${address(one)}/${theirs?.id}/restore`)
      .type('form')
      .send({ newest: own?.id })
      .expect(404);
  });
});

describe('The difference between two revisions', () => {
  test('is shown word by word and for every field, marked in words too', async () => {
    const { desk } = newsroom;
    const id = await write(desk, { ...complete, Standfirst: 'Ours.', Topics: 'Ports' });
    await edit(desk, id, {
      ...{ Text: 'Some <i>three</i> hundred dockers.', Standfirst: '', Section: 'World', Topics: 'Ports, حريق' },
      ...{ label: 'analysis', 'Title for search engines': 'Dock', comments: 'closed', Bylines: '' },
    });
    const shown = readPage(await press(desk, address(id), 'Compare'));
    const fields = ['Standfirst', 'Text', 'Section', 'Topics', 'Bylines', 'Label', 'Comments are'];
    expect(shown.texts('h3')).toEqual([...fields, 'Title for search engines']);
    const [difference] = shown.texts('.diff');
    expect(difference).toContain('Removed: Ours.');
    expect(difference).toContain('Some Removed: twoAdded: <i>three</i> hundred dockers.');
    expect(difference).toContain('Removed: Politics Added: World');
    expect(difference).toContain('PortsAdded: , حريق');
    expect(difference).toContain('Removed: News Added: Analysis');
    expect(difference).not.toContain('Headline');
  });

  test('is the same whichever is chosen first, and of any two', async () => {
    const { context, desk } = newsroom;
    const id = await write(desk, { ...complete, Headline: 'One' });
    await edit(desk, id, { Headline: 'Two' });
    await edit(desk, id, { Headline: 'Three' });
    const [one, , three] = await revisionsOf(context, id);
    const chosen = fillForm(await desk.get(address(id)), 'Compare', { from: String(three?.id), to: String(one?.id) });
    expect(readPage(await sendForm(desk, chosen)).texts('.diff')[0]).toContain('Removed: OneAdded: Three');
    const same = await desk.get(`${address(id)}/difference?from=${one?.id}&to=${one?.id}`);
    expect(plain(same)).toContain('This is the same version twice.');
    expect(readPage(same).links('.two-sides')).toContain(`${address(id)}/difference?from=${one?.id}&to=${three?.id}`);
  });

  test('says where nothing changed', async () => {
    const { desk } = newsroom;
    const id = await write(desk, complete);
    await edit(desk, id, {});
    expect(plain(await press(desk, address(id), 'Compare'))).toContain('Nothing changed between these two.');
  });
});

describe('A revision', () => {
  test('is shown as readers would see it, and is no preview of the newest', async () => {
    const { context, desk } = newsroom;
    const id = await write(desk, { ...complete, Text: 'Some **two hundred** dockers.' });
    await edit(desk, id, { Text: 'None.', Headline: 'No dockers' });
    const [old] = await revisionsOf(context, id);
    const answer = await desk.get(`${address(id)}/${old?.id}`).expect(200);
    expect(answer.text).toContain('<strong>two hundred</strong>');
    expect(answer.headers['cache-control']).toBe('private, no-store');
    expect(plain(answer)).toContain('This is the version of 23 November 2026, 13:00, by Mara Oyelaran');
    expect(readPage(answer).texts('h1')).toEqual([complete.Headline]);
    expect(readPage(answer).robots).toContain('noindex');
    expect(readPage(answer).links('.state-note')).toEqual([address(id)]);
  });

  test('of a page beside the stories is shown, too', async () => {
    const { context, desk, editor } = newsroom;
    const content = { headline: 'About us', body: 'We **are**.', sectionId: null };
    const { articleId, revisionId } = await addStory(context, { editor, makes: 'page', content });
    const answer = await desk.get(`${address(articleId)}/${revisionId}`).expect(200);
    expect(answer.text).toContain('<strong>are</strong>');
    await desk.get(`${address(articleId)}/${revisionId + 1}`).expect(404);
  });
});
