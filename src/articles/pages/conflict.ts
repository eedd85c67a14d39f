import type { Form } from '../../http/forms.ts';
import type { Page } from '../../http/render.ts';
import { compareWords, type Part } from '../../text/diff.ts';
import { direction, type Language, languages } from '../../text/language.ts';
import type { Section } from '../../topics/section.ts';
import type { Article } from '../article.ts';
import { comparable, comparedFields, type FieldFacts, valueName } from './fields.ts';
import { momentText } from './moments.ts';
import type { Place } from './publish.ts';

interface TwoVersions {
  article: Article;
  /** As saved meanwhile. */
  theirs: Form;
  /** As typed. */
  mine: Form;
  who: string;
}

interface ConflictRow {
  name: string;
  label: string;
  language: string;
  direction: 'ltr' | 'rtl' | 'auto';
  rows: string;
  /** Their text; what is only in mine is marked as removed. */
  parts: Part[];
  yours: string;
  choices: { value: string; label: string; checked: boolean }[];
}

/** For the button that was pressed; it is to be pressed again. */
const alsoTyped = [
  { name: 'note', label: 'You also wrote, as a note:' },
  { name: 'reason', label: 'You also wrote, as the reason:' },
];

/** Both texts of everything in which they differ; saving from here builds on theirs. */
export function conflictPage({ article, theirs, mine: typed, who }: TwoVersions, { site, now, sections }: Place): Page {
  // Whose picture stays is chosen here; a box that is hidden would take away the chosen one.
  const { removePicture, ...kept } = typed;
  const mine: Form = removePicture ? { ...kept, pictureId: '' } : typed;
  const language = languages.find((each) => each === mine.language) ?? 'en';
  const differing = comparedFields[article.kind].filter(
    ({ name }) => comparable(theirs, name) !== comparable(mine, name),
  );
  const names = new Set([...differing.map(({ name }) => name), 'revision', 'press']);
  const model = {
    action: `/admin/articles/${article.id}`,
    kind: article.kind,
    revision: theirs.revision ?? '',
    theirs: { who, when: momentText(article.updatedAt, { site, now }) },
    discardHref: `/admin/articles/${article.id}`,
    also: alsoTyped.flatMap(({ name, label }) => (mine[name]?.trim() ? [{ label, value: mine[name] }] : [])),
    rows: differing.map((field) => conflictRow(field, { theirs, mine, language, sections })),
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
    parts: isChoice ? [{ text: shown(old), removed: false, added: true }] : compareWords(next, old),
    yours: isChoice ? '' : next,
    choices: isChoice
      ? [
          { value: old, label: `Theirs: ${shown(old)}`, checked: false },
          { value: next, label: `Yours: ${shown(next)}`, checked: true },
        ]
      : [],
  };
}
