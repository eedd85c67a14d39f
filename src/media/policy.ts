import type { Actor } from '../db/tables.ts';
import type { Picture } from './picture.ts';

/** Whoever works on stories adds pictures to the library; a moderator does not. */
export const canAddPictures = (actor: Actor): boolean => actor.role !== 'moderator';

/** The library is for whoever may add to it. */
export const canSeeLibrary = canAddPictures;

/** Says something else of a picture, or takes it out of the library: the desk, and whoever added it. */
export const canDescribe = (actor: Actor, picture: Pick<Picture, 'createdBy'>): boolean =>
  actor.role === 'editor' || actor.role === 'admin' || (canAddPictures(actor) && picture.createdBy === actor.id);
