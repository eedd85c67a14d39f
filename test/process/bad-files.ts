import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/* Files that are sent to do harm, or by mistake. */

const chunk = (type: string, bytes: Buffer): Buffer => {
  const [head, sum] = [Buffer.alloc(8), Buffer.alloc(4)];
  head.writeUInt32BE(bytes.length);
  head.write(type, 4, 'latin1');
  sum.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), bytes])));
  return Buffer.concat([head, bytes, sum]);
};

/** A PNG of these pixels, grey, in a few bytes: most of its lines are missing, which only a decoder would find out. */
export function bomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const lines = deflateSync(Buffer.alloc(100 * (width + 1)));
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', lines), chunk('IEND', Buffer.alloc(0))]);
}

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: `#${(width % 256).toString(16).padStart(2, '0')}a366` } });

export const good = (width: number): Promise<Buffer> => plain(width, 40).png().toBuffer();

const script = '<script>alert(document.cookie)</script>';

/** A JPEG that is a page with a script, too, and an archive. */
export async function polyglot(): Promise<Buffer> {
  const jpeg = await plain(90, 60).jpeg().toBuffer();
  const comment = Buffer.from(`<html>${script}`);
  const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
  return Buffer.concat([
    jpeg.subarray(0, 2),
    head,
    comment,
    jpeg.subarray(2),
    Buffer.from(`PK\x03\x04${script}</html>`),
  ]);
}

const heic = () => Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(4000)]);

const moving = async (): Promise<Buffer> => {
  const frames = await Promise.all([plain(91, 60), plain(92, 60).resize(91, 60)].map((each) => each.png().toBuffer()));
  return sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
};

const large = () => plain(8660, 5773);
const colours = () => plain(94, 60).toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer();
const cut = async () => (await sharp('demo/images/hall.png').jpeg().toBuffer()).subarray(0, 9000);
const film = () =>
  Buffer.concat([Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isommp41', 'latin1'), Buffer.alloc(9000, 'x')]);

export interface BadFile {
  what: string;
  /** As the form says. */
  name: string;
  content: () => Buffer | Promise<Buffer>;
  /** What is said of it beside its plain name. */
  told: RegExp;
}

/** Each as it is sent, and what is said of it. */
export const badFiles: BadFile[] = [
  {
    what: 'a picture bomb',
    name: 'bomb.png',
    content: () => bomb(50_000, 50_000),
    told: /^bomb\.png: The picture has more than 50 million pixels\./,
  },
  {
    what: 'a smaller one',
    name: 'hole.png',
    content: () => bomb(7000, 7000),
    told: /^hole\.png: The picture is damaged or not whole\./,
  },
  { what: 'a polyglot', name: 'page.html', content: polyglot, told: /^page\.html was added\.$/ },
  {
    what: 'a drawing with a script',
    name: 'logo.svg',
    content: () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
    told: /^logo\.svg: This is neither a picture nor a recording nor a document that can be used\./,
  },
  {
    what: 'what an iPhone takes',
    name: 'IMG_1.HEIC',
    content: heic,
    told: /^IMG_1\.HEIC: This is a HEIC picture, which few programs can show\. Save it as JPEG, then try again\.$/,
  },
  { what: 'four colours', name: 'cover.jpg', content: colours, told: /^cover\.jpg was added\.$/ },
  { what: 'a picture that moves', name: 'wave.gif', content: moving, told: /^wave\.gif was added\.$/ },
  {
    what: 'a picture that was cut off',
    name: 'half.jpg',
    content: cut,
    told: /^half\.jpg: The picture is damaged or not whole\./,
  },
  { what: 'nothing', name: 'empty.jpg', content: () => Buffer.alloc(0), told: /^empty\.jpg: The file is empty\./ },
  { what: 'a name that leads elsewhere', name: '../../x', content: () => good(95), told: /^x was added\.$/ },
  {
    what: 'a name that is read backwards',
    name: 'tide\u202egnp.exe',
    content: () => good(96),
    told: /^tide gnp\.exe was added\.$/,
  },
  {
    what: 'a film that is none',
    name: 'film.mp4',
    content: film,
    told: /^film\.mp4: The recording is not whole|^film\.mp4: This is not a recording that can be used/,
  },
  {
    what: 'fifty million pixels, progressive',
    name: 'large.jpg',
    content: () => large().jpeg({ progressive: true }).toBuffer(),
    told: /^large\.jpg was added\.$/,
  },
  {
    what: 'as many in all colours',
    name: 'full.jpg',
    content: () => large().jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
    told: /^full\.jpg: A picture that is saved in this way may have 28 million pixels\./,
  },
  {
    what: 'as many, interlaced',
    name: 'woven.png',
    content: () => large().png({ progressive: true, compressionLevel: 1 }).toBuffer(),
    told: /^woven\.png was added\.$/,
  },
  {
    what: 'ten million, as AVIF',
    name: 'phone.avif',
    content: () => plain(3648, 2736).avif({ effort: 0 }).toBuffer(),
    told: /^phone\.avif was added\.$/,
  },
];
