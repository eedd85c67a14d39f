import sharp from 'sharp';
import { publish } from '../../src/articles/actions/publish.ts';
import { submitForReview } from '../../src/articles/actions/review.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { schedule } from '../../src/articles/actions/schedule.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { type ArticleKind, type Content, emptyContent } from '../../src/articles/article.ts';
import { findKnownPath } from '../../src/articles/queries/addresses.ts';
import type { Context } from '../../src/context.ts';
import type { Actor } from '../../src/db/tables.ts';
import { addPicture } from '../../src/media/actions.ts';
import type { Picture } from '../../src/media/picture.ts';

/** What a story goes through; a time stands for being scheduled then. */
export type Fate = 'draft' | 'review' | 'published' | 'withdrawn' | { at: string };

export interface AddedStory {
  articleId: number;
  revisionId: number;
  /** '' where readers have none. */
  path: string;
}

interface Adding {
  /** Somebody of the desk. */
  editor: Actor;
  /** Who makes it; the editor where nobody is named. */
  by?: Actor;
  content: Partial<Content> & Pick<Content, 'sectionId'>;
  /** A story where nothing is said. */
  makes?: ArticleKind;
  fate?: Fate;
}

/** A story by the actions that web and command line call; published unless its fate is another. */
export async function addStory(context: Context, adding: Adding): Promise<AddedStory> {
  const { editor, by = editor, makes, fate = 'published' } = adding;
  const filed = { ...emptyContent, headline: 'Dockers halt speech', body: 'Some two hundred dockers.' };
  const content = { ...filed, ...adding.content };
  const story = await saveRevision(context, by, {
    articleId: null,
    makes,
    baseRevisionId: null,
    content,
    kind: 'save',
  });
  if (fate === 'review') await submitForReview(context, by, story);
  if (fate === 'published' || fate === 'withdrawn') await publish(context, editor, story);
  if (typeof fate === 'object') await schedule(context, editor, { ...story, at: fate.at });
  const path = await pathOf(context, story.articleId);
  if (fate === 'withdrawn') await withdraw(context, editor, { articleId: story.articleId, reason: 'Not so.' });
  return { ...story, path };
}

/** Colours that are told apart however a picture is packed. */
export const colourOf = (number: number): string =>
  `#${((number * 0x9e3779) & 0xffffff).toString(16).padStart(6, '0')}`;

/** A picture of this colour, like no other. */
export const addColour = (context: Context, actor: Actor, colour: string): Promise<Picture> =>
  add(context, actor, { colour, alt: `All ${colour}` });

/** The same, with nothing said of what it shows. */
export const addUndescribed = (context: Context, actor: Actor, colour: string): Promise<Picture> =>
  add(context, actor, { colour, alt: '' });

async function add(context: Context, actor: Actor, { colour, alt }: { colour: string; alt: string }): Promise<Picture> {
  const buffer = await sharp({ create: { width: 64, height: 48, channels: 3, background: colour } })
    .png()
    .toBuffer();
  const said = { alt, caption: '', credit: 'L. Okafor', originalName: 'hall.png' };
  return addPicture(context, actor, { buffer, ...said });
}

const pathOf = async ({ db }: Context, articleId: number): Promise<string> =>
  (await findKnownPath(db.reader, articleId)) ?? '';
