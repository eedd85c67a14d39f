/** Where a rule takes its stories from, newest first. */
export type Rule = { of: 'all' } | Filed;

/** A section or a topic. */
export interface Filed {
  of: 'section' | 'topic';
  id: number;
}

/** A story that somebody placed. */
export interface Placed {
  articleId: number;
  /** From this time on the rule fills its place again; null where nothing ends it. */
  until: string | null;
}

/** Null where the rule fills it. */
export type Place = Placed | null;

export interface Strip extends Filed {
  hidden: boolean;
  /** As many as `stripLength`. */
  places: Place[];
}

/** How the front page is curated: kept as JSON, ids only. */
export interface Arrangement {
  /** The lead, and those under it. */
  top: { rule: Rule; placed: Place }[];
  /** In order. Sections that are not among them follow, in the order of the navigation. */
  strips: Strip[];
  /** Stories that no rule puts anywhere. */
  out: number[];
  /** Beside the latest stands what is read most; not where nothing is said. */
  mostRead?: boolean;
}

export const stripLength = 4;
export const topSlots = ['lead', 'second-1', 'second-2'] as const;
/** So many stories are kept off; the ones taken out first are too old by then to come back. */
const mostOut = 100;

/** What nobody has curated: everything by rule. */
export const unarranged: Arrangement = {
  top: topSlots.map(() => ({ rule: { of: 'all' }, placed: null })),
  strips: [],
  out: [],
};

/** A slot by its name: `lead`, `second-1`, `section-3-1`, `topic-5-4`. */
export interface Slot {
  /** The strip; null at the top. */
  strip: Filed | null;
  /** From 0. */
  index: number;
}

/** Null where no slot can be called so. */
export function slotNamed(name: string): Slot | null {
  const index = (topSlots as readonly string[]).indexOf(name);
  if (index >= 0) return { strip: null, index };
  const [, of, id, number] = /^(section|topic)-([1-9]\d{0,14})-([1-9])$/.exec(name) ?? [];
  if (!of || Number(number) > stripLength) return null;
  return { strip: { of: of as Filed['of'], id: Number(id) }, index: Number(number) - 1 };
}

export const slotName = ({ strip, index }: Slot): string =>
  strip ? `${strip.of}-${strip.id}-${index + 1}` : (topSlots[index] ?? '');

export const isSame = (one: Filed, other: Filed): boolean => one.of === other.of && one.id === other.id;

/** All strips that there can be: those of the arrangement that still are, and the sections behind them. */
export function stripsOf({ strips }: Arrangement, known: Filed[], sections: Filed[]): Strip[] {
  const kept = strips.filter((strip) => known.some((each) => isSame(each, strip)));
  const added = sections.filter((section) => !kept.some((strip) => isSame(strip, section)));
  return [...kept, ...added.map(({ of, id }) => ({ of, id, hidden: false, places: emptyPlaces() }))];
}

export const emptyPlaces = (): Place[] => Array.from({ length: stripLength }, () => null);

/** Every placed story, from the top of the page down. */
export const placedIn = ({ top, strips }: Arrangement): Placed[] =>
  [...top.map(({ placed }) => placed), ...strips.flatMap(({ places }) => places)].filter((place) => place !== null);

/** When the pins end that still hold. */
export const pinsAfter = (arrangement: Arrangement, now: string): string[] =>
  placedIn(arrangement).flatMap(({ until }) => (until !== null && until > now ? until : []));

/** Where somebody placed the story; null where nobody did. */
export function slotOf(arrangement: Arrangement, articleId: number): Slot | null {
  const at = (places: Place[]) => places.findIndex((place) => place?.articleId === articleId);
  const index = at(arrangement.top.map(({ placed }) => placed));
  if (index >= 0) return { strip: null, index };
  const strip = arrangement.strips.find(({ places }) => at(places) >= 0);
  return strip ? { strip: { of: strip.of, id: strip.id }, index: at(strip.places) } : null;
}

/** What stands in the strip, or at the top; null where there is no such strip. */
export function placesIn({ top, strips }: Arrangement, strip: Filed | null): Place[] | null {
  if (!strip) return top.map(({ placed }) => placed);
  return strips.find((each) => isSame(each, strip))?.places ?? null;
}

export function withPlaces(arrangement: Arrangement, strip: Filed | null, places: Place[]): Arrangement {
  const { top, strips } = arrangement;
  if (!strip) return { ...arrangement, top: top.map((slot, index) => ({ ...slot, placed: places[index] ?? null })) };
  return { ...arrangement, strips: strips.map((each) => (isSame(each, strip) ? { ...each, places } : each)) };
}

/** The story's place is the rule's again. */
export function freed(arrangement: Arrangement, articleId: number): Arrangement {
  const slot = slotOf(arrangement, articleId);
  const places = slot && placesIn(arrangement, slot.strip);
  if (!slot || !places) return arrangement;
  return withPlaces(
    arrangement,
    slot.strip,
    places.map((place, index) => (index === slot.index ? null : place)),
  );
}

/** No rule puts it anywhere from now on, and nobody's hand has. */
export function takenOut(arrangement: Arrangement, articleId: number): Arrangement {
  const { out } = arrangement;
  const others = out.filter((id) => id !== articleId);
  return { ...freed(arrangement, articleId), out: [...others, articleId].slice(-mostOut) };
}

/** Rules may put it somewhere again. */
export const letIn = (arrangement: Arrangement, articleId: number): Arrangement => ({
  ...arrangement,
  out: arrangement.out.filter((id) => id !== articleId),
});

/** Without what has nothing to say any more: pins that are over, and stories that `keeps` does not know. */
export function cleaned(arrangement: Arrangement, now: string, keeps: (articleId: number) => boolean): Arrangement {
  const stays = (place: Place): Place =>
    place && (place.until === null || place.until > now) && keeps(place.articleId) ? place : null;
  return {
    ...arrangement,
    top: arrangement.top.map(({ rule, placed }) => ({ rule, placed: stays(placed) })),
    strips: arrangement.strips.map((strip) => ({ ...strip, places: strip.places.map(stays) })),
  };
}
