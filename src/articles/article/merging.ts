import { mergeTexts } from '../../text/merge.ts';

/** The editor's form: each field as text. */
type Form = Record<string, string>;

/** As a browser posts it: line ends differ from what is stored, and a list may be spaced otherwise. */
export const comparable = (form: Form, name: string): string => (form[name] ?? '').replace(/\r\n?/g, '\n').trim();

/** Fields that say nothing without the first of them: once that one changes, they go together. */
const bound = [
  ['pictureId', 'pictureAlt', 'pictureDecorative', 'pictureCaption', 'pictureCredit'],
  ['video', 'videoTitle'],
  ['series', 'seriesPart'],
];

const single = [
  ...['headline', 'shortHeadline', 'standfirst', 'section', 'authors', 'label', 'dateline', 'language'],
  ...['translationOf', 'slug', 'leadKind', 'searchTitle', 'searchDescription', 'comments'],
];

interface Versions {
  /** From which both began. */
  base: Form;
  theirs: Form;
  mine: Form;
}

export interface MergedForms {
  /** What was typed, with everything that only the other side changed. */
  mine: Form;
  /** What the other side saved, with everything in the text that was merged: where it differs from `mine`, somebody has to choose. */
  theirs: Form;
  /** Fields in which something of the other side came in. */
  taken: string[];
  clashes: boolean;
}

/** Two changes of a story in one. A field is merged as a whole, topics one by one, and the text by its paragraphs. */
export function mergeForms(versions: Versions): MergedForms {
  const { mine, theirs } = versions;
  const merged: MergedForms = { mine: { ...mine }, theirs: { ...theirs }, taken: [], clashes: false };
  const groups = [
    ...single.map((name) => [name]),
    ...bound.flatMap((names) => (isEither(versions, names.slice(0, 1)) ? [names] : names.map((name) => [name]))),
  ];
  for (const names of groups) mergeGroup(merged, names, versions);
  mergeTopics(merged, versions);
  mergeBody(merged, versions);
  return merged;
}

const isChanged = ({ base }: Versions, side: Form, names: string[]): boolean =>
  names.some((name) => comparable(base, name) !== comparable(side, name));

const isEither = (versions: Versions, names: string[]): boolean =>
  isChanged(versions, versions.mine, names) || isChanged(versions, versions.theirs, names);

function mergeGroup(merged: MergedForms, names: string[], versions: Versions): void {
  const { mine, theirs } = versions;
  if (!isChanged(versions, theirs, names)) {
    for (const name of names) copy(mine, merged.theirs, name);
  } else if (!isChanged(versions, mine, names)) {
    for (const name of names) copy(theirs, merged.mine, name);
    merged.taken.push(...names.filter((name) => comparable(theirs, name) !== comparable(mine, name)));
  } else {
    merged.clashes ||= names.some((name) => comparable(theirs, name) !== comparable(mine, name));
  }
}

/** A box that is not ticked is not there. */
function copy(from: Form, to: Form, name: string): void {
  if (from[name] === undefined) delete to[name];
  else to[name] = from[name];
}

/** In any order they say the same: each is added or removed by itself. */
function mergeTopics(merged: MergedForms, { base, theirs, mine }: Versions): void {
  const [old, other, own] = [base, theirs, mine].map(({ topics = '' }) =>
    topics.split(/[,،]/).map((name) => name.trim()),
  );
  const added = other?.filter((name) => !old?.includes(name) && !own?.includes(name)) ?? [];
  const kept = own?.filter((name) => !old?.includes(name) || other?.includes(name)) ?? [];
  const topics = [...kept, ...added].filter(Boolean).join(', ');
  if (added.length > 0 || kept.length !== own?.length) merged.taken.push('topics');
  Object.assign(merged.mine, { topics });
  Object.assign(merged.theirs, { topics });
}

function mergeBody(merged: MergedForms, versions: Versions): void {
  const [base, theirs, mine] = [versions.base, versions.theirs, versions.mine].map((form) =>
    comparable(form, 'body'),
  ) as [string, string, string];
  if (theirs === base || theirs === mine) {
    merged.theirs.body = mine;
    return;
  }
  const texts = mergeTexts(base, mine, theirs);
  if (texts.mine !== mine) merged.taken.push('body');
  merged.mine.body = texts.mine;
  merged.theirs.body = texts.theirs;
  merged.clashes ||= texts.clashes;
}
