import { createHash } from 'node:crypto';
import type { Picture } from './picture.ts';

/** In pixels, as those who show links want them; the picture's part is at the end of the line. */
export const cardSize = { width: 1200, height: 630, picture: { width: 560 } } as const;

/** What a card says. */
export interface CardText {
  headline: string;
  /** The newsroom's name. */
  site: string;
  /** Of the story: its section, and what kind it is; '' for nothing. */
  kicker: string;
  direction: 'ltr' | 'rtl';
}

export interface Card {
  /** What it is the card of: the article's id. */
  articleId: number;
  text: CardText;
  picture: Pick<Picture, 'file' | 'width' | 'height' | 'focalX' | 'focalY'> | null;
}

/** Raised when cards are drawn otherwise. */
const version = 1;

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** Names all that it is drawn from. */
export function cardKey({ articleId, text, picture }: Card): string {
  const { headline, site, kicker, direction } = text;
  const shown = picture && [picture.file, picture.focalX, picture.focalY];
  return digest(JSON.stringify([version, articleId, headline, site, kicker, direction, shown]));
}

/** What the names of all cards of a story begin with, spread over the storage. */
export const cardsOf = (articleId: number): string => `${digest(`cards of ${articleId}`).slice(0, 16)}-card-`;

export const cardFile = (card: Card): string => `${cardsOf(card.articleId)}${cardKey(card)}.jpg`;

/** Only what there are letters for is drawn: of other scripts the picture itself is shown. */
export const canDraw = ({ headline, site, kicker }: CardText): boolean =>
  /^[\p{Script=Latin}\p{Script=Arabic}\p{Script=Common}\p{Script=Inherited}]*$/u.test(headline + site + kicker) &&
  !/\p{Extended_Pictographic}/u.test(headline + site + kicker);
