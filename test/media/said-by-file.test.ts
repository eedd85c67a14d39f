import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readSaidByFile } from '../../src/media/said-by-file.ts';
import {
  avifWith,
  type Item,
  jpegThatSays,
  manifestSegment,
  manifestStore,
  pngWith,
  type Says,
  segment,
  tiff,
  webpWith,
  xmpOf,
} from '../support/picture-files.ts';

const nothing = { title: '', caption: '', credit: '', rights: '', takenOn: null, hasCredentials: 0 };
const utf8 = (text: string) => Buffer.from(text);
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const of = async (says: Says) => readSaidByFile(await jpegThatSays(says));
const li = (name: string, list: string, ...items: string[]) =>
  `<${name}><rdf:${list}>${items.map((each) => `<rdf:li>${each}</rdf:li>`).join('')}</rdf:${list}></${name}>`;

const xmp = xmpOf(
  [
    li('dc:title', 'Alt', 'Hall, first night', 'Saal, erste Nacht'),
    li('dc:description', 'Alt', 'Dockers leave &lt;the&gt; hall'),
    li('dc:creator', 'Seq', 'L. Okafor', 'I. Brandt'),
    li('dc:rights', 'Alt', '© 2026 Courier'),
    li('xmpRights:UsageTerms', 'Alt', 'One use'),
  ].join(''),
  'photoshop:Credit="Courier" photoshop:DateCreated="2026-11-20T21:04:00+01:00" exif:GPSLatitude="51,30N"',
);
const iptc: Item[] = [
  ...([[2, 5, utf8('Short name')]] as Item[]),
  ...([[2, 120, utf8('Häfen, العربية')]] as Item[]),
  ...([[2, 80, utf8('Renske V.')]] as Item[]),
  ...([[2, 110, utf8('ANP')]] as Item[]),
  ...([[2, 116, utf8('ANP 2026')]] as Item[]),
  ...([[2, 55, utf8('20261119')]] as Item[]),
  ...([[2, 90, utf8('Rotterdam')]] as Item[]),
];
const exif: [number, Buffer][] = [
  [0x010e, utf8('A hall')],
  [0x013b, utf8('Señor Ñ')],
  [0x8298, utf8('Nobody else')],
];

describe('What a file says', () => {
  test('in XMP goes before IPTC, and that before Exif', async () => {
    const said = {
      title: 'Hall, first night',
      caption: 'Dockers leave <the> hall',
      credit: 'L. Okafor, I. Brandt / Courier',
      rights: '© 2026 Courier. One use',
      ...{ takenOn: '2026-11-20', hasCredentials: 0 },
    };
    expect(await of({ xmp, iptc, exif })).toEqual(said);
    expect(await of({ iptc, exif })).toEqual({
      ...{ title: 'Short name', caption: 'Häfen, العربية', credit: 'Renske V. / ANP', rights: 'ANP 2026' },
      ...{ takenOn: '2026-11-19', hasCredentials: 0 },
    });
    expect(await of({ exif })).toEqual({
      ...{ ...nothing, caption: 'A hall', credit: 'Señor Ñ', rights: 'Nobody else' },
    });
    expect(await of({})).toEqual(nothing);
  });

  test('is read in a PNG and a WebP, too', async () => {
    const packet = Buffer.concat([utf8('XML:com.adobe.xmp\0\0\0\0\0'), utf8(xmp)]);
    const title = 'Hall, first night';
    expect(await readSaidByFile(await pngWith([['iTXt', packet]]))).toMatchObject({ title });
    expect(await readSaidByFile(await webpWith([['XMP ', utf8(xmp)]]))).toMatchObject({ title });
    for (const file of [await pngWith([['eXIf', tiff(exif)]]), await webpWith([['EXIF', tiff(exif)]])]) {
      expect(await readSaidByFile(file)).toMatchObject({ caption: 'A hall', credit: 'Señor Ñ' });
    }
  });

  test.each([
    ['in Latin-1, where nothing is said of it', [[2, 120, latin1('Häfen')]], 'Häfen'],
    ['in Windows’ letters', [[2, 120, Buffer.from([0x93, 0x48, 0x94, 0x80])]], '“H”€'],
    [
      'in Latin-1, where UTF-8 is said',
      [
        [1, 90, utf8('\x1b%G')],
        [2, 120, latin1('Häfen')],
      ],
      'Häfen',
    ],
    ['in UTF-8, where nothing is said of it', [[2, 120, utf8('Häfen')]], 'Häfen'],
    ['in lines', [[2, 120, utf8('One\r\ntwo\tthree\0')]], 'One two three'],
  ] as [string, Item[], string][])('is text %s', async (_how, items, caption) => {
    expect((await of({ iptc: items })).caption).toBe(caption);
  });

  test.each(['2026-02-30', '0000-00-00', '1700-01-01', 'yesterday', '99999999', '2026'])(
    'of a day that is none says no day: %s',
    async (day) => {
      expect((await of({ iptc: [[2, 55, utf8(day)]] })).takenOn).toBeNull();
    },
  );

  test.each(['OLYMPUS DIGITAL CAMERA', 'SONY DSC', '   ', '...'])(
    'is nothing where a camera says it: %s',
    async (text) => {
      expect((await of({ exif: [[0x010e, utf8(text)]] })).caption).toBe('');
    },
  );

  test('stands where only its beginning is a camera’s', async () => {
    const caption = 'Samsung workers strike';
    expect((await of({ exif: [[0x010e, utf8(caption)]] })).caption).toBe(caption);
  });

  test('looks like nothing else: no controls, no overrides, one line, a thousand letters at most', async () => {
    const evil = '\u202Egnp\u202C <script>alert(1)</script>\x00\x1b[31m\u200B{{{x}}}';
    const { caption } = await of({ iptc: [[2, 120, utf8(evil)]] });
    expect(caption).toBe('gnp <script>alert(1)</script> [31m{{{x}}}');
    const long = await of({ iptc: [[2, 120, utf8(`${'x'.repeat(999)}😀😀`)]] });
    expect(long.caption).toBe('x'.repeat(999));
  });
});

