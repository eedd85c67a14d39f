import { beforeEach, describe, expect, test } from '@jest/globals';
import { siteSet } from '../../src/cli/site-set.ts';
import { readSite } from '../../src/db/settings.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { addStory } from '../support/stories.ts';
import { run } from './run.ts';

let app: Started;

beforeEach(async () => {
  app = await startApp();
});

const set = (...args: string[]) => run(siteSet, app.context, args);
const site = () => readSite(app.context.db.reader);

describe('site:set', () => {
  test('says who the newsroom is, on every page at once', async () => {
    const said = ['--name', 'صحيفة الميناء', '--imprint', 'Port Alder', '--zone', 'Europe/Oslo', '--language', 'ar'];
    const { out, failure } = await set(
      ...said,
      '--email',
      'Desk@Alder.example',
      '--description',
      ' News  of the harbour. ',
    );
    expect(failure).toBeNull();
    expect(out.split('\n')).toEqual([
      ...['name:        صحيفة الميناء', 'imprint:     Port Alder', 'description: News of the harbour.'],
      ...['email:       desk@alder.example', 'language:    ar', 'zone:        Europe/Oslo', 'comments:    open'],
      ...['recommend:   off', 'video-hosts:', 'chart-hosts:', ''],
    ]);
    const { text } = await app.visitor().get('/').expect(200);
    expect(text).toContain('صحيفة الميناء');
    expect(text).toContain('Port Alder');
  });

  test('leaves what is not given as it is, and empties what is given empty', async () => {
    await set('--name', 'Courier', '--email', 'desk@alder.example', '--imprint', 'Port Alder');
    await set('--email', '', '--imprint', '');
    expect(await site()).toMatchObject({ name: 'Courier', email: '', imprint: '' });
  });

  test('tells whoever keeps pages, once for each time', async () => {
    await set('--name', 'Courier', '--zone', 'UTC');
    const events = await app.context.db.reader.selectFrom('events').selectAll().execute();
    const names = JSON.stringify(['site', 'front']);
    expect(events).toMatchObject([{ action: 'site.set', subject: 'site', person_id: null, names }]);
  });

  test('gives new stories the dates of the zone, and leaves the old ones where they are', async () => {
    app.clock.set('2026-11-23T20:00:00.000Z');
    const editor = await addPerson(app.context, { role: 'editor' });
    const sectionId = await addSection(app.context, { slug: 'politics', name: 'Politics' });
    const old = await addStory(app.context, { editor, content: { sectionId, headline: 'Old' } });
    await set('--zone', 'Asia/Tokyo');
    const next = await addStory(app.context, { editor, content: { sectionId, headline: 'New' } });
    expect([old.path, next.path]).toEqual(['/2026/11/23/old', '/2026/11/24/new']);
    expect(readPage(await app.visitor().get('/2026/11/23/old').expect(200)).main).toContain('24 November 2026, 5:00');
  });

  test.each([
    [['--zone', 'Europe/Olso'], 'There is no time zone “Europe/Olso”. Is Europe/Oslo meant?'],
    [['--zone', '+01:00'], 'There is no time zone “+01:00”. It takes a name such as Europe/Oslo or UTC.'],
    [['--zone', ''], 'There is no time zone “”. It takes a name such as Europe/Oslo or UTC.'],
    [['--language', 'fr'], 'The language is one of en, ar, not “fr”.'],
    [['--email', 'desk'], 'Enter an email address like name@example.com.'],
    [['--name', ' '], 'The newsroom needs a name.'],
    [['--name', 'x'.repeat(101)], 'The name may have at most 100 characters.'],
    [['--name', '', '--zone', 'Mars'], 'The newsroom needs a name. There is no time zone “Mars”.'],
    [
      [],
      'Say what to set: --name, --imprint, --description, --email, --language, --zone, --comments, --recommend, --video-hosts, --chart-hosts.',
    ],
  ])('refuses %j, and sets nothing', async (args, message) => {
    const before = await site();
    const { out, failure } = await set(...args, ...(args.length > 0 ? ['--imprint', 'Never'] : []));
    expect(failure).toContain(message);
    expect([out, await site()]).toEqual(['', before]);
  });

  test('does not know other options', async () => {
    expect((await set('--color', 'red')).failure).toContain("Unknown option '--color'");
  });
});
