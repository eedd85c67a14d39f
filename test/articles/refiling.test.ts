import { beforeEach, describe, expect, test } from '@jest/globals';
import { addPerson, addSection } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import {
  complete,
  edit,
  errorsIn,
  eventsOf,
  idIn,
  type Newsroom,
  plain,
  press,
  publishNew,
  revisionsOf,
  schedule,
  startNewsroom,
  write,
} from './newsroom.ts';

let newsroom: Newsroom;

beforeEach(async () => {
  newsroom = await startNewsroom();
});

const filing = (id: number) => `/admin/articles/${id}/filing`;
const newest = async (id: number) => (await revisionsOf(newsroom.context, id)).at(-1);
const save = 'Save the filing';

describe('The filing of a story', () => {
  test('is reached from its row, changes without its text, and leads back to the list as it was', async () => {
    const { context, desk, world } = newsroom;
    await addPerson(context, { role: 'author', name: 'Ilse Brandt' });
    const id = await write(desk, { ...complete, Topics: 'Ports', Series: 'Harbour', Part: '2', Dateline: 'Alder' });
    const [link = ''] = readPage(await desk.get('/admin/articles?state=draft&q=dockers')).attributes('.filing', 'href');
    expect(link).toBe(`${filing(id)}?back=${encodeURIComponent('state=draft&q=dockers')}`);
    const before = await newest(id);
    const page = await desk.get(link).expect(200);
    expect(fillForm(page, save).fields).toMatchObject({ topics: 'Ports', authors: 'Mara Oyelaran', comments: 'open' });
    const typed = {
      Section: 'World',
      Topics: 'Ports, الميناء',
      Bylines: 'Ilse Brandt, Mara Oyelaran',
      'Comments are': 'Held',
    };
    const { headers } = await sendForm(desk, fillForm(page, save, typed)).expect(303);
    expect(headers.location).toBe(`/admin/articles?state=draft&q=dockers&done=filed#story-${id}`);
    const list = await desk.get(headers.location ?? '');
    expect(plain(list)).toContain('The filing is saved.');
    expect(plain(list)).toContain('World Ilse Brandt, Mara Oyelaran');
    const after = await newest(id);
    expect(after).toMatchObject({ section_id: world, comments: 'held', kind: 'save' });
    const kept = ['headline', 'body', 'dateline', 'series_id', 'series_part', 'lead_kind', 'language', 'slug'] as const;
    expect(kept.map((name) => after?.[name])).toEqual(kept.map((name) => before?.[name]));
    expect(fillForm(await desk.get(filing(id)), save).fields).toMatchObject({ topics: 'Ports, الميناء' });
    expect((await eventsOf(context, id)).at(-1)?.action).toBe('article.saved');
  });

  test('that is as it was saves nothing', async () => {
    const id = await write(newsroom.desk, complete);
    await press(newsroom.desk, filing(id), save).then(({ status }) => expect(status).toBe(303));
    expect(await revisionsOf(newsroom.context, id)).toHaveLength(1);
  });

  test('with mistakes comes back with them beside what was typed', async () => {
    const { desk, context } = newsroom;
    const id = await write(desk, complete);
    const doomed = await addSection(context, { slug: 'doomed', name: 'Doomed' });
    const form = fillForm(await desk.get(filing(id)), save, {
      Section: 'Doomed',
      Topics: '—',
      Bylines: 'Nobody at all',
    });
    await context.db.transaction((tx) => tx.deleteFrom('sections').where('id', '=', doomed).execute());
    const page = await sendForm(desk, form);
    expect(page.status).toBe(422);
    expect(errorsIn(page)).toEqual({
      section: 'This section does not exist any more. Choose another one.',
      topics: '“—” cannot be a topic: it has no letters.',
      authors: expect.stringContaining('Nobody here is called “Nobody at all”.'),
    });
    expect(fillForm(page, save).fields).toMatchObject({ topics: '—', authors: 'Nobody at all' });
    expect(await revisionsOf(context, id)).toHaveLength(1);
  });

  test('keeps a text that a colleague saved meanwhile, and writes over no filing of theirs unseen', async () => {
    const { desk, context, world } = newsroom;
    const id = await write(desk, complete);
    const open = await desk.get(filing(id));
    await edit(desk, id, { Text: 'A new text.' });
    await sendForm(desk, fillForm(open, save, { Section: 'World' })).expect(303);
    expect(await newest(id)).toMatchObject({ body: 'A new text.', section_id: world });
    const late = await sendForm(desk, fillForm(open, save, { Topics: 'Ports' }));
    expect(late.status).toBe(409);
    expect(plain(late)).toContain('Somebody filed this story anew meanwhile, so nothing was changed.');
    expect((await revisionsOf(context, id)).length).toBe(3);
    await sendForm(desk, fillForm(late, save)).expect(303);
    expect((await newest(id))?.section_id).toBe(newsroom.politics);
  });

  test('of a published story is for readers when its changes are published; of a scheduled one as it comes out', async () => {
    const { desk, clock } = newsroom;
    const { id } = await publishNew(newsroom);
    expect(plain(await desk.get(filing(id)))).toContain(
      'Readers see this when the changes of the story are published.',
    );
    await press(desk, filing(id), save, { Section: 'World' });
    expect(plain(await newsroom.visitor().get('/world'))).not.toContain('Dockers');
    const coming = idIn(await schedule(desk, 'new', { ...complete, Headline: 'To come', at: '2026-11-24T08:00' }));
    const bare = await press(desk, filing(coming), save, { Section: '' });
    expect(bare.status).toBe(422);
    expect(Object.keys(errorsIn(bare))).toEqual(['section']);
    await press(desk, filing(coming), save, { Section: 'World' }).then(({ status }) => expect(status).toBe(303));
    clock.set('2026-11-24T08:01:00.000Z');
    expect(plain(await newsroom.visitor().get('/world'))).toContain('To come');
  });

  test('leads back to nothing but the list, whatever its address says', async () => {
    const { desk } = newsroom;
    const id = await write(desk, complete);
    const hostile = encodeURIComponent('//evil.example/?a=1&done=saved&count=7#x"><script>');
    const page = await desk.get(`${filing(id)}?back=${hostile}`);
    const { headers } = await sendForm(desk, fillForm(page, save, { Section: 'World' })).expect(303);
    const { origin, pathname, searchParams, hash } = new URL(headers.location ?? '', 'http://ours.example');
    expect({ origin, pathname, hash }).toEqual({
      origin: 'http://ours.example',
      pathname: '/admin/articles',
      hash: `#story-${id}`,
    });
    expect([searchParams.getAll('done'), searchParams.get('count')]).toEqual([['filed'], null]);
    expect(page.text).not.toContain('<script>');
    await desk.get(headers.location ?? '').expect(200);
    await desk.get(`${filing(id)}?back=a&back=b`).expect(200);
  });
});
