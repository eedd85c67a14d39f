import { beforeEach, describe, expect, test } from '@jest/globals';
import { addPerson } from '../support/factories.ts';
import {
  articleOf,
  complete,
  edit,
  errorsIn,
  idIn,
  type Newsroom,
  pictureFile,
  plain,
  press,
  publishChanges,
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

const preview = (id: number) => newsroom.desk.get(`/admin/articles/${id}/preview`).expect(200);

describe('The preview', () => {
  test('saves, and shows the story as readers would see it', async () => {
    const { context, desk, editor } = newsroom;
    await addPerson(context, { role: 'author', name: 'Ilse Brandt' });
    const answer = await edit(
      desk,
      'new',
      {
        ...{ ...complete, Standfirst: 'They walked in.', Topics: 'Ports, Fire', Dateline: 'Harbour City' },
        ...{ Bylines: 'Mara Oyelaran, Ilse Brandt', Label: 'Opinion', Text: '**Two hundred** dockers.' },
        ...{ picture: await pictureFile(), pictureAlt: 'Kept, not shown', 'Decorative picture': true },
      },
      'Preview',
    );
    const id = idIn(answer);
    expect(answer.headers.location).toBe(`/admin/articles/${id}/preview`);
    expect(await revisionsOf(context, id)).toEqual([expect.objectContaining({ kind: 'save', created_by: editor.id })]);
    const page = await preview(id);
    for (const shown of [
      'Politics',
      'Opinion',
      'Dockers halt speech',
      'They walked in.',
      'Harbour City',
      'Ports',
      'Fire',
    ])
      expect(plain(page)).toContain(shown);
    expect(plain(page)).toMatch(/By Mara Oyelaran\s+and Ilse Brandt/);
    expect(page.text).toContain('<strong>Two hundred</strong> dockers.');
    expect(page.text).toMatch(/<figure class="lead">\s*<picture>.*<img src="\/media\/[^"]+"[^>]* alt=""/);
    expect(await articleOf(context, id)).toMatchObject({ state: 'draft' });
  });

  test('says that it is one, is kept by nobody, and cannot be commented', async () => {
    const page = await preview(await write(newsroom.desk, complete));
    expect(plain(page)).toContain('This is a preview. Readers cannot see it. Back to the editor');
    expect(page.text).toContain('<meta name="robots" content="noindex">');
    expect(page.headers['cache-control']).toBe('private, no-store');
    expect(page.text).not.toContain('Post comment');
    expect(page.text).not.toContain('application/ld+json');
  });

  test('needs nothing to be complete, not even right', async () => {
    const { desk } = newsroom;
    const id = await write(desk, { Bylines: '', Text: ':::facts{title="Never closed"}\n- One', leadKind: 'image' });
    const page = await preview(id);
    expect(plain(page)).toContain('No headline yet');
    expect(plain(page)).toContain('No section yet');
  });

  test('shows the unpublished changes of a live story, with its corrections', async () => {
    const { desk, visitor, clock } = newsroom;
    const { id, path } = await publishNew(newsroom);
    clock.advance({ hours: 1 });
    await publishChanges(desk, id, {
      kind: 'correction',
      note: 'It was two hundred.',
      values: { Text: 'Two hundred.' },
    });
    clock.advance({ days: 1 });
    await edit(desk, id, { Text: 'Three hundred.' }, 'Preview');
    const page = await preview(id);
    expect(page.text).toContain('Three hundred.');
    expect(plain(page)).toContain('It was two hundred.');
    expect(page.text).toContain('<time datetime="2026-11-23T12:00:00.000Z">');
    expect((await visitor().get(path)).text).not.toContain('Three hundred.');
  });

  test('shows a scheduled story with its date, and a link to its original', async () => {
    const { path } = await publishNew(newsroom);
    const id = idIn(
      await schedule(newsroom.desk, 'new', {
        ...complete,
        Headline: 'عمال',
        Language: 'ar',
        'Translation of': path,
        at: '2026-11-25T08:00',
      }),
    );
    const { text } = await preview(id);
    expect(text).toContain('<time datetime="2026-11-25T08:00:00.000Z">');
    expect(text).toMatch(/<html[^>]*lang="ar"[^>]*dir="rtl"/);
    expect(text).toContain(`<a href="${path}" lang="en" hreflang="en"`);
  });

  test('of what cannot be saved is the form with its errors', async () => {
    const answer = await edit(newsroom.desk, 'new', { Headline: 'x'.repeat(201) }, 'Preview');
    expect([answer.status, Object.keys(errorsIn(answer))]).toEqual([422, ['headline']]);
  });

  test('runs nothing that was written into the text', async () => {
    const Text = '<script>alert(1)</script><img src=x onerror=alert(1)> [go](javascript:alert(1))';
    const { text } = await preview(await write(newsroom.desk, { ...complete, Text, Headline: '<b>Bold</b>' }));
    expect(text).not.toMatch(/<script>alert|href="javascript|<b>Bold/);
    expect(text).not.toContain('onerror');
  });
});

test('Authors preview their own stories, in review and after, and nobody else’s', async () => {
  const { context, signIn, visitor } = newsroom;
  const author = await signIn(await addPerson(context, { role: 'author', name: 'Ilse Brandt' }));
  const id = await write(author, complete, 'Submit for review');
  await author.get(`/admin/articles/${id}/preview`).expect(200);
  await press(newsroom.desk, `/admin/articles/${id}`, 'Publish');
  await author.get(`/admin/articles/${id}/preview`).expect(200);
  await (await signIn('author')).get(`/admin/articles/${id}/preview`).expect(404);
  await (await signIn('moderator')).get(`/admin/articles/${id}/preview`).expect(403);
  await visitor().get(`/admin/articles/${id}/preview`).expect(303);
});
