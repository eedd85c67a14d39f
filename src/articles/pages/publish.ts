import type { Actor } from '../../accounts/person.ts';
import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import type { Page } from '../../http/render.ts';
import { utcToZoned, zoneLabel } from '../../text/dates.ts';
import { changedPassages, type Part } from '../../text/diff.ts';
import { direction, languages } from '../../text/language.ts';
import type { Section } from '../../topics/section.ts';
import type { Hold } from '../article/hold.ts';
import type { Article } from '../article.ts';
import type { ReportsBeside } from './editor-state.ts';
import { comparable, comparedFields, valueName } from './fields.ts';
import { heldModel } from './hold.ts';
import { momentText } from './moments.ts';
import { commentChoices, type Option } from './panel.ts';
import type { Passing } from './passing.ts';

export interface PublishState {
  article: Article;
  /** What readers see; null while they never saw anything. */
  before: Form | null;
  /** What they are to see. */
  after: Form;
  /** Where it is to stand. */
  path: string;
  /** Another story stands there already, and another ending is free. */
  taken: { message: string; free: string } | null;
  /** The panel as it was sent, where it comes back with errors. */
  form: Form;
  errors: FieldErrors;
  reports: ReportsBeside | null;
  /** Where it can be put on the front page; null where that is not this person's to say. */
  places: Option[] | null;
  passing: Passing;
  /** Null where nobody holds the story. */
  hold: Hold | null;
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

/** Errors that stand beside a field of the panel itself. */
const ownFields = ['note', 'reports', 'at', 'comments', 'slot', 'slug'];

/** The one panel on which a story is published: what readers will see, when, how it is called, and what is in the way. */
export function publishPage(state: PublishState, place: Place & { actor: Actor }): Page {
  const { article, before, after, form, errors, reports, passing, hold } = state;
  const isFirst = before === null;
  const editorHref = `/admin/articles/${article.id}`;
  const language = languages.find((each) => each === after.language) ?? 'en';
  const heading = isFirst ? 'Publish' : 'Publish changes';
  const changes = isFirst ? [] : changedFields(article, { before, after, sections: place.sections });
  const items = Object.entries(errors).map(([name, message]) => ({ href: hrefOf(name, editorHref), message }));
  const chosen = kinds.some(({ value }) => value === form.kind) ? form.kind : 'fix';
  const model = {
    heading,
    headline: after.headline ?? '',
    zoneNote: `Times are the newsroom’s, ${zoneLabel(place.site.zone, place.now)}`,
    action: `${editorHref}/${isFirst ? 'publish' : 'publish-changes'}`,
    backHref: editorHref,
    kind: article.kind,
    revision: after.revision ?? '',
    text: { language, direction: direction(language) },
    first: isFirst ? firstModel(state, place) : null,
    changes,
    kinds: isFirst ? null : kinds.map((kind) => ({ ...kind, checked: kind.value === chosen })),
    note: form.note ?? '',
    time: isFirst ? timeModel(state, place) : null,
    comments: article.kind === 'story' ? commentChoices(form.comments ?? after.comments ?? 'open') : null,
    places: state.places,
    slug: slugModel(state),
    reports,
    errors: Object.fromEntries(ownFields.map((name) => [name, errors[name] ?? null])),
    summary: items.length > 0 ? { title: 'Not published yet. Please look at:', items } : null,
    ...passing,
    held: hold && heldModel(hold, place),
    canPublish: hold === null && !passing.isStuck && (isFirst || changes.length > 0),
  };
  const status = items.length === 0 ? 200 : errors.revision ? 409 : 422;
  const title = model.headline ? `${heading}: ${model.headline}` : heading;
  return { layout: 'sheet', view: 'articles/edit/publish', language: 'en', status, title, model };
}

/** Where an error is mended: on the panel, or in the editor. Another version is looked at. */
function hrefOf(name: string, editorHref: string): string {
  if (name === 'revision') return '#diff-title';
  if (name === '') return '#held';
  return ownFields.includes(name) || name.startsWith('pass-') ? `#${name}` : `${editorHref}#${name}`;
}

/** What readers are to see of a story that they never saw. */
function firstModel({ article, after, path }: PublishState, { sections }: Place) {
  return {
    standfirst: after.standfirst || null,
    facts: [
      ...(article.kind === 'story' && after.section
        ? [{ name: 'Section', value: valueName('section', after.section, sections) }]
        : []),
      ...(after.topics ? [{ name: 'Topics', value: after.topics }] : []),
      ...(after.authors ? [{ name: 'By', value: after.authors }] : []),
    ],
    address: path,
  };
}

/** Asked for only where the address is another story's. */
function slugModel({ form, errors, taken }: PublishState): { value: string; error: string } | null {
  if (!taken && !errors.slug) return null;
  const offered = taken ? `${taken.message} This one is free.` : '';
  return { value: form.slug || taken?.free || '', error: errors.slug || offered };
}

function timeModel({ article, form, errors }: PublishState, { site, now }: Place) {
  const scheduled = article.state === 'scheduled' ? article.publishedAt : null;
  const isLater = form.when === undefined ? scheduled !== null : form.when === 'later';
  return {
    now: !isLater,
    later: isLater,
    at: form.at ?? (scheduled === null ? '' : utcToZoned(scheduled, site.zone)),
    error: errors.at ?? null,
    hint: `The newsroom’s time, ${zoneLabel(site.zone, now)}. It is ${momentText(now, { site, now })} there now.`,
  };
}

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
