import type { Response } from 'express';
import type { Context } from '../../context.ts';
import { allowKeeping } from '../../http/send-page.ts';
import { findLastChange } from '../queries/changes.ts';

interface MachineFile {
  type: string;
  content: string | Buffer;
  /** Of what it tells, as events name it, where it stays as it is until that is touched; such files are kept for all who ask. */
  names?: string[];
}

/**
 * Sends a file for machines; to who has it already, 304. Which one it is the ETag decides, that Express makes of the content, so that
 * a story withdrawn or changed in the same second is a new file too; Last-Modified is for clients that know nothing else.
 */
export async function sendFile(
  context: Context,
  response: Response,
  { type, content, names }: MachineFile,
): Promise<void> {
  const now = context.now();
  const changed = await findLastChange(context.db.reader, now);
  if (changed !== null) response.set('Last-Modified', new Date(changed).toUTCString());
  response.set('Cache-Control', 'max-age=0, must-revalidate');
  if (names) await allowKeeping(context, response, { names, at: now, freshUntil: null });
  // Everybody may read what is published, pages of other sites too.
  response.set('Access-Control-Allow-Origin', '*');
  response.set('Cross-Origin-Resource-Policy', 'cross-origin');
  // As bytes, since Express adds a character set to the type of a text.
  response.setHeader('Content-Type', type);
  response.send(Buffer.isBuffer(content) ? content : Buffer.from(content));
}
