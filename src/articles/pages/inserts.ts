import type { Site } from '../../db/settings.ts';
import { type Picture, rightsRemark } from '../../media/picture.ts';
import { longDate, utcToZoned } from '../../text/dates.ts';
import type { PictureInsert, StoryInsert } from '../insert.ts';
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

export function pictureInsert(picture: Picture, { zone, now }: Pick<Site, 'zone'> & { now: string }): PictureInsert {
  const { id, file, width, height, alt, caption, credit } = picture;
  return {
    ...{ id, src: `/media/${file}`, width, height },
    ...{ alt, caption, credit },
    rights: rightsRemark(picture, utcToZoned(now, zone).slice(0, 10)),
  };
}
