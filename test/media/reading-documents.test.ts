import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { damagedDocument, readDocument } from '../../src/media/reading/document.ts';
import { NotUsable } from '../../src/media/reading/not-usable.ts';
import { hidden, plainPdf, tellingPdf, textsOf } from '../support/documents.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'broadsheet-reading-'));
});
afterEach(() => rm(folder, { recursive: true }));

const read = async (content: Buffer | Uint8Array) => {
  const path = join(folder, 'document');
  await writeFile(path, content);
  return readDocument(path);
};

const made = async (make: (document: PDFDocument) => unknown): Promise<Buffer> => {
  const document = await PDFDocument.create();
  await make(document);
  return Buffer.from(await document.save({ useObjectStreams: false }));
};

describe('A document', () => {
  test('is kept without what it says of itself, what acts in it and files in it', async () => {
    const telling = await tellingPdf();
    const before = await textsOf(telling);
    const { content, pages } = await read(telling);
    const after = await textsOf(Buffer.from(content));
    expect(pages).toBe(1);
    for (const word of ['calc.exe', 'collector.example', 'other.pdf', 'Nextsecret', 'Hoversecret', 'JavaScript']) {
      expect(before).toContain(word);
      expect(after).not.toContain(word);
    }
    // Texts are written with two bytes a letter where a program likes.
    const spelled = (word: string) => [word, Buffer.from(word, 'utf16le').swap16().toString('hex').toUpperCase()];
    for (const word of hidden) {
      expect(spelled(word).some((each) => before.includes(each))).toBe(true);
      for (const each of spelled(word)) expect(after).not.toContain(each);
    }
    for (const name of ['/Info', '/Metadata', '/AcroForm', '/EmbeddedFiles', '/OpenAction', '/Widget', 'javascript:'])
      expect(after).not.toContain(name);
    expect(after).toContain('https://harbour.example/report');
    expect(after.match(/\/S \/\w+/g)?.toSorted()).toEqual(['/S /GoTo', '/S /URI']);
  });

  test('is kept without what its earlier versions had', async () => {
    const drawn = (document: PDFDocument, text: string) =>
      document.getPage(0).node.set(PDFName.of('Contents'), document.context.register(document.context.stream(text)));
    const first = await made((document) => {
      document.addPage();
      drawn(document, '% Erasedsecret');
    });
    const document = await PDFDocument.load(first, { updateMetadata: false });
    drawn(document, '% Newer');
    const newer = Buffer.from(await document.save({ useObjectStreams: false }));
    expect(newer.includes('Erasedsecret')).toBe(true);
    const { content } = await read(newer);
    expect(Buffer.from(content).includes('Erasedsecret')).toBe(false);
    expect(Buffer.from(content).includes('% Newer')).toBe(true);
  });

  test('is kept without notes and pages that were taken out, though something still names them', async () => {
    const content = await made((document) => {
      const { context, catalog } = document;
      const page = document.addPage();
      const note = context.register(
        context.obj({ Type: 'Annot', Subtype: 'Text', Rect: [0, 0, 9, 9], T: PDFString.of('Notesecret') }),
      );
      page.node.addAnnot(note);
      const gone = context.obj({ Type: 'Page', Contents: context.register(context.stream('% Pagesecret')) });
      const names = context.obj({ Type: 'OBJR', Obj: note, Pg: context.register(gone) });
      catalog.set(PDFName.of('StructTreeRoot'), context.obj({ Type: 'StructTreeRoot', K: names }));
    });
    const kept = Buffer.from((await read(content)).content);
    for (const word of ['Notesecret', 'Pagesecret']) {
      expect(content.includes(word)).toBe(true);
      expect(await textsOf(kept)).not.toContain(word);
    }
  });

  test('shows its first page with what is filled in, at most as large as pages need', async () => {
    const { picture } = await read(await tellingPdf());
    const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([1131, 1600]);
    const darkIn = (top: number, bottom: number) =>
      data.subarray(top * info.width, bottom * info.width).filter((grey) => grey < 100).length;
    const [title, field, nothing] = [darkIn(200, 280), darkIn(590, 655), darkIn(700, 1300)];
    expect(title).toBeGreaterThan(1000);
    expect(field).toBeGreaterThan(1000);
    expect(nothing).toBe(0);
  });

  test('has pictures that do not say where they were taken', async () => {
    const photograph = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#a33' } })
      .withExif({ IFD0: { Artist: 'Placesecret' } })
      .jpeg()
      .toBuffer();
    expect(photograph.includes('Placesecret')).toBe(true);
    const content = await made(async (document) => {
      const image = await document.embedJpg(photograph);
      document.addPage().drawImage(image, { x: 0, y: 0, width: 600, height: 850 });
    });
    const { content: kept, picture } = await read(content);
    expect(content.includes('Placesecret')).toBe(true);
    expect(Buffer.from(kept).includes('Placesecret')).toBe(false);
    const { dominant } = await sharp(picture).stats();
    expect(dominant.r).toBeGreaterThan(dominant.g + 80);
  });

  test('of the same content is the same file', async () => {
    const content = await plainPdf('Again');
    expect(Buffer.from((await read(content)).content).equals(Buffer.from((await read(content)).content))).toBe(true);
  });

  test('whose page is as large as a country has a picture like any other', async () => {
    const { picture } = await read(await made((document) => document.addPage().setSize(1e9, 1e9)));
    const { width, height } = await sharp(picture).metadata();
    expect(width).toBe(1200);
    expect(height).toBe(1200);
  });
});

