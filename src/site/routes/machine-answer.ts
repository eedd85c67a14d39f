import type { Response } from 'express';
import type { Context } from '../../context.ts';
import { findLastChange } from '../queries/changes.ts';

/**
 * Sends a file for machines; to who has it already, 304. Which one it is the ETag decides, that Express makes of the content, so that
 * a story withdrawn or changed in the same second is a new file too; Last-Modified is for clients that know nothing else.
 */
export async function sendFile(
  context: Context,
  response: Response,
  { type, content }: { type: string; content: string | Buffer },
): Promise<void> {
  const changed = await findLastChange(context.db.reader, context.now());
  if (changed !== null) response.set('Last-Modified', new Date(changed).toUTCString());
  response.set('Cache-Control', 'max-age=0, must-revalidate');
  // Everybody may read what is published, pages of other sites too.
  response.set('Access-Control-Allow-Origin', '*');
  response.set('Cross-Origin-Resource-Policy', 'cross-origin');
  // As bytes, since Express adds a character set to the type of a text.
  response.setHeader('Content-Type', type);
  response.send(Buffer.isBuffer(content) ? content : Buffer.from(content));
}
