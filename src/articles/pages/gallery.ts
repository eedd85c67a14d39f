import { type Language, words } from '../../text/language.ts';
import type { FigureView } from './figure.ts';

/** Pictures that are shown as one, in a strip that is gone through without a script. */
export interface GalleryView {
  /** "Gallery: 4 pictures" */
  label: string;
  figures: GalleryFigure[];
}

interface GalleryFigure extends FigureView {
  /** "2/4" */
  place: string;
  /** The first above a story: it is not held back. */
  isFirst: boolean;
}

/** A block of a story, as far as galleries are about it. */
interface Block {
  figure: FigureView | null;
  gallery: GalleryView | null;
}

const galleryOf = (figures: FigureView[], language: Language, isLead = false): GalleryView => ({
  label: words(language).gallery(figures.length),
  figures: figures.map((figure, index) => ({
    ...figure,
    place: `${index + 1}/${figures.length}`,
    isFirst: isLead && index === 0,
  })),
});

/** Those that stand one after another and are said to be of a gallery are one; one alone is a figure. */
export function withGalleries<Each extends Block>(
  blocks: Each[],
  { empty, language }: { empty: Each; language: Language },
): Each[] {
  const joined: Each[] = [];
  for (let index = 0; index < blocks.length; ) {
    const figures = leadingOf(blocks.slice(index));
    const [block] = blocks.slice(index);
    if (figures.length > 1) joined.push({ ...empty, gallery: galleryOf(figures, language) });
    else if (block) joined.push(block);
    index += Math.max(1, figures.length);
  }
  return joined;
}

/** The figures of a gallery with which the blocks begin. */
function leadingOf(blocks: Block[]): FigureView[] {
  const after = blocks.findIndex(({ figure }) => !figure?.isOfGallery);
  return blocks.slice(0, after < 0 ? blocks.length : after).flatMap(({ figure }) => figure ?? []);
}

/**
 * A gallery that opens the text is one with the lead picture above it.
 * @returns null where the text opens with none, or there is no lead picture
 */
export function leadGallery<Each extends Block>(
  lead: FigureView | null,
  blocks: Each[],
  language: Language,
): { gallery: GalleryView; rest: Each[] } | null {
  const [first, ...rest] = blocks;
  const others = first?.gallery?.figures ?? (first?.figure?.isOfGallery ? [first.figure] : []);
  return lead && others.length > 0 ? { gallery: galleryOf([lead, ...others], language, true), rest } : null;
}
