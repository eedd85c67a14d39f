import { beforeEach, describe, expect, test } from '@jest/globals';
import { noteBackup } from '../../src/db/last-backup.ts';
import { createLease } from '../../src/db/leases.ts';
import { addStory, leaveComment, type Newsroom, startNewsroom, type TestStory } from '../comments/newsroom.ts';
import { type Measurements, readMeasurements } from '../support/measurements.ts';

const token = 'a-token-for-tests';

let newsroom: Newsroom;
let story: TestStory;

beforeEach(async () => {
  newsroom = await startNewsroom({ environment: { METRICS_TOKEN: token, PAGE_CACHE_MB: '8' } });
  story = await addStory(newsroom);
});

const ask = (authorization?: string) => {
  const asked = newsroom.visitor().get('/metrics');
  return authorization === undefined ? asked : asked.set('Authorization', authorization);
};

const measured = async (): Promise<Measurements> => readMeasurements((await ask(`Bearer ${token}`).expect(200)).text);

describe('/metrics', () => {
  test.each([
    ['nothing', undefined],
    ['another token', 'Bearer another-token-for-tests'],
    ['the token with more behind it', `Bearer ${token}s`],
    ['the beginning of the token', `Bearer ${token.slice(0, -1)}`],
    ['the token alone', token],
    ['the token as a password', `Basic ${btoa(`:${token}`)}`],
    ['an empty token', 'Bearer '],
  ])('is no address for who says %s', async (_what, authorization) => {
    const { text } = await ask(authorization).expect(404);
    expect(text).toContain('This page is not here');
    expect(text).not.toContain('broadsheet_');
  });

  test('is none for anybody where there is no token', async () => {
    const open = await startNewsroom();
    for (const said of ['Bearer ', 'Bearer null', 'Bearer undefined']) {
      await open.visitor().get('/metrics').set('Authorization', said).expect(404);
    }
  });

  test('is kept by nobody, and each number has a name that says what it is', async () => {
    await ask(`Bearer ${token}`);
    const { headers, text } = await ask(`Bearer ${token}`).expect(200);
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    // Throws where a line is none of the format, or a number stands below another name.
    const { types } = readMeasurements(text);
    expect(types).toMatchObject({ broadsheet_answers_total: 'counter', broadsheet_answer_seconds: 'histogram' });
    expect(Object.keys(types)).toHaveLength(13);
  });

  test('counts answers by what was asked for and how it was answered, those that are kept as those that are made', async () => {
    const visitor = newsroom.visitor();
    const before = await measured();
    const etag = (await visitor.get(story.path).expect(200)).headers.etag ?? '';
    await visitor.get(story.path).expect(200);
    await visitor.get(story.path).set('If-None-Match', etag).expect(304);
    await visitor.get('/').expect(200);
    await visitor.get('/nowhere').expect(404);
    await visitor.get('/admin').expect(200);
    await visitor.get('/assets/nothing.css').expect(404);
    await leaveComment(newsroom.reader(), story.path);
    const after = await measured();
    const more = (name: string) => (after.values[name] ?? 0) - (before.values[name] ?? 0);
    const answers = (kind: string, status: string) =>
      more(`broadsheet_answers_total{kind="${kind}",status="${status}"}`);
    // One more for the form below the story.
    expect([answers('story', '2xx'), answers('story', '3xx')]).toEqual([3, 1]);
    expect([answers('list', '2xx'), answers('list', '4xx')]).toEqual([1, 1]);
    expect([answers('newsroom', '2xx'), answers('file', '4xx'), answers('comments', '3xx')]).toEqual([1, 1, 1]);
    expect(more('broadsheet_answer_seconds_count{kind="story"}')).toBe(4);
    expect(more('broadsheet_answer_seconds_bucket{kind="story",le="+Inf"}')).toBe(4);
    expect(more('broadsheet_answer_seconds_sum{kind="story"}')).toBeGreaterThan(0);
    expect([more('broadsheet_kept_misses_total'), more('broadsheet_kept_hits_total')]).toEqual([3, 3]);
    expect(after.values.broadsheet_kept_pages).toBe(2);
    expect(after.values.broadsheet_kept_bytes).toBeGreaterThan(5000);
  });

  test('tells of mails that wait, of the sweep, and of changes that were refused', async () => {
    const { context } = newsroom;
    const lease = createLease(context.db, { name: 'sweep', term: 60_000 });
    await lease.take();
    const before = (await measured()).values;
    expect([before.broadsheet_sweep_age_seconds, before.broadsheet_backup_age_seconds]).toEqual([undefined, undefined]);
    await lease.take(true);
    await context.db.transaction((tx) => noteBackup(tx, '2026-11-23T10:59:00.000Z'));
    const mail = { to: 'renske@example.org', language: 'en', subject: 'One', text: 'So.' } as const;
    await context.db.transaction((tx) => context.mail.post(tx, mail));
    const { values } = await measured();
    expect(values.broadsheet_mails_waiting).toBe(1);
    expect(values.broadsheet_sweep_age_seconds).toBeLessThan(60);
    expect(values.broadsheet_backup_age_seconds).toBe(
      (Date.parse(context.now()) - Date.parse('2026-11-23T10:59:00.000Z')) / 1000,
    );
    expect(values).toMatchObject({ broadsheet_database_refusals_total: 0, broadsheet_pictures_waiting: 0 });
    expect(values.broadsheet_processes).toBe(1);
    expect(values.process_resident_memory_bytes).toBeGreaterThan(50_000_000);
  });
});
