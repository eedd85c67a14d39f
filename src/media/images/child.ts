import { constants, setPriority } from 'node:os';
import { drawCard } from '../process/card.ts';
import { type Decoded, decode, encode, preparePicture, preparePortrait } from '../process.ts';
import {
  type CardWork,
  type Delivery,
  type Order,
  type Outcome,
  Unreadable,
  type VariantWork,
  type Work,
} from './work.ts';

/*
 * The process that works on pictures: what readers and editors wait for goes before it, and a picture that breaks a decoder breaks
 * nothing else. It ends with the program that began it.
 */
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

process.on('message', async ({ id, work }: Order) => {
  const outcome = await outcomeOf(work);
  process.send?.({ id, outcome } satisfies Delivery);
});
process.on('disconnect', () => process.exit());

async function outcomeOf(work: Work): Promise<Outcome> {
  try {
    if (work.kind === 'variant') return await variant(work);
    if (work.kind === 'card') return { done: await card(work) };
    const source = typeof work.source === 'string' ? work.source : Buffer.from(work.source);
    return { done: await (work.kind === 'portrait' ? preparePortrait : preparePicture)(source) };
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.message };
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Of a picture in many variants, only the first asks for it to be decoded. */
let last: { key: string; decoded: Decoded } | null = null;

async function variant({ key, source, size, ...wanted }: VariantWork): Promise<Outcome> {
  if (last?.key !== key) {
    if (!source) return { needsSource: true };
    last = { key, decoded: await decode(Buffer.from(source), size) };
  }
  return { done: await encode(last.decoded, wanted) };
}

async function card({ text, picture }: CardWork): Promise<Buffer> {
  const shown = picture && { decoded: await decode(Buffer.from(picture.source), picture.size), box: picture.box };
  return drawCard({ text, picture: shown });
}
