/** PDF files for tests, made as the programs of this world make them. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PageSizes, PDFDocument, PDFName, PDFString, StandardFonts } from '@cantoo/pdf-lib';
import type { Context } from '../../src/context.ts';
import type { Actor } from '../../src/db/tables.ts';
import { takeDocument } from '../../src/media/actions/documents.ts';
import type { Document } from '../../src/media/document.ts';

/** One page with a line on it. */
export async function plainPdf(line: string, { pages = 1 }: { pages?: number } = {}): Promise<Buffer> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.HelveticaBold);
  for (let page = 0; page < pages; page += 1)
    document.addPage(PageSizes.A4).drawText(line, { x: 60, y: 700, size: 36, font });
  return Buffer.from(await document.save());
}

/** What it says of itself, what acts in it, and what is hidden in it, each with a word by which it is found. */
export const hidden = ['Titlesecret', 'Authorsecret', 'Xmpsecret', 'Scriptsecret', 'Opensecret', 'Attachedsecret'];

/** A PDF with all of `hidden`, a form that somebody filled in, and links; nothing in it is packed. */
export async function tellingPdf(): Promise<Buffer> {
  const document = await PDFDocument.create();
  const { context, catalog } = document;
  document.setTitle('Titlesecret');
  document.setAuthor('Authorsecret');
  document.addJavaScript('main', 'app.alert("Scriptsecret")');
  await document.attach(Buffer.from('Attachedsecret'), 'Attachedsecret.txt', { mimeType: 'text/plain' });
  const said = context.stream('<x:xmpmeta>Xmpsecret</x:xmpmeta>', { Type: 'Metadata', Subtype: 'XML' });
  catalog.set(PDFName.of('Metadata'), context.register(said));
  const opens = context.obj({ S: 'JavaScript', JS: PDFString.of('app.alert("Opensecret")') });
  catalog.set(PDFName.of('OpenAction'), opens);
  const page = document.addPage(PageSizes.A4);
  page.drawText('Report of the harbour', { x: 60, y: 700, size: 36 });
  const field = document.getForm().createTextField('who');
  field.setText('Filled in');
  field.addToPage(page, { x: 60, y: 500, width: 200, height: 30 });
  const actions = [
    { S: 'URI', URI: PDFString.of('https://harbour.example/report') },
    { S: 'URI', URI: PDFString.of('javascript:alert(1)') },
    { S: 'Launch', F: PDFString.of('calc.exe') },
    { S: 'SubmitForm', F: PDFString.of('https://collector.example/') },
    { S: 'GoToR', F: PDFString.of('other.pdf') },
    { S: 'GoTo', D: [page.ref, 'Fit'], Next: { S: 'JavaScript', JS: PDFString.of('Nextsecret') } },
  ];
  for (const [at, action] of actions.entries()) {
    const link = { Type: 'Annot', Subtype: 'Link', Rect: [60, 100 + at * 20, 200, 115 + at * 20], A: action };
    page.node.addAnnot(
      context.register(context.obj({ ...link, AA: { E: { S: 'JavaScript', JS: PDFString.of('Hoversecret') } } })),
    );
  }
  return Buffer.from(await document.save({ useObjectStreams: false }));
}

/** What stands in a PDF, all of it unpacked. */
export async function textsOf(content: Buffer): Promise<string> {
  const document = await PDFDocument.load(content, { updateMetadata: false });
  return String(Buffer.from(await document.save({ useObjectStreams: false })).toString('latin1'));
}

/** Adds the content to the library as an upload would. */
export async function addDocument(
  context: Context,
  actor: Actor,
  { content, name = 'report.pdf' }: { content: Buffer; name?: string },
): Promise<Document> {
  const folder = await mkdtemp(join(tmpdir(), 'broadsheet-document-'));
  try {
    const path = join(folder, 'document');
    await writeFile(path, content);
    return (await takeDocument(context, actor, { path, originalName: name })).document;
  } finally {
    await rm(folder, { recursive: true });
  }
}
