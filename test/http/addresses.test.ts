import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { type AddedStory, addStory } from '../support/stories.ts';

let newsroom: Started;
let editor: Person;
let story: AddedStory;
let arabic: AddedStory;

beforeAll(async () => {
  newsroom = await startApp({ shared: true });
  const sectionId = await addSection(newsroom.context, { slug: 'politics', name: 'Politics' });
  editor = await addPerson(newsroom.context, { role: 'editor', slug: 'mara' });
  const content = { sectionId, authorIds: [editor.id] };
  story = await addStory(newsroom.context, { editor, content });
  arabic = await addStory(newsroom.context, {
    editor,
    content: { ...content, headline: 'عمال الميناء', language: 'ar' },
  });
});

interface Raw {
  status: number;
  head: string;
  location: string | null;
}

/** The status of an address as it is written, with nothing put right on the way. */
function raw(target: string, { method = 'GET', host = 'localhost' } = {}): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(newsroom.url).port), '127.0.0.1');
    let answer = '';
    socket.setEncoding('latin1').on('data', (part) => {
      answer += part;
    });
    socket.on('end', () => {
      const [head = ''] = answer.split('\r\n\r\n');
      const location = /\r\nlocation: (.*)/i.exec(head)?.[1] ?? null;
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]), head, location });
    });
    socket.on('error', reject);
    socket.write(`${method} ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`, 'latin1');
  });
}

/** What comes after the one step that leads to the canonical address. */
async function followed(target: string): Promise<Raw> {
  const answer = await raw(target);
  return answer.status === 301 && answer.location ? raw(answer.location) : answer;
}

describe('An address of nothing is not found, or not understood, and breaks nothing:', () => {
  const first = ['', '2026/11/23/', 'by/', 'topics/', 'media/', 'admin/', 'admin/articles/', 'assets/'];
  const odd = [
    '%00',
    'a%00b',
    '%',
    '%ZZ',
    '%FF',
    '%E0%A4%A',
    '%C3%28',
    '%ED%A0%80',
    '%2F',
    '%2e%2e',
    '..%2f..%2fpackage.json',
  ];
  const names = ['__proto__', 'constructor', 'toString', '%5B%5D', "'", '"', '<script>', 'a;b', 'a,b', '\xe9', 'é'];
  const long = ['a'.repeat(8000), '%D8%A7'.repeat(1300), `${'a/'.repeat(2000)}`];

  test.each(first)('/%s…', async (beginning) => {
    // 303: the newsroom asks to sign in first.
    const expected = beginning.startsWith('admin/articles') ? [303, 400, 403, 404] : [400, 403, 404];
    const wrong: string[] = [];
    for (const ending of [...odd, ...names, ...long]) {
      const { status } = await followed(`/${beginning}${ending}`);
      if (!expected.includes(status)) wrong.push(`${status} ${beginning}${ending}`.slice(0, 60));
    }
    expect(wrong).toEqual([]);
  });

  test.each(['/comments', '/comments/1', '/comments/1/reply', '/comments/99999999999999999999', '/comments/1%00'])(
    'a story’s %s',
    async (ending) => {
      for (const slug of [...odd, 'nothing']) {
        expect([400, 404]).toContain((await raw(`/2026/11/23/${slug}${ending}`)).status);
      }
    },
  );

  test('what is longer than any address', async () => {
    expect((await raw(`/${'a'.repeat(40_000)}`)).status).toBe(431);
  });

  test('what the newsroom numbers', async () => {
    const desk = await newsroom.signIn(editor);
    for (const id of ['0', '-1', '1.5', '1e3', '01', 'a', '9'.repeat(15), '9'.repeat(30), '%00', '%FF']) {
      expect([400, 404]).toContain((await desk.get(`/admin/articles/${id}`)).status);
    }
  });
});

test('No address leads out of the folders that are served', async () => {
  for (const way of ['../', '%2e%2e/', '..%2f', '%2e%2e%2f', '..\\', '..%5c', './../']) {
    for (const folder of ['/assets/', '/media/', '/']) {
      const { status, head } = await raw(`${folder}${way.repeat(2)}package.json`);
      expect([400, 403, 404]).toContain(status);
      expect(head).not.toContain('application/json');
    }
  }
});

test('No address leads to another site', async () => {
  for (const target of [
    '//evil.example',
    '//evil.example/',
    '//evil.example/%2e%2e',
    '///evil.example//',
    '//EVIL.example',
    '/%2Fevil.example/',
    '/%5Cevil.example/',
    '/./%2Fevil.example/',
    'http://evil.example//EVIL.example/',
    '/\\evil.example',
    '/%5cevil.example',
  ]) {
    const { status, location } = await followed(target);
    expect({ target, status, location }).toEqual({ target, status: 404, location: null });
    expect((await raw(target)).location ?? '/').toMatch(/^\/(?![/\\])/);
  }
  const desk = newsroom.visitor();
  for (const next of [
    '//evil.example',
    'https://evil.example/admin',
    '/\\evil.example',
    '/admin/../..//evil.example',
  ]) {
    const page = await desk.get('/admin').query({ next }).expect(200);
    expect(page.text).not.toContain('evil.example');
  }
});

test('Absolute addresses come from the configuration, whatever the request says', async () => {
  const forged = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' };
  for (const path of ['/', '/politics', story.path, '/nowhere', '/admin/articles']) {
    const { text, headers } = await newsroom.visitor().get(path).set(forged);
    expect(`${text}${JSON.stringify(headers)}`).not.toContain('evil.example');
  }
});

