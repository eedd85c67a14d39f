import type { CardText } from '../card.ts';
import type { Picture } from '../picture.ts';
import type { Box, Format } from '../variant.ts';

/* What the program and the process that works on pictures say to each other. */

export type Prepared = Pick<Picture, 'file' | 'mime' | 'width' | 'height' | 'bytes' | 'tone' | 'look'> & {
  content: Buffer;
};

/** Why a file is no picture that can be kept; the message is for who sent it. */
export class Unreadable extends Error {}

export const tooLong = 'The picture takes too long or too much memory to read. Make it smaller, then try again.';

export type Work =
  /** The path of a file, or its content. */
  { kind: 'picture' | 'portrait'; source: string | Buffer } | VariantWork | CardWork;

export interface VariantWork {
  kind: 'variant';
  /** Names the picture: the process remembers the last one that it decoded. */
  key: string;
  /** The content of the file; null at first, as the process may have it. */
  source: Buffer | null;
  /** Of the picture as it is kept, in pixels. */
  size: { width: number; height: number };
  box: Box;
  width: number;
  format: Format;
}

export interface CardWork {
  kind: 'card';
  text: CardText;
  /** The content of a picture's file, its size, and the part that is shown; null for none. */
  picture: { source: Buffer; size: { width: number; height: number }; box: Box } | null;
}

export type Outcome =
  | { done: Prepared | Buffer }
  /** A variant of a picture that it does not have. */
  | { needsSource: true }
  /** For who sent the picture. */
  | { unreadable: string }
  | { failed: string }
  /** The process has ended with it in hand. */
  | { died: string };

export interface Order {
  id: number;
  work: Work;
}

export interface Delivery {
  id: number;
  outcome: Outcome;
}
