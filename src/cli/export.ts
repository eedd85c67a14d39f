import { createWriteStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { findArticle, findRevision } from '../articles/queries/writing.ts';
import type { Context } from '../context.ts';
import type { Db } from '../db/database.ts';
import { NotFound, StartError } from '../errors.ts';
import { findNamedFiles } from '../media/queries/named-files.ts';
import { type Names, readNames } from './export/names.ts';
import { type Standing, storyFile } from './export/story-file.ts';
import { exported, givenAway } from './export/tables.ts';
import { createBar, filesOf } from './progress.ts';

/**
 * Writes everything that the newsroom holds into a folder, in forms that other programs read: stories as Markdown with their fields, all else as
 * JSON lines, and every file of the library.
 * @throws StartError where the folder is not empty; NotFound where files of the library are missing, once all others are written
 */
export async function exportAll(context: Context, args: string[]): Promise<void> {
  const [given, ...others] = parseArgs({ args, allowPositionals: true }).positionals;
  if (given === undefined || others.length > 0) throw new StartError('Name one folder to write: export FOLDER');
  const folder = resolve(given);
  await makeEmpty(folder);
  const { reader } = context.db;
  const ids = await reader
    .selectFrom('articles')
    .select('id')
    .where('discarded_at', 'is', null)
    .orderBy('id')
    .execute();
  const files = await findNamedFiles(reader);
  const bar = createBar('{doing}  {eta_formatted} left');
  bar.begin(ids.length + Object.keys(exported).length + files.length, { doing: 'stories' });
  try {
    const names = await readNames(reader);
    for (const { id } of ids) {
      await writeStories(reader, { folder, id, names });
      bar.add(1, { doing: 'stories' });
    }
    for (const [name, table] of Object.entries(exported)) {
      await pipeline(linesOf(reader, table), createWriteStream(join(folder, `${name}.jsonl`), { mode: 0o600 }));
      bar.add(1, { doing: name });
    }
    const lost = await writeFiles(context, join(folder, 'media'), files, () => bar.add(1, { doing: 'media' }));
    if (lost.length > 0) throw new NotFound(`All is written but these, which are lost: ${lost.join(', ')}.`);
  } finally {
    bar.end();
  }
  process.stdout.write(
    `${folder}: ${ids.length} stories and pages, ${filesOf(files.length)} of the library, and all else as JSON lines. It holds drafts and addresses: keep it where only you can read it.\n`,
  );
}

async function makeEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0)
    throw new StartError(`${folder} is not empty: name a folder that is, or a new one.`);
  for (const name of [...Object.values(folderOf), 'media']) await mkdir(join(folder, name));
}

const folderOf: Record<Standing, string> = { shown: 'stories', changed: 'changes', withdrawn: 'withdrawn' };

interface Writing {
  folder: string;
  id: number;
  names: Names;
}

/** What readers see of it, and what was written since. */
async function writeStories(db: Db, { folder, id, names }: Writing): Promise<void> {
  const article = await findArticle(db, id);
  if (!article) return;
  const { revisionId, publishedRevisionId, state } = article;
  const standings: [Standing, number][] = [
    [state === 'withdrawn' ? 'withdrawn' : 'shown', publishedRevisionId ?? revisionId],
    ...(publishedRevisionId !== null && publishedRevisionId !== revisionId
      ? [['changed', revisionId] as [Standing, number]]
      : []),
  ];
  for (const [standing, number] of standings) {
    const revision = await findRevision(db, number);
    if (!revision) continue;
    // File systems take 255 bytes.
    const name = [...`${id}-${names.slugs.get(id)}`].slice(0, 60).join('');
    const text = storyFile({ article, revision, standing }, names);
    await writeFile(join(folder, folderOf[standing], `${name}.md`), text, { mode: 0o600 });
  }
}

const atOnce = 500;

async function* linesOf(db: Db, table: (typeof exported)[keyof typeof exported]): AsyncGenerator<string> {
  for (let last = 0; ; ) {
    const query = db.selectFrom(table).selectAll().where('id', '>', last).orderBy('id').limit(atOnce);
    const rows = (await query.execute()) as { id: number }[];
    for (const row of rows) yield `${JSON.stringify(givenAway({ ...row }))}\n`;
    last = rows.at(-1)?.id ?? last;
    if (rows.length < atOnce) return;
  }
}

/** @returns the names of those that are missing */
async function writeFiles({ storage }: Context, folder: string, files: string[], done: () => void): Promise<string[]> {
  const lost: string[] = [];
  for (const name of files) {
    const stored = await storage.open(name);
    if (stored) await pipeline(stored.stream(), createWriteStream(join(folder, name), { mode: 0o600 }));
    else lost.push(name);
    done();
  }
  return lost;
}
