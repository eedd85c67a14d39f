import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { addPicture } from '../../media/actions.ts';
import type { Picture } from '../../media/picture.ts';
import { playersOf, type Told, whereTold } from '../../text/embeds.ts';
import { withoutBidiControls, withoutControls } from '../../text/markdown/plain-text.ts';
import { limits } from '../article.ts';
import { canWrite } from '../policy.ts';
import { authorize } from './find.ts';

/** What the provider of a video says of it; a poster is in the library by then. */
export interface VideoFacts {
  title: string;
  poster: Picture | null;
}

/**
 * Asks the provider of a video for its title and its poster. Null where nobody tells, or answers in time: whatever goes wrong
 * elsewhere is no mistake here. @throws Forbidden
 */
export async function fetchVideoFacts(context: Context, actor: Actor, url: string): Promise<VideoFacts | null> {
  authorize(canWrite(actor));
  const told = whereTold(url, playersOf(await readSite(context.db.reader), context.config.siteUrl));
  const said = told && (await context.askOembed(told.oembed));
  if (!told || !said) return null;
  const author = lineOf(said.author, limits.credit - told.provider.length - 3);
  const credit = author && author !== told.provider ? `${author} / ${told.provider}` : told.provider;
  const poster = await takePoster(context, actor, { told, thumbnail: said.thumbnail, credit });
  const title = lineOf(said.title, limits.headline);
  return title || poster ? { title, poster } : null;
}

interface Offered {
  told: Told;
  thumbnail: string;
  credit: string;
}

const asking = { bytes: 8_000_000, milliseconds: 4_000 };

/** The best that there is. */
async function takePoster(
  context: Context,
  actor: Actor,
  { told, thumbnail, credit }: Offered,
): Promise<Picture | null> {
  for (const address of [told.poster, thumbnail]) {
    const content = address ? await download(context, address) : null;
    if (!content) continue;
    const said = { alt: '', caption: '', credit, source: told.address, originalName: `${told.provider} poster` };
    const picture = await addPicture(context, actor, { buffer: content, ...said }).catch(() => null);
    if (picture) return picture;
  }
  return null;
}

async function download({ outgoing }: Context, address: string): Promise<Buffer | null> {
  try {
    const { status, body } = await outgoing.get(address, asking);
    return status === 200 && body.length > 0 ? body : null;
  } catch {
    return null;
  }
}

/** A line of somebody else's, so long at most, no letter of it cut in two. */
function lineOf(text: string, most: number): string {
  const line = withoutBidiControls(withoutControls(text)).normalize('NFC').replace(/\s+/g, ' ').trim();
  return line
    .slice(0, most)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim();
}
