import type { Db } from '../../db/database.ts';

/** The names of all files that the library cannot do without: whatever else is in the storage can be made of them again. */
export async function findNamedFiles(db: Db): Promise<string[]> {
  const names = new Set<string>();
  for (const table of ['media', 'replaced_files'] as const) {
    for (const { file, original } of await db.selectFrom(table).select(['file', 'original']).execute()) {
      names.add(file);
      if (original) names.add(original);
    }
  }
  for (const table of ['recordings', 'documents'] as const) {
    for (const { file } of await db.selectFrom(table).select('file').execute()) names.add(file);
  }
  return [...names];
}

/** Whether the library has something of which the file is a part, as it came or as it is kept, or was before another came in its place. */
export async function isNamed(db: Db, name: string): Promise<boolean> {
  for (const table of ['media', 'replaced_files'] as const) {
    const query = db.selectFrom(table).select('file').limit(1);
    const found = await query.where(({ eb, or }) => or([eb('file', '=', name), eb('original', '=', name)])).execute();
    if (found.length > 0) return true;
  }
  for (const table of ['recordings', 'documents'] as const) {
    if ((await db.selectFrom(table).select('file').where('file', '=', name).execute()).length > 0) return true;
  }
  return false;
}
