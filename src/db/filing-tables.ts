import type { Generated } from 'kysely';

/** What stories are filed under. What has gone stays as a row, since old revisions refer to it; its slug is `~` and its number. */
export interface Sections {
  id: Generated<number>;
  slug: string;
  name: string;
  /** Names in other languages: {"ar": "…"}. */
  translations: string;
  position: number;
  /** What it is about, by language: {"en": "…"}. */
  descriptions: Generated<string>;
  /** A hue of topics/section.ts; '' for the newsroom's own colour. */
  colour: Generated<string>;
  /** The section that got its stories when it was deleted; never one that is gone itself. */
  merged_into: Generated<number | null>;
  gone_at: Generated<string | null>;
}

export interface Topics {
  id: Generated<number>;
  slug: string;
  name: string;
  translations: string;
  /** The name as text/slug.ts folds it: what editors write to mean this topic. '' of one that is gone or merged. */
  known_as: Generated<string>;
  /** The topic that holds its stories now; never one that is merged itself. */
  merged_into: Generated<number | null>;
  gone_at: Generated<string | null>;
}

export interface SeriesTable {
  id: Generated<number>;
  slug: string;
  name: string;
  translations: string;
  known_as: Generated<string>;
  gone_at: Generated<string | null>;
}

/** Addresses at which a section, topic, series or person stood before. */
export interface ListRedirects {
  kind: 'section' | 'topic' | 'series' | 'person';
  slug: string;
  target_id: number;
  created_at: string;
}