describe('One page has one address:', () => {
  test.each([
    ['/politics/', '/politics'],
    ['/politics///', '/politics'],
    ['//politics', '/politics'],
    ['//', '/'],
    ['/POLITICS', '/politics'],
    ['/Politics/?a=1&B=%2F#', '/politics?a=1&B=%2F#'],
    ['/By//MARA/', '/by/mara'],
    ['/%50olitics', '/politics'],
    ['/2026/11/23/Dockers-Halt-Speech/', '/2026/11/23/dockers-halt-speech'],
    ['/2026/11/23/Dockers-Halt-Speech/COMMENTS/', '/2026/11/23/dockers-halt-speech/comments'],
    ['/%C3%89cole', '/%C3%A9cole'],
    ['/e%CC%81cole', '/%C3%A9cole'],
    ['/%D0%9F%D0%9E%D0%A0%D0%A2', '/%D0%BF%D0%BE%D1%80%D1%82'],
    ['/%C4%B0stanbul', '/i%CC%87stanbul'],
    ['/NOWHERE', '/nowhere'],
  ])('%s leads to %s', async (address, canonical) => {
    for (const method of ['GET', 'HEAD']) {
      const { status, location } = await raw(address, { method });
      expect({ status, location }).toEqual({ status: 301, location: canonical });
    }
    expect((await raw(canonical)).status).not.toBe(301);
  });

  test.each(['/admin/', '/Admin', '/assets/DESK.css', '/media/A.JPG', '/Media/a.jpg', '/.well-known/A/', '/healthz/'])(
    '%s is no page of the paper, and stays as it is asked for',
    async (address) => {
      expect((await raw(address)).location ?? '').not.toBe(address.toLowerCase().replace(/\/$/, ''));
      expect((await raw(address)).status).not.toBe(301);
    },
  );

  test.each(['/%', '/%FF', '/POLITICS/%ZZ/', '/2026/11/23/%E0%A4%A', '/by/%C3%28', '/search/%ff'])(
    '%s is no text, and a page says so',
    async (address) => {
      const answer = await newsroom.visitor().get(address);
      expect(answer.status).toBe(400);
      expect(readPage(answer).texts('.masthead')).toHaveLength(1);
      expect(readPage(answer).texts('h1')).toEqual(['This could not be read']);
    },
  );

  test.each(['/.', '/..', '/./POLITICS', '/../POLITICS', '/a%2FB/', '/a%5CB/', '/POLITICS/%2e%2e/'])(
    '%s is nothing',
    async (address) => {
      expect(await raw(address)).toMatchObject({ status: 404, location: null });
    },
  );

  test('what is posted is not led anywhere', async () => {
    const posted = newsroom.visitor().post(`${story.path.toUpperCase()}/COMMENTS/`).type('form');
    expect((await posted.send({ text: 'A' })).status).not.toBe(301);
  });

  test('what stands behind a question mark changes nothing', async () => {
    for (const query of ['?', '?a=1&a=2', '?__proto__[x]=1', '?%FF', '?a[]=1&a[b]=2', `?${'x'.repeat(4000)}`]) {
      const { status } = await raw(`${story.path}${query}`);
      expect({ query: query.slice(0, 20), status }).toEqual({ query: query.slice(0, 20), status: 200 });
    }
  });

  test('letters of another script are found as they are encoded, in either case', async () => {
    for (const address of [encodeURI(arabic.path), encodeURI(arabic.path).toLowerCase()]) {
      const page = readPage(await newsroom.visitor().get(address).expect(200));
      expect(page.canonical).toBe(`${newsroom.url}${encodeURI(arabic.path)}`);
    }
  });
});

describe('Asked without its body,', () => {
  test.each(['/', '/politics', '/by/mara', '/nowhere', '/admin', '/healthz'])('%s says the same', async (path) => {
    // What is packed only when there is something to pack says so only then.
    const visitor = newsroom.visitor().set('Accept-Encoding', 'identity');
    const [whole, head] = [await visitor.get(path), await visitor.head(path)];
    const without = ({ date: _date, 'x-request-id': _id, ...same }: Record<string, string>) => same;
    expect({ status: head.status, headers: without(head.headers) }).toEqual({
      status: whole.status,
      headers: without(whole.headers),
    });
    expect(head.text ?? '').toBe('');
  });

  test('a story says the same', async () => {
    const { headers } = await newsroom.visitor().get(story.path).expect(200);
    await newsroom
      .visitor()
      .head(story.path)
      .expect(200)
      .expect('ETag', headers.etag ?? '');
    await newsroom
      .visitor()
      .get(story.path)
      .set('If-None-Match', headers.etag ?? '')
      .expect(304);
  });
});

test.each(['post', 'put', 'patch', 'delete'] as const)(
  'A page that is asked to %s has nothing for that',
  async (method) => {
    for (const path of ['/', '/politics', story.path, '/by/mara', '/healthz', '/admin']) {
      const { status } = await newsroom.visitor()[method](path);
      expect({ path, status }).toEqual({ path, status: 404 });
    }
  },
);

test.each(['TRACE', 'PROPFIND', 'PURGE'])('The method %s does nothing', async (method) => {
  expect((await raw('/', { method })).status).toBeGreaterThanOrEqual(400);
});
