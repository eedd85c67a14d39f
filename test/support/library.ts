/** What the pages of pictures are asked about, new each time, for tests of every route. */

import type { Context } from '../../src/context.ts';
import type { Actor } from '../../src/db/tables.ts';
import { addDocument, plainPdf } from './documents.ts';
import { addRecording, addTexts, filmOf } from './recordings.ts';
import { addColour, colourOf } from './stories.ts';

let count = 0;

/** Those that change something. */
export const libraryPosts = [
  ...['/admin/media', '/admin/media/:id', '/admin/media/:id/remove', '/admin/media/:id/replace'],
  ...['/admin/media/recordings/:id', '/admin/media/recordings/:id/remove'],
  ...['/admin/media/documents/:id', '/admin/media/documents/:id/remove'],
  ...['/admin/media/recordings/:id/tracks', '/admin/media/recordings/:id/tracks/:track/remove'],
];

/** The form of such a route, as its page would send it; `by` has added the picture. Null for a route that is none of these. */
export async function askLibrary(context: Context, pattern: string, by: Actor) {
  if (!/^\/admin\/media\b/.test(pattern)) return null;
  count += 1;
  if (pattern.includes('/recordings')) return askRecordings(context, pattern, by);
  if (pattern.includes('/documents')) return askDocuments(context, pattern, by);
  const path = pattern.includes(':id')
    ? pattern.replace(':id', String((await addColour(context, by, colourOf(count))).id))
    : pattern;
  return {
    path,
    fields: { alt: `Colour ${count}` } as Record<string, string>,
    multipart: /media$|replace$/.test(pattern),
  };
}

async function askDocuments(context: Context, pattern: string, by: Actor) {
  const fields: Record<string, string> = { title: `Report ${count}` };
  if (!pattern.includes(':id')) return { path: pattern, fields, multipart: false };
  const { id } = await addDocument(context, by, { content: await plainPdf(`Report ${count}`) });
  return { path: pattern.replace(':id', String(id)), fields, multipart: false };
}

async function askRecordings(context: Context, pattern: string, by: Actor) {
  const multipart = /\/(:id|tracks)$/.test(pattern);
  const fields: Record<string, string> = { title: `Film ${count}` };
  if (!pattern.includes(':id')) return { path: pattern, fields, multipart };
  const { id } = await addRecording(context, by, { content: await filmOf(count) });
  const track = pattern.includes(':track') ? await addTexts(context, by, { recordingId: id }) : null;
  return { path: pattern.replace(':id', String(id)).replace(':track', String(track?.id)), fields, multipart };
}
