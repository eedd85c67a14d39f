import { altIn } from '../../media/picture.ts';
import { findChart, type Players } from '../../text/embeds.ts';
import { type Language, words } from '../../text/language.ts';
import { webAddress } from '../../text/link-address.ts';
import type { Block } from '../../text/markdown.ts';
import type { ShownMedia } from '../queries/story.ts';
import { type Picture, pictureModel } from './picture.ts';

/** A chart or a map: a picture of it with what it shows in words, both ours, and behind a press the one that can be moved about. */
export interface ChartView {
  title: string;
  /** Null where the library has it no more: then `text` stands in its place. */
  picture: Picture | null;
  text: string | null;
  /** Null where nobody draws it here, or not any more: then it is a link. */
  frame: { src: string; height: string } | null;
  /** Who will know that it was looked at. */
  via: string;
  elsewhere: { href: string; text: string };
  caption: string | null;
  credit: string | null;
  credentials: null;
}

/** Room for most charts, in pixels. */
const usualHeight = '480';

/** Null where it is no address at all. */
export function chartView(
  { url, title, text, caption, credit, height }: Extract<Block, { kind: 'chart' }>,
  picture: ShownMedia | null,
  { language, players }: { language: Language; players: Players },
): ChartView | null {
  const found = findChart(url, players);
  const href = webAddress(url);
  if (href === null) return null;
  const provider = found?.provider ?? new URL(href).hostname;
  return {
    title,
    picture: picture && pictureModel(picture, 'figure', text || altIn(picture, language)),
    text: picture ? null : text || null,
    frame: found && { src: found.embedUrl, height: height || usualHeight },
    via: words(language).chartVia(provider),
    elsewhere: { href, text: words(language).chartAt(provider) },
    caption: caption || null,
    credit: credit || null,
    credentials: null,
  };
}
