import { PDFiumLibrary } from '@hyzyla/pdfium';
import { damagedDocument } from './document.ts';
import { NotUsable } from './not-usable.ts';
import { pngOf } from './png.ts';

/** In pixels, at most: of a page twice as high as it is wide, so much of each side. */
const box = { width: 1200, height: 1600 };
/** In bytes, of the memory in which a page is drawn. */
const room = 192 * 1024 * 1024;

/** Draws the first page, as PNG. @throws NotUsable where it cannot be drawn */
export async function drawFirstPage(content: Uint8Array): Promise<Buffer> {
  boundMemory();
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(content);
  const page = document.getPage(0);
  const { originalWidth: width, originalHeight: height } = page.getOriginalSize();
  if (!(width > 0) || !(height > 0)) throw new NotUsable(damagedDocument);
  const scale = Math.min(box.width / width, box.height / height);
  const size = { width: atLeastOne(width * scale), height: atLeastOne(height * scale) };
  const { data, ...drawn } = await page.render({ ...size, render: 'bitmap' });
  return pngOf({ pixels: data, width: drawn.width, height: drawn.height });
}

const atLeastOne = (pixels: number): number => Math.max(1, Math.round(pixels));

interface Memory {
  buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** What is compiled asks for more memory through this alone; no limit of a thread counts it. */
function boundMemory(): void {
  const { Memory } = (globalThis as unknown as { WebAssembly: { Memory: { prototype: Memory } } }).WebAssembly;
  const { grow } = Memory.prototype;
  Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 65_536 > room) throw new RangeError('no more room');
    return grow.call(this, pages);
  };
}
