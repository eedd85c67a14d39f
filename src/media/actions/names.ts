/** What a file was called, without controls: PostgreSQL takes no NUL, and no page wants the others. */
export const plainName = (originalName: string, limit: number): string =>
  originalName
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, limit);

/** The same without its end, as a title: better than nothing to find it by. */
export const titleFrom = (originalName: string, limit: number): string =>
  plainName(originalName, limit)
    .replace(/\.[a-z][a-z\d]{1,3}$/i, '')
    .replaceAll('_', ' ');
