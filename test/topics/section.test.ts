import { describe, expect, test } from '@jest/globals';
import { isReserved } from '../../src/topics/section.ts';
import { startApp } from '../support/app.ts';
import { addSection } from '../support/factories.ts';
import { routesOf } from '../support/routes.ts';

describe('The address of a section', () => {
  test('is none that the program answers itself', async () => {
    const { app } = await startApp();
    const mounted = routesOf(app).flatMap(({ path }) => /^\/([\w.-]+)/.exec(path)?.[1] ?? []);
    expect(mounted.length).toBeGreaterThan(10);
    expect([...new Set([...mounted, 'assets'])].filter((slug) => !isReserved(slug))).toEqual([]);
  });

  test.each(['admin', 'media', 'topics', '2026', '.well-known'])('cannot be /%s', async (slug) => {
    const { context } = await startApp();
    await expect(addSection(context, { slug, name: 'Taken' })).rejects.toMatchObject({
      fields: { slug: `No section can be at /${slug}: the site itself is there. Choose another address.` },
    });
    expect(await context.db.reader.selectFrom('sections').select('id').execute()).toEqual([]);
  });

  test('can be any other', async () => {
    const { context, visitor } = await startApp();
    await addSection(context, { slug: 'administration', name: 'Administration' });
    await visitor().get('/administration').expect(200);
  });
});