describe('Content credentials are noticed', () => {
  const uuid = 'd8fec3d61b0e483c92975828877ec481';

  test('in each kind of file', async () => {
    const files = [
      await jpegThatSays({ segments: [manifestSegment()] }),
      await pngWith([['caBX', manifestStore()]]),
      await webpWith([['C2PA', manifestStore()]]),
      await avifWith(uuid, utf8('\0\0\0\0manifest\0')),
    ];
    for (const file of files) expect(await readSaidByFile(file)).toEqual({ ...nothing, hasCredentials: 1 });
  });

  test('and nothing else is taken for them', async () => {
    const files = [
      await jpegThatSays({ segments: [manifestSegment('6a736f6e')] }),
      await jpegThatSays({ segments: [[0xeb, utf8('JP')]] }),
      await jpegThatSays({ xmp: xmpOf('<dc:title>c2pa jumb jumd</dc:title>') }),
      await pngWith([['caBX', utf8('c2pa')]]),
      await webpWith([['C2PB', manifestStore()]]),
      await avifWith('00000000000000000000000000000000', manifestStore()),
    ];
    for (const file of files) expect((await readSaidByFile(file)).hasCredentials).toBe(0);
  });
});

describe('A file that is broken, or means harm', () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(500)}">${Array.from({ length: 9 }, (_, number) => `<!ENTITY ${'bcdefghij'[number]} "${`&${'abcdefghi'[number]};`.repeat(10)}">`).join('')}]>`;

  test.each([
    ['entities of entities', { xmp: `${bomb}${xmpOf('<dc:title>&j;</dc:title>')}` }],
    [
      'an entity that names a file',
      { xmp: `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${xmpOf('<dc:title>&a;</dc:title>')}` },
    ],
    ['XML that is none', { xmp: '<x:xmpmeta><rdf:RDF><<<' }],
    ['XML as deep as it may be long', { xmp: '<a>'.repeat(20_000) }],
    [
      'Exif that leads to itself',
      { segments: [[0xe1, Buffer.from('Exif\0\0MM\0*\0\0\0\x08\xff\xff', 'latin1')]] as [number, Buffer][] },
    ],
    [
      'resources that end early',
      {
        segments: [[0xed, Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\xff\xff\xff\xff', 'latin1')]] as [
          number,
          Buffer,
        ][],
      },
    ],
  ] as [string, Says][])('says nothing: %s', async (_what, says) => {
    const begun = performance.now();
    expect(await of(says)).toEqual(nothing);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  test('leaves the other parts readable', async () => {
    expect(await of({ xmp: '<broken', iptc })).toMatchObject({ caption: 'Häfen, العربية' });
  });

  test('of lengths that are wrong is left where it ends', async () => {
    const endless = Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(1_000_000, 0xff)]);
    const noLength = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 0, 0xff, 0xe1, 0, 0]);
    const many = Buffer.concat([Buffer.from([0xff, 0xd8]), ...Array(60_000).fill(segment(0xe1, utf8('x')))]);
    const box = Buffer.from('00000001667479706176696600000000000000ff', 'hex');
    for (const file of [endless, noLength, many, box, Buffer.alloc(0), utf8('x')]) {
      expect(await readSaidByFile(file)).toEqual(nothing);
    }
    expect(await readSaidByFile('/nowhere/hall.jpg')).toEqual(nothing);
  });

  test('whatever is changed in it: nothing throws, and every text is one line of text', async () => {
    const whole = await jpegThatSays({ xmp, iptc, exif, segments: [manifestSegment()] });
    const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 20 }), fc.nat(whole.length), async (changes, end) => {
        const file = Buffer.from(whole.subarray(0, end));
        for (const [at, value] of changes) if (at < end) file[at] = value;
        const said = await readSaidByFile(file);
        expect(`${said.title}${said.caption}${said.credit}${said.rights}`).not.toMatch(/[\p{Cc}\u202A-\u202E\uFFFD]/u);
      }),
      { numRuns: 150 },
    );
  });
});
