import { publishChanges } from '../../src/articles/actions/publish.ts';
import type { Context } from '../../src/context.ts';
import type { Actor } from '../../src/db/tables.ts';
import { reportError } from '../../src/reports/actions/reporting.ts';
import type { AddedStory } from './stories.ts';

let count = 0;

/** A reader's report, without an address, on a live story; where that has changes, they are published after it as a correction. */
export async function addReport(context: Context, editor: Actor, story: AddedStory) {
  count += 1;
  const report = { path: story.path, text: `It was ${count}.`, email: '', seen: 0, network: `192.0.2.${count % 250}` };
  await reportError(context, report);
  const { reader } = context.db;
  const shown = await reader
    .selectFrom('articles')
    .select('published_revision_id as id')
    .where('id', '=', story.articleId)
    .executeTakeFirstOrThrow();
  if (shown.id !== story.revisionId) {
    await publishChanges(context, editor, { ...story, kind: 'correction', note: 'It was 31.' });
  }
  const newest = (table: 'error_reports' | 'publications') =>
    reader.selectFrom(table).select('id').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();
  return { id: (await newest('error_reports')).id, publication: String((await newest('publications')).id) };
}
