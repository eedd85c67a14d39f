import type { Site } from '../../db/settings.ts';
import { nameOf, type Picture, rightsRemark } from '../../media/picture.ts';
import type { LibraryPicture } from '../../media/queries/library.ts';
import { thumbFile } from '../../media/variant.ts';
import { longDate, utcToZoned } from '../../text/dates.ts';
import type { PictureChoice, PictureInsert, StoryInsert } from '../insert.ts';
import type { Card } from '../queries/reading.ts';

export function storyInsert(card: Card, { zone }: Pick<Site, 'zone'>): StoryInsert {
  return {
    path: card.path,
    headline: card.shortHeadline || card.headline,
    language: card.language,
    about: `${card.sectionName}, ${longDate(card.publishedAt, { zone, language: 'en' })}`,
    picture: card.pictureFile && `/media/${card.pictureFile}`,
  };
}

export const pictureChoice = (picture: LibraryPicture): PictureChoice => ({
  ...{ id: picture.id, name: nameOf(picture), src: `/media/${thumbFile(picture)}` },
});

export function pictureInsert(picture: Picture, { zone, now }: Pick<Site, 'zone'> & { now: string }): PictureInsert {
  const { id, file, width, height, alt, caption, credit } = picture;
  return {
    ...{ id, src: `/media/${file}`, width, height },
    ...{ alt, caption, credit },
    rights: rightsRemark(picture, utcToZoned(now, zone).slice(0, 10)),
  };
}
