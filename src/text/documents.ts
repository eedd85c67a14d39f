const address = /^\/media\/([\da-f]{32}\.pdf)$/;

/** The file that a path like `/media/….pdf` names, or null where it is no document of the library. */
export const findDocumentFile = (url: string): string | null => address.exec(url.trim())?.[1] ?? null;
