import type { Database } from '../db/database.ts';
import { defaultSite, readSite, type Site } from '../db/settings.ts';
import { direction, words } from '../text/language.ts';
import type { Assets } from './assets.ts';
import type { Renderer } from './render.ts';

export interface FloodPageContext {
  renderer: Renderer;
  assets: Assets;
  db: Database;
}

/** In seconds: a flood costs one look at the settings in this time, whatever comes. */
const keptFor = 60;

/**
 * The page that turns away, in the newsroom's language, with nothing around it. It is the same for everybody, and where the settings cannot
 * be read, as of a newsroom that has said nothing of itself.
 */
export function createFloodPage(
  { renderer, assets, db }: FloodPageContext,
  clock: () => number,
): () => Promise<Buffer> {
  let kept: { page: Promise<Buffer>; until: number } | null = null;
  const make = ({ language, name }: Site): Buffer =>
    Buffer.from(
      renderer.part('site/flood', language, {
        ...{ language, direction: direction(language), siteName: name },
        ...{ heading: words(language).failures.tooMany.heading, stylesheet: assets.url('desk.css') },
        icon: assets.url('icon.svg'),
      }),
    );
  return () => {
    if (!kept || clock() >= kept.until) {
      const page = readSite(db.reader).then(make, () => make(defaultSite));
      kept = { page, until: clock() + keptFor };
    }
    return kept.page;
  };
}
