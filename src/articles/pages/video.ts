import { findVideo, type Players } from '../../text/embeds.ts';
import { type Language, words } from '../../text/language.ts';
import { webAddress } from '../../text/link-address.ts';
import type { ShownMedia } from '../queries/story.ts';
import { type Picture, pictureModel } from './picture.ts';

export interface VideoView {
  title: string;
  /** With autoplay in it: the frame is loaded by the reader's press. Null where nobody plays it here, or not any more: then it is a link. */
  embedUrl: string | null;
  /** Null: a plain dark panel. */
  poster: Picture | null;
  /** Who will know that the video was watched. */
  via: string;
  /** To the video's page at the provider. */
  elsewhere: { href: string; text: string };
  caption: string | null;
  credit: string | null;
  /** A poster is part of its video, and bears none. */
  credentials: null;
}

interface WrittenVideo {
  url: string;
  title: string;
  caption: string;
  credit: string;
}

/** Null where it is no address at all. */
export function videoView(
  { url, title, caption, credit }: WrittenVideo,
  poster: ShownMedia | null,
  { language, players }: { language: Language; players: Players },
): VideoView | null {
  const found = findVideo(url, players);
  const href = found?.address ?? webAddress(url);
  if (href === null) return null;
  const provider = found?.provider ?? new URL(href).hostname;
  return {
    title,
    embedUrl: found?.embedUrl ?? null,
    poster: poster && pictureModel(poster, 'poster', ''),
    via: words(language).videoVia(provider),
    elsewhere: { href, text: words(language).watchAt(provider) },
    caption: caption || null,
    credit: credit || null,
    credentials: null,
  };
}
