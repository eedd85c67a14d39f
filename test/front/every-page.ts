import type { Test } from 'supertest';
import type { Person } from '../../src/accounts/person.ts';
import { curate } from '../../src/front/actions/curate.ts';
import { prepareFront, setLaunchTime } from '../../src/front/actions/launch.ts';
import type { Act } from '../../src/front/front/change.ts';
import type { Agent, Started } from '../support/app.ts';
import { addTopic } from '../support/factories.ts';
import { versionOf } from '../support/fronts.ts';
import type { AddedStory } from '../support/stories.ts';

type Asked = [ask: () => Test, status: number];

/** Each kind of page on which the front is curated, with one of everything that can have happened, and the status that it answers. */
export async function frontPages(
  { context }: Started,
  { desk, editor, of }: { desk: Agent; editor: Person; of(name: string): AddedStory },
): Promise<Asked[]> {
  const get = (path: string, status = 200): Asked => [() => desk.get(path), status];
  const post = (path: string, form: Record<string, string>, status: number): Asked => [
    () => desk.post(path).type('form').send(form),
    status,
  ];
  const topic = await addTopic(context, { slug: 'front-topic', name: 'Front topic' });
  const [rich, arabic, later, gone] = ['rich', 'arabic', 'scheduled', 'plain'].map((name) => of(name).articleId);
  const place = (articleId = 0, slot = 'lead', until: string | null = null): Act => ({
    act: 'place',
    articleId,
    slot,
    until,
  });
  const strip = { of: 'topic', id: topic } as const;
  const acts: Act[] = [
    ...[place(rich), place(later, 'second-1'), place(arabic, 'second-2', '2099-01-01T00:00:00.000Z')],
    ...[place(gone, 'section-1-1'), { act: 'out', articleId: of('film').articleId } as const],
    ...[{ act: 'strip', strip, how: 'add' } as const, { act: 'strip', strip, how: 'hide' } as const],
    ...[
      { act: 'rule', slot: 'lead', rule: { of: 'section', id: 1 } } as const,
      { act: 'freed', articleId: gone ?? 0 } as const,
    ],
    { act: 'rule', slot: 'second-1', rule: strip },
    { act: 'move', articleId: rich ?? 0, slot: 'lead', by: 1 },
    { act: 'pin', articleId: rich ?? 0, slot: 'second-1', until: '2099-01-01T00:00:00.000Z' },
  ];
  for (const act of acts) await curate(context, editor, { frontId: null, ...(await versionOf(context, null)), act });
  const id = await prepareFront(context, editor, 'Election night');
  const seen = { frontId: id, ...(await versionOf(context, id)) };
  await setLaunchTime(context, editor, { ...seen, at: '2099-01-01T00:00:00.000Z' });
  const own = `/admin/front/prepared/${id}`;
  const version = String((await versionOf(context, null)).version);
  return [
    ...[
      '',
      '?done=changed',
      '?slot=lead',
      '?slot=second-1',
      '?slot=section-1-2',
      `?story=${of('opinion').articleId}`,
      '?q=part',
    ].map((query) => get(`/admin/front${query}`)),
    ...['/states', '/states?before=1', `/states/${version}`].map((path) => get(`/admin/front${path}`)),
    ...['', '/preview', '/states', `/states/${seen.version}`].map((path) => get(`${own}${path}`)),
    get('/admin/front/prepared/999', 404),
    post('/admin/front', { version: '0', press: 'place', article: String(rich), to: 'lead' }, 409),
    post('/admin/front', { version, press: 'pin', article: String(rich), slot: 'second-1', until: 'soon' }, 422),
    post('/admin/front', { version, press: 'rule', slot: 'lead', rule: 'topic', topic: 'None' }, 422),
    post('/admin/front', { version, press: 'strip-add', topic: 'None' }, 422),
    post('/admin/front/prepared', { name: '' }, 422),
    post(`${own}/launch`, { version: String(seen.version), press: 'at', at: '' }, 422),
  ];
}
