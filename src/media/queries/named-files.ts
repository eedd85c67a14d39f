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
