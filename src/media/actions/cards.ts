import type { Context } from '../../context.ts';
import { NotFound } from '../../errors.ts';
import type { StoredFile } from '../../storage/storage.ts';
import { type Card, cardFile, cardSize, cardsOf } from '../card.ts';
import { boxAround } from '../variant.ts';
import { readStored } from './stored.ts';

/**
 * The card of a story, drawn now where it was not yet.
 * @throws Unavailable where too many are asked for
 */
export async function findSharingCard(context: Context, card: Card): Promise<StoredFile> {
  const name = cardFile(card);
  const there = await context.storage.open(name);
  if (there) return there;
  const content = await context.images.card({ text: card.text, picture: await pictureOf(context, card) });
  await context.storage.put(name, content);
  const drawn = await context.storage.open(name);
  if (!drawn) throw new NotFound('The file of this card is gone.');
  return drawn;
}

/** What a card says of a story is nowhere once the story is not. */
export async function removeCards(context: Context, articleId: number): Promise<void> {
  for (const name of await context.storage.list(cardsOf(articleId))) await context.storage.remove(name);
}

/** As it is kept: a card needs no more of it. Without its file there is a card without it. */
async function pictureOf(context: Context, { picture }: Card) {
  const source = picture && (await readStored(context, picture.file));
  if (!source) return null;
  const { width, height } = picture;
  return { source, size: { width, height }, box: boxAround(picture, cardSize.picture.width / cardSize.height) };
}