/** A stream that is small as it comes, and of this many bytes when it is unpacked. */
const bomb = (bytes: number) => deflateSync(Buffer.alloc(bytes, 32), { level: 9 });

/** An object that cannot be read before a stream is unpacked. */
const packed = (content: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n'),
    Buffer.from(`4 0 obj\n<</Type/ObjStm/N 1/First 10/Filter/FlateDecode/Length ${content.length}>>\nstream\n`),
    ...[content, Buffer.from('\nendstream\nendobj\ntrailer\n<</Root 1 0 R/Size 6>>\n%%EOF\n')],
  ]);

const locked = /^The document is locked. Open it with its password/;

describe('Refused with what to do', () => {
  test.each<[string, RegExp | string, () => Promise<Buffer> | Buffer]>([
    ['what is none', damagedDocument, () => Buffer.from('%PDF-1.7\nThis is the text of a report.')],
    ['one that was cut off', damagedDocument, async () => (await plainPdf('Whole', { pages: 40 })).subarray(0, 600)],
    [
      'a locked one',
      locked,
      () =>
        made((document) => {
          document.addPage();
          document.encrypt({ userPassword: 'a', ownerPassword: 'b' });
        }),
    ],
    [
      'one of 10,000 pages',
      /more than 5,000 pages. Send it in parts/,
      () => made((document) => Array.from({ length: 10_000 }, () => document.addPage())),
    ],
    [
      'one whose pages stand in a circle',
      damagedDocument,
      () =>
        Buffer.from(
          '%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 1>>\nendobj\ntrailer\n<</Root 1 0 R/Size 3>>\n%%EOF\n',
        ),
    ],
    [
      'one in which blackening is only marked',
      /marked for blackening and not blackened yet/,
      () =>
        made((document) => {
          const mark = { Type: 'Annot', Subtype: 'Redact', Rect: [0, 0, 9, 9], Contents: PDFString.of('name') };
          document.addPage().node.addAnnot(document.context.register(document.context.obj(mark)));
        }),
    ],
    ['one that unpacks to half a gigabyte', damagedDocument, () => packed(bomb(512 * 1024 * 1024))],
  ])('%s', async (_name, message, make) => {
    const content = await make();
    await expect(read(content)).rejects.toThrow(NotUsable);
    await expect(read(content)).rejects.toThrow(message);
  });
});
