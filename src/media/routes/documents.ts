import type { Request, Response } from 'express';
import type { Context } from '../../context.ts';
import { NotFound } from '../../errors.ts';
import { describeStored, sendStored } from '../../http/stored-file.ts';
import { savedName } from '../document.ts';
import { isPreviewedDocument, isPublicDocument } from '../queries/document-uses.ts';
import { findDocumentsByFile } from '../queries/documents.ts';
import { mayHaveAll } from './for-newsroom.ts';

interface Asked {
  file: string;
  /** Null where it is asked for without a preview link. */
  tokenHash: string | null;
}

/** Sends a document to whom it is there for. @throws NotFound for what there is not, and for what this reader may not know of */
export async function sendDocument(
  context: Context,
  { request, response }: { request: Request; response: Response },
  { file, tokenHash }: Asked,
): Promise<void> {
  const [found] = await findDocumentsByFile(context.db.reader, [file]);
  const isPublic = found ? await mayBeSeen(context, { id: found.id, tokenHash }) : false;
  const isTheirs = tokenHash === null && mayHaveAll(response);
  if (!found || (!isPublic && !isTheirs)) throw new NotFound('There is no such document.');
  const stored = await context.storage.open(file);
  if (!stored) throw new NotFound('The file of this document is gone.');
  // Its name may be changed, its content never.
  const isForEver = isPublic && tokenHash === null;
  describeStored(response, { name: file, mime: 'application/pdf', isForEver });
  response.set('Content-Disposition', `inline; filename*=UTF-8''${encoded(savedName(found))}`);
  await sendStored(request, response, stored);
}

function mayBeSeen(context: Context, { id, tokenHash }: { id: number; tokenHash: string | null }): Promise<boolean> {
  const [db, now] = [context.db.reader, context.now()];
  return tokenHash === null ? isPublicDocument(db, { id, now }) : isPreviewedDocument(db, { id, tokenHash, now });
}

/** Source: RFC 8187, 3.2. */
const encoded = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
