import { findCards } from '../../articles/queries/cards.ts';
import { findInserts } from '../../articles/queries/inserts.ts';
import type { Card } from '../../articles/queries/reading.ts';
import type { Db } from '../../db/database.ts';
import { readSite, type Site } from '../../db/settings.ts';
import { later } from '../../text/moments.ts';
import { findSections, findTopicsByIds } from '../../topics/queries.ts';
import type { Section } from '../../topics/section.ts';
import { type Arrangement, type Filed, placedIn, slotNamed, unarranged } from '../front/arrangement.ts';
import { type Change, filedIn, storiesIn } from '../front/change.ts';
import { type FilledSlot, type FrontOrder, type FrontPlan, filedKey, planFront } from '../front/plan.ts';
import { findFrontStories, findOrder } from '../queries.ts';
import { type Front, findAllPrepared, findLive, findPrepared, findShownArrangement } from './fronts.ts';
import { findPlaceable, isPlaceable, type Placeable } from './placeable.ts';
import { type FrontState, findState, findUndone } from './states.ts';

/** What a front shows at a time, to whoever curates it. */
export interface Drawn {
  order: FrontOrder;
  plan: FrontPlan;
  sections: Section[];
  site: Site;
}

/** The front with that arrangement, as readers would see it at that time. */
export async function drawFront(db: Db, arrangement: Arrangement, at: string): Promise<Drawn> {
  const [site, sections] = await Promise.all([readSite(db), findSections(db)]);
  const order = await findOrder(db, arrangement, sections);
  const stories = await findFrontStories(db, order, { now: at, language: site.language });
  return { order, plan: planFront(stories, order, at), sections, site };
}

/** A slot of the readers' front, for whoever offers to put a story there. */
export interface OfferedSlot {
  /** As `placeOnFront` takes it. */
  name: string;
  /** What its strip is called; null at the top. */
  strip: string | null;
  /** Its number in the strip, or at the top; from 1. */
  number: number;
  /** What stands there now; null for nothing. */
  card: Card | null;
}

/** All slots that readers see, in the order of the page. */
export async function findFrontSlots(db: Db, now: string): Promise<OfferedSlot[]> {
  const { plan } = await drawFront(db, (await findShownArrangement(db, now)) ?? unarranged, now);
  const offered = (strip: string | null) => (slot: FilledSlot, index: number) => ({
    ...{ name: slot.name, strip, number: index + 1, card: slot.card },
  });
  const strips = plan.strips.filter(({ hidden }) => !hidden);
  return [...plan.top.map(offered(null)), ...strips.flatMap(({ heading, slots }) => slots.map(offered(heading.name)))];
}

/** A front that somebody curates: with what its slots show, what was done to it last, and what else there is. */
export interface Curating extends Drawn {
  /** Null where nobody has curated the live one yet. */
  front: Front | null;
  /** The time at which readers would see it so: its launch, or now. */
  at: string;
  prepared: Front[];
  last: FrontState | null;
  canUndo: boolean;
  /** Stories that hands placed or took out, by their newest texts. */
  stories: Map<number, Placeable>;
  names: Names;
}

/** @param id of a prepared front, or null for the live one. Null where there is no such front. */
export async function findCurating(db: Db, id: number | null, now: string): Promise<Curating | null> {
  const front = id === null ? await findLive(db) : await findPrepared(db, id);
  if (id !== null && !front) return null;
  const arrangement = front?.arrangement ?? unarranged;
  const at = front?.kind === 'prepared' && front.launchAt !== null && front.launchAt > now ? front.launchAt : now;
  const [drawn, prepared, last, before] = await Promise.all([
    drawFront(db, arrangement, at),
    findAllPrepared(db),
    front && findState(db, front.id, front.version),
    front && findUndone(db, front.id, front.version),
  ]);
  const ids = [...placedIn(arrangement).map(({ articleId }) => articleId), ...arrangement.out];
  const [stories, names] = await Promise.all([
    findPlaceable(db, ids),
    findNames(db, [...(last ? [last.change] : []), ...rulesOf(arrangement)]),
  ]);
  return { ...drawn, front, at, prepared, last, canUndo: before !== null, stories, names };
}

const rulesOf = ({ top }: Arrangement): Change[] => top.map(({ rule }) => ({ act: 'ruled', slot: 'lead', rule }));

/** What changes are told by: the names of all that they speak of. */
export interface Names {
  stories: Map<number, Placeable>;
  /** By `filedKey`. */
  filed: Map<string, string>;
  fronts: Map<number, string>;
}

export async function findNames(db: Db, changes: Change[]): Promise<Names> {
  const inSlots = changes.flatMap((change) => ('slot' in change ? (slotNamed(change.slot)?.strip ?? []) : []));
  const filed = [...changes.flatMap(filedIn), ...inSlots];
  const fronts = changes.flatMap((change) => (change.act === 'launched' ? [change.front] : []));
  const ids = (of: Filed['of']) => [...new Set(filed.filter((each) => each.of === of).map(({ id }) => id))];
  const [stories, sections, topics, launched] = await Promise.all([
    findPlaceable(db, changes.flatMap(storiesIn)),
    ids('section').length === 0
      ? []
      : db.selectFrom('sections').select(['id', 'name']).where('id', 'in', ids('section')).execute(),
    findTopicsByIds(db, ids('topic')),
    fronts.length === 0 ? [] : db.selectFrom('fronts').select(['id', 'name']).where('id', 'in', fronts).execute(),
  ]);
  return {
    stories,
    filed: new Map([
      ...sections.map(({ id, name }): [string, string] => [filedKey({ of: 'section', id }), name]),
      ...topics.map(({ id, name }): [string, string] => [filedKey({ of: 'topic', id }), name]),
    ]),
    fronts: new Map(launched.map(({ id, name }) => [id, name])),
  };
}

/** Scheduled stories are found this long before they come out, in milliseconds. */
const ahead = 366 * 24 * 60 * 60 * 1000;

/** Stories that hold the words, scheduled ones too; without words the newest that readers see. */
export function findToPlace(db: Db, { words, now }: { words: string; now: string }): Promise<Card[]> {
  const until = later(now, ahead);
  return findInserts(db, { words, now: words === '' ? now : until });
}

/** The story that somebody came with; null where it cannot stand on a front. */
export async function findOneToPlace(
  db: Db,
  { articleId, now }: { articleId: number; now: string },
): Promise<Card | null> {
  if (!isPlaceable((await findPlaceable(db, [articleId])).get(articleId))) return null;
  const until = later(now, 20 * ahead);
  const [card] = await findCards(db, { now: until, articleIds: [articleId], limit: 1 });
  return card ?? null;
}
