import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { sql } from 'kysely';
import type { Person } from '../../src/accounts/person.ts';
import { backup } from '../../src/cli/backup.ts';
import { restore } from '../../src/cli/restore.ts';
import { readConfig } from '../../src/config.ts';
import type { Database } from '../../src/db/database.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { type Ran, run } from '../cli/run.ts';
import { allOf, openAt } from '../storage/places.ts';
import { type Started, startApp } from '../support/app.ts';
import { newDatabaseUrl, newFolder, openUrl } from '../support/database.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { addRecording, filmOf } from '../support/recordings.ts';
import { addColour, addStory } from '../support/stories.ts';

/** A newsroom with stories in every state, pictures, a film, and people with names of several scripts. */
export async function startFilled(environment: Record<string, string> = {}): Promise<Started & { editor: Person }> {
  const app = await startApp({ environment });
  const { context } = app;
  const editor = await addPerson(context, { role: 'editor', name: 'Māra “Ö” العربية' });
  const sectionId = await addSection(context, { slug: 'politics', name: 'Politics' });
  const picture = await addColour(context, editor, '#c33');
  const content = { sectionId, body: 'Back\\slash, tab\tand\n\nnew lines.', authorIds: [editor.id] };
  await addStory(context, { editor, content: { ...content, headline: 'Plain' } });
  const lead = { leadKind: 'image', leadMediaId: picture.id, leadAlt: 'A' } as const;
  await addStory(context, { editor, content: { ...content, ...lead, headline: 'With a picture' } });
  await addStory(context, { editor, content: { ...content, headline: 'Draft' }, fate: 'draft' });
  await addStory(context, { editor, content: { ...content, headline: 'Gone' }, fate: 'withdrawn' });
  await addRecording(context, editor, { content: await filmOf(1) });
  await context.images.idle();
  return { ...app, editor };
}

export const backUp = (app: Started, file: string, environment: Record<string, string> = {}): Promise<Ran> => {
  const config = { ...app.context.config, backup: readConfig(environment).backup };
  return run(backup, { ...app.context, config }, [file]);
};

export interface Place {
  database: string;
  files: string;
}

/** Where nothing is yet. */
export async function emptyPlace(): Promise<Place> {
  const url = await newDatabaseUrl({ copyOf: 'nothing' });
  return { database: url, files: newFolder() };
}

const placed = ({ database, files }: Place) => ({ DATABASE_URL: database, STORAGE_URL: `file:${files}` });

export const putBack = (file: string, place: Place, environment: Record<string, string> = {}): Promise<Ran> => {
  const config = readConfig({ ...placed(place), ...environment });
  return run((_context, args) => restore(config, args), undefined as never, [file]);
};

/** Every row of every table, and every file. */
export async function contentOf(database: Database, storage: Storage): Promise<Record<string, string[]>> {
  const content: Record<string, string[]> = {};
  const tables = await database.reader.introspection.getTables({ withInternalKyselyTables: true });
  for (const { name } of tables.filter(({ name }) => !/^limits$|^sqlite_stat|_lock$/.test(name))) {
    const { rows } = await sql<object>`select * from ${sql.table(name)}`.execute(database.reader);
    // It is held while a backup is made.
    const kept = name === 'leases' ? [] : rows;
    content[name] = kept.map((row) => JSON.stringify(row)).sort();
  }
  for (const { name } of await allOf(storage)) {
    const stored = await storage.open(name);
    content[`file ${name}`] = [stored ? (await buffer(stored.stream())).toString('base64') : ''];
  }
  return content;
}

/** What is in a place that nobody has open. */
export async function contentAt({ database, files }: Place): Promise<Record<string, string[]>> {
  const opened = openUrl(database);
  try {
    return await contentOf(opened, await openAt(`file:${files}`));
  } finally {
    await opened.close();
  }
}

export const fileIn = (folder: string): string => join(folder, 'newsroom.backup');

/** Of a process that is to work on the same newsroom. */
export function environmentOf({ context }: Started): Record<string, string> {
  const { database, storage } = context.config;
  return {
    DATABASE_URL: database.kind === 'sqlite' ? `sqlite:${database.file}` : database.url,
    STORAGE_URL: storage.kind === 'disk' ? `file:${storage.folder}` : '',
    ...{ NODE_ENV: 'test', DEMO: 'off', LOG_LEVEL: 'silent' },
  };
}
