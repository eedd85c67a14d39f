import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import type { Page } from '../../http/render.ts';
import { zoneLabel } from '../../text/dates.ts';
import { changedPassages, type Part } from '../../text/diff.ts';
import { direction, languages } from '../../text/language.ts';
import type { Section } from '../../topics/section.ts';
import type { Article } from '../article.ts';
import { checks, textProblems } from './checks.ts';
import type { ReportsBeside } from './editor-state.ts';
import { comparable, comparedFields, valueName } from './fields.ts';

interface Changes {
  article: Article;
  /** What readers see. */
  before: Form;
  /** What they are to see. */
  after: Form;
  /** The sheet as it was sent, where it comes back with errors. */
  form: Form;
  errors: FieldErrors;
  reports: ReportsBeside | null;
}

export interface Place {
  site: Site;
  now: string;
  sections: Section[];
}

const kinds = [
  { value: 'fix', label: 'Fix', about: 'A typing mistake. The time that readers see stays.' },
  { value: 'update', label: 'Update', about: 'New facts. Readers see a new time.' },
  { value: 'correction', label: 'Correction', about: 'Something was wrong. Readers see what, under the text.' },
];

export function publishPage(shown: Changes, { site, now, sections }: Place): Page {
  const { article, before, after, form, reports, errors } = shown;
  const language = languages.find((each) => each === after.language) ?? 'en';
  const changes = changedFields(article, { before, after, sections });
  const must = mustFix(after, article);
  const chosen = kinds.some(({ value }) => value === form.kind) ? form.kind : 'fix';
  const items = Object.entries(errors).map(([name, message]) => ({
    href: ['note', 'reports'].includes(name) ? `#${name}` : backHref(article, name),
    message,
  }));
  const model = {
    headline: after.headline ?? '',
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}`,
    action: `/admin/articles/${article.id}/publish-changes`,
    backHref: `/admin/articles/${article.id}`,
    kind: article.kind,
    revision: after.revision ?? '',
    text: { language, direction: direction(language) },
    changes,
    kinds: kinds.map((kind) => ({ ...kind, checked: kind.value === chosen })),
    note: form.note ?? '',
    reports,
    errors: { note: errors.note ?? null, reports: errors.reports ?? null },
    summary: items.length > 0 ? { title: 'Not published yet. Please look at:', items } : null,
    must,
    canPublish: changes.length > 0 && must.length === 0,
  };
  const status = items.length > 0 ? 422 : 200;
  return {
    layout: 'sheet',
    view: 'articles/edit/publish',
    language: 'en',
    status,
    title: `Publish changes: ${model.headline}`,
    model,
  };
}

const backHref = ({ id }: Article, field: string) => `/admin/articles/${id}#${field}`;

const mustFix = (form: Form, { kind: of }: Article): string[] => [
  ...checks(form, of)
    .filter(({ kind }) => kind === 'must')
    .map(({ text }) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`),
  ...textProblems(form.body ?? '').map(({ line, message }) => `Line ${line} of the text: ${message}`),
];

/** What readers will see change, field by field. */
function changedFields(
  { kind }: Article,
  { before, after, sections }: { before: Form; after: Form; sections: Section[] },
): { field: string; passages: { parts: Part[] }[] }[] {
  return comparedFields[kind].flatMap(({ name, label, rows }) => {
    const [old, next] = [comparable(before, name), comparable(after, name)];
    if (old === next) return [];
    const passages =
      rows === null
        ? changedPassages(valueName(name, old, sections), valueName(name, next, sections))
        : changedPassages(old, next);
    return passages.length > 0 ? [{ field: label, passages }] : [];
  });
}
