import { altIn } from '../../media/picture.ts';
import { type Language, words } from '../../text/language.ts';
import type { ShownMedia } from '../queries/story.ts';
import { type Picture, type PicturePlace, pictureModel } from './picture.ts';

export interface FigureView {
  picture: Picture;
  caption: string | null;
  credit: string | null;
  /** Shown as one with those of a gallery beside it. */
  isOfGallery: boolean;
  /** That the file carries content credentials, and what those are. */
  credentials: { text: string; about: string } | null;
}

interface Written {
  alt: string;
  decorative: boolean;
  gallery?: boolean;
  caption: string;
  credit: string;
}

/** What the story says of a picture goes before what the library says. */
export function figureView(
  media: ShownMedia,
  { alt, decorative, caption, credit, gallery = false }: Written,
  { language, at }: { language: Language; at: PicturePlace },
): FigureView {
  return {
    picture: pictureModel(media, at, decorative ? '' : alt || altIn(media, language)),
    caption: caption || media.caption || null,
    credit: credit || media.credit || null,
    isOfGallery: gallery,
    credentials: media.hasCredentials === 1 ? words(language).contentCredentials : null,
  };
}
