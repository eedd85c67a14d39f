import type { Form } from '../../http/forms.ts';
import type { Page } from '../../http/render.ts';
import { compareWords, type Part } from '../../text/diff.ts';
import { direction, type Language, languages } from '../../text/language.ts';
import type { Section } from '../../topics/section.ts';
import type { Article } from '../article.ts';
import { comparable, differing, type FieldFacts, namedFields, valueName } from './fields.ts';
import { momentText } from './moments.ts';
import type { Place } from './publish.ts';

interface TwoVersions {
  article: Article;
  /** As saved meanwhile. */
  theirs: Form;
  /** As typed. */
  mine: Form;
  who: string;
  /** Fields in which theirs came into mine. */
  taken: string[];
}

interface TheirPart extends Part {
  /** A long run of whole passages that both have: where there is little room, it is left out. */
  same: boolean;
}

interface ConflictRow {
  name: string;
  label: string;
  language: string;
  direction: 'ltr' | 'rtl' | 'auto';
  rows: string;
  /** Their text; what is only in mine is marked as removed. */
  parts: TheirPart[];
  yours: string;
  choices: { value: string; label: string; checked: boolean }[];
}

/** For the button that was pressed; it is to be pressed again. */
const alsoTyped = [
  { name: 'note', label: 'You also wrote, as a note:' },
  { name: 'reason', label: 'You also wrote, as the reason:' },
];

/** Both texts of everything in which they differ; saving from here builds on theirs. */
export function conflictPage(
  { article, theirs, mine: typed, who, taken }: TwoVersions,
  { site, now, sections }: Place,
): Page {
  // Whose picture stays is chosen here; a box that is hidden would take away the chosen one.
  const { removePicture, ...kept } = typed;
  const mine: Form = removePicture ? { ...kept, pictureId: '' } : typed;
  const language = languages.find((each) => each === mine.language) ?? 'en';
  const fields = differing(article.kind, theirs, mine);
  const names = new Set([...fields.map(({ name }) => name), 'revision', 'press']);
  const model = {
    action: `/admin/articles/${article.id}`,
    kind: article.kind,
    revision: theirs.revision ?? '',
    theirs: { who, when: momentText(article.updatedAt, { site, now }) },
    merged: namedFields(article.kind, taken) || null,
    discardHref: `/admin/articles/${article.id}`,
    also: alsoTyped.flatMap(({ name, label }) => (mine[name]?.trim() ? [{ label, value: mine[name] }] : [])),
    rows: fields.map((field) => conflictRow(field, { theirs, mine, language, sections })),
    hidden: Object.entries(mine)
      .filter(([name]) => !names.has(name))
      .map(([name, value]) => ({ name, value })),
  };
  return {
    layout: 'sheet',
    view: 'articles/edit/conflict',
    language: 'en',
    status: 409,
    title: `Two people changed this ${article.kind}`,
    model,
  };
}

interface Versions {
  theirs: Form;
  mine: Form;
  language: Language;
  sections: Section[];
}

function conflictRow(
  { name, label, rows, spoken }: FieldFacts,
  { theirs, mine, language, sections }: Versions,
): ConflictRow {
  const [old, next] = [comparable(theirs, name), comparable(mine, name)];
  const isChoice = rows === null;
  const shown = (value: string) => (isChoice ? valueName(name, value, sections) : value);
  return {
    name,
    label,
    language: spoken ? language : 'en',
    direction: spoken ? direction(language) : 'auto',
    rows: String(rows ?? 1),
    parts: isChoice ? [{ text: shown(old), removed: false, added: true, same: false }] : apart(compareWords(next, old)),
    yours: isChoice ? '' : next,
    choices: isChoice
      ? [
          { value: old, label: `Theirs: ${shown(old)}`, checked: false },
          { value: next, label: `Yours: ${shown(next)}`, checked: true },
        ]
      : [],
  };
}

/** In characters: shorter runs are not worth the gap. */
const longestShown = 400;

/** Runs that both have, apart from the passages in which something differs. */
function apart(parts: Part[]): TheirPart[] {
  return parts.flatMap((part, index) => {
    const { text } = part;
    const from = index === 0 ? 0 : text.search(/\n{2,}/);
    const to = index === parts.length - 1 ? text.length : text.lastIndexOf('\n\n') + 2;
    const isShown = part.added || part.removed || from < 0 || to - from < longestShown;
    if (isShown) return [{ ...part, same: false }];
    const pieces = [text.slice(0, from), text.slice(from, to), text.slice(to)];
    return pieces.flatMap((piece, place) => (piece ? [{ ...part, text: piece, same: place === 1 }] : []));
  });
}
