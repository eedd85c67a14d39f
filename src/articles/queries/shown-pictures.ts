import type { Db } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import { altIn, nameOf, rightsEndOf } from '../../media/picture.ts';
import { findMedia } from '../../media/queries.ts';
import { utcToZoned } from '../../text/dates.ts';
import type { Language } from '../../text/language.ts';
import type { Block } from '../../text/markdown.ts';
import type { Checked } from '../article/checks.ts';
import { mediaIdsOf } from '../article/shown-pictures.ts';

/** What a story shows, as it stands on a form or in a revision. */
export interface Shows {
  body: string;
  /** Null where no picture stands above the text. */
  leadMediaId: number | null;
  language: Language;
}

/** What the library says of the pictures that a story shows. */
export interface LibrarySays extends Pick<Checked, 'leadDescribed' | 'leadCaptioned' | 'endingRights'> {
  /** Of those in the text that it describes, what stands for them there. */
  described: Set<string>;
}

/** @param now decides which rights end soon, by the newsroom's calendar */
export async function findLibrarySays(
  db: Db,
  { leadMediaId, language }: Shows,
  { blocks, now }: { blocks: Block[]; now: string },
): Promise<LibrarySays> {
  const ids = [...(leadMediaId === null ? [] : [leadMediaId]), ...mediaIdsOf(blocks)];
  const [media, { zone }] = [await findMedia(db, ids), await readSite(db)];
  const today = utcToZoned(now, zone).slice(0, 10);
  const described = media.filter((picture) => altIn(picture, language) !== '');
  return {
    leadCaptioned: media.some(({ id, caption }) => id === leadMediaId && caption !== ''),
    leadDescribed: described.some(({ id }) => id === leadMediaId),
    described: new Set(described.map(({ id }) => String(id))),
    endingRights: media.flatMap((picture) => {
      const end = rightsEndOf(picture, today);
      const isLead = picture.id === leadMediaId;
      return end ? { ...end, about: `picture:${picture.id}`, name: nameOf(picture), isLead } : [];
    }),
  };
}
