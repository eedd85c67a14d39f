import type { Context } from '../../context.ts';
import { NotFound } from '../../errors.ts';
import type { StoredFile } from '../../storage/storage.ts';
import type { Picture } from '../picture.ts';
import { isNamed } from '../queries/named-files.ts';
import { boxOf, type Variant, variantFile, variantsOf } from '../variant.ts';
import { readStored } from './stored.ts';

/** Those of a picture as a whole, made one after the other while other things are done. What a stop leaves out is made when it is first asked for. */
export function makeAhead(context: Context, picture: Picture): void {
  const making = variantsOf(picture, null).map((variant) => make(context, { picture, variant, asked: false }));
  Promise.all(making).catch((error: unknown) =>
    context.log.warn({ error, media: picture.id }, 'A picture could not be made in all its sizes ahead.'),
  );
}

/**
 * A variant of the picture, made now where it was not yet.
 * @throws Unavailable where too many are asked for; NotFound where the picture's own file is gone
 */
export async function findVariant(
  context: Context,
  { picture, variant }: { picture: Picture; variant: Variant },
): Promise<StoredFile> {
  const name = variantFile(variant);
  const there = await context.storage.open(name);
  if (there) return there;
  await make(context, { picture, variant, asked: true });
  const made = await context.storage.open(name);
  if (!made) throw new NotFound('The file of this picture is gone.');
  return made;
}

interface Order {
  picture: Picture;
  variant: Variant;
  /** Somebody waits for it. */
  asked: boolean;
}

/** By storage, as names are the same in all of them; two who ask for one thing wait for one. */
const beingMade = new WeakMap<Context['storage'], Map<string, Promise<void>>>();

async function make(context: Context, order: Order): Promise<void> {
  const all = beingMade.get(context.storage) ?? new Map<string, Promise<void>>();
  beingMade.set(context.storage, all);
  const name = variantFile(order.variant);
  // Who waits does not wait for the turn of what is made ahead.
  const key = `${name} ${order.asked}`;
  const begun = all.get(key) ?? makeAndKeep(context, order).finally(() => all.delete(key));
  all.set(key, begun);
  await begun;
}

async function makeAndKeep(context: Context, { picture, variant, asked }: Order): Promise<void> {
  const { width, height, file } = picture;
  const name = variantFile(variant);
  const wanted = { key: file, size: { width, height }, box: boxOf(picture, variant.crop) };
  const { format } = variant;
  await context.images.variant(
    { ...wanted, width: variant.width, format },
    {
      asked,
      isThere: async () => (await context.storage.open(name)) !== null,
      source: () => sourceOf(context, picture),
      keep: (content) => keepMade(context, { name, of: file, content }),
    },
  );
}

/** What is made of a picture that was removed meanwhile does not stay behind. */
async function keepMade(
  { db, storage }: Context,
  { name, of, content }: { name: string; of: string; content: Buffer },
): Promise<void> {
  await storage.put(name, content);
  if (!(await isNamed(db.reader, of))) await storage.remove(name);
}

/** From the file as it came, where that was kept: it has lost nothing yet. */
async function sourceOf(context: Context, { original, file }: Picture): Promise<Buffer> {
  const source = (original && (await readStored(context, original))) || (await readStored(context, file));
  if (!source) throw new NotFound('The file of this picture is gone.');
  return source;
}
