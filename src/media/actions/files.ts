import { open } from 'node:fs/promises';
import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { Invalid } from '../../errors.ts';
import { takePicture } from '../actions.ts';
import { mayBeDocument } from '../document.ts';
import { headBytes, mayBePicture, mayBeRecording } from '../recording.ts';
import { takeDocument } from './documents.ts';
import { takeRecording } from './recordings.ts';

export interface TakenFile {
  is: 'picture' | 'recording' | 'document';
  id: number;
  /** Its content was not in the library before. */
  isNew: boolean;
}

/**
 * Adds a file to the library as what its first bytes say it is, whatever its name says.
 * @throws Invalid, Forbidden and Unavailable as takePicture, takeRecording and takeDocument do
 */
export async function takeFile(
  context: Context,
  actor: Actor,
  file: { path: string; originalName: string },
): Promise<TakenFile> {
  const head = await headOf(file.path);
  if (mayBeRecording(head)) {
    const { recording, isNew } = await takeRecording(context, actor, file);
    return { is: 'recording', id: recording.id, isNew };
  }
  if (mayBeDocument(head)) {
    const { document, isNew } = await takeDocument(context, actor, file);
    return { is: 'document', id: document.id, isNew };
  }
  if (!mayBePicture(head)) throw new Invalid({ picture: head.length === 0 ? empty : neither });
  const { picture, isNew } = await takePicture(context, actor, { ...file, alt: '', caption: '', credit: '' });
  return { is: 'picture', id: picture.id, isNew };
}

const empty = 'The file is empty. Look at it where it came from, then send it again.';
const neither =
  'This is neither a picture nor a recording nor a document that can be used. Choose a JPEG, PNG, WebP, AVIF or GIF file, an MP4, WebM or MP3 one, or a PDF.';

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
