import type { Db, Tx } from '../../db/database.ts';
import { readSetting, readSite, writeSetting } from '../../db/settings.ts';
import { findRecordingsByFile } from '../../media/queries/recordings.ts';
import { findChart, findVideo, playersOf } from '../../text/embeds.ts';
import { type Block, type Problem, renderStory } from '../../text/markdown.ts';
import { findRecording } from '../../text/recordings.ts';
import {
  bareFiguresIn,
  type Checked,
  checkNames,
  defaultLevels,
  isFixed,
  type Level,
  type Levels,
  levels,
} from '../article/checks.ts';
import type { ArticleKind, Revision } from '../article.ts';
import { findDead, findLostLinks, outsideAddresses } from './links.ts';
import { findLibrarySays, type Shows } from './shown-pictures.ts';

const setting = 'checks';

/** What the newsroom decided about each check; one that it has said nothing of is as at first. */
export async function findLevels(db: Db): Promise<Levels> {
  const kept: Record<string, unknown> = JSON.parse((await readSetting(db, setting)) ?? '{}');
  const levelOf = (value: unknown): Level | undefined => levels.find((level) => level === value);
  return Object.fromEntries(
    checkNames.map((name) => [name, isFixed(name) ? 'block' : (levelOf(kept[name]) ?? defaultLevels[name])]),
  ) as Levels;
}

export const writeLevels = (tx: Tx, chosen: Levels): Promise<void> => writeSetting(tx, setting, JSON.stringify(chosen));

/** What the checks look at in a text, and what keeps it from being shown as it is meant. */
export interface LookedText
  extends Pick<
    Checked,
    | 'bareFigures'
    | 'lostLinks'
    | 'deadLinks'
    | 'unplayed'
    | 'leadDescribed'
    | 'leadCaptioned'
    | 'leadPostered'
    | 'endingRights'
  > {
  problems: Problem[];
}

interface Looking {
  siteUrl: string;
  /** The address of the lead video; '' where there is none. */
  leadVideo?: string;
  /** Links are looked up only where one of the checks that are wanted asks about them. */
  wanted: ReadonlySet<string>;
  now: string;
}

export async function lookAtText(
  db: Db,
  shows: Shows,
  { siteUrl, wanted, now, leadVideo = '' }: Looking,
): Promise<LookedText> {
  const { blocks, problems } = renderStory(shows.body);
  const { described, ...says } = await findLibrarySays(db, shows, { blocks, now });
  return {
    ...says,
    problems,
    leadPostered: await isPostered(db, leadVideo),
    bareFigures: bareFiguresIn(shows.body, problems, described),
    unplayed: wanted.has('player') ? await findUnplayed(db, embeddedIn(blocks, leadVideo), siteUrl) : [],
    lostLinks: wanted.has('own-links') ? await findLostLinks(db, blocks, siteUrl) : [],
    deadLinks: wanted.has('dead-links') ? await findDead(db, outsideAddresses(blocks, siteUrl)) : [],
  };
}

/** Of videos and charts. */
type Embedded = { kind: 'video' | 'chart'; url: string };

const embeddedIn = (blocks: Block[], leadVideo: string): Embedded[] => [
  ...(leadVideo === '' ? [] : [{ kind: 'video' as const, url: leadVideo }]),
  ...blocks.filter((block) => block.kind === 'video' || block.kind === 'chart'),
];

async function isPostered(db: Db, leadVideo: string): Promise<boolean> {
  const own = findRecording(leadVideo);
  if (!own || own.isAudio) return own !== null;
  const [recording] = await findRecordingsByFile(db, [own.file]);
  return recording !== undefined && recording.posterId !== null;
}

async function findUnplayed(db: Db, embedded: Embedded[], siteUrl: string): Promise<string[]> {
  if (embedded.length === 0) return [];
  const players = playersOf(await readSite(db), siteUrl);
  const isShown = ({ kind, url }: Embedded): boolean =>
    kind === 'chart'
      ? findChart(url, players) !== null
      : findVideo(url, players) !== null || findRecording(url) !== null;
  return [...new Set(embedded.filter((each) => !isShown(each)).map(({ url }) => url))];
}

interface Looked extends Looking {
  kind: ArticleKind;
  revision: Revision;
  /** What is published of a story that is out. */
  change?: { kind: string; note: string } | undefined;
}

/** What the checks look at of a revision. */
export async function lookAt(db: Db, { kind, revision, change, ...looking }: Looked): Promise<Checked & LookedText> {
  return {
    ...revision,
    ...(await lookAtText(
      db,
      { ...revision, leadMediaId: shownLead(revision) },
      {
        ...looking,
        leadVideo: revision.leadKind === 'video' ? revision.leadVideo : '',
      },
    )),
    kind,
    hasSection: revision.sectionId !== null,
    hasTopics: revision.topicIds.length > 0,
    hasByline: revision.authorIds.length > 0,
    hasPicture: revision.leadMediaId !== null,
    change: change ? { ...change, revisionId: revision.id } : null,
  };
}

/** Those that somebody is to hear of. */
export const wantedOf = (chosen: Levels): Set<string> => new Set(checkNames.filter((name) => chosen[name] !== 'off'));

const shownLead = ({ leadKind, leadMediaId }: Revision) => (leadKind === 'none' ? null : leadMediaId);
