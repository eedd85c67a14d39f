import { labelText } from '../../articles/pages/card.ts';
import { isPictured } from '../../articles/pages/picture.ts';
import { type Card as Listed, pictureOfCard } from '../../articles/queries/reading.ts';
import type { Site } from '../../db/settings.ts';
import type { ImageFacts } from '../../http/render.ts';
import { type Card, canDraw, cardKey, cardSize } from '../../media/card.ts';
import { direction } from '../../text/language.ts';
import { nameIn } from '../../topics/section.ts';

type Shared = Omit<Listed, 'authors'>;

/** What a shared link to the story shows. */
export function sharingCard(story: Shared, site: Site): Card {
  const { articleId, headline, language } = story;
  const section = nameIn({ name: story.sectionName, translations: story.sectionTranslations }, language);
  const kicker = [section, labelText(story, language)].filter((part) => part !== null).join(' · ');
  return {
    articleId,
    text: { headline, site: site.name, kicker, direction: direction(language) },
    picture: isPictured(story) ? pictureOfCard(story) : null,
  };
}

export const cardPath = (card: Card): string => `/media/cards/${card.articleId}/${cardKey(card)}.jpg`;

/** Of the <head>: its card; the picture alone of a headline in letters that cards do not have. */
export function sharedImage(
  story: Shared,
  { site, siteUrl, alt }: { site: Site; siteUrl: string; alt: string },
): { image: string | null; imageFacts: ImageFacts | null } {
  const card = sharingCard(story, site);
  if (canDraw(card.text)) {
    const says = [story.headline, card.picture && alt].filter(Boolean).join('. ');
    const facts = { width: String(cardSize.width), height: String(cardSize.height), alt: says };
    return { image: `${siteUrl}${cardPath(card)}`, imageFacts: facts };
  }
  if (!card.picture) return { image: null, imageFacts: null };
  const { file, width, height } = card.picture;
  const facts = { width: String(width), height: String(height), alt };
  return { image: `${siteUrl}/media/${file}`, imageFacts: facts };
}
