import type { Actor } from '../../accounts/person.ts';
import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Page } from '../../http/render.ts';
import { longDateTime, zoneLabel } from '../../text/dates.ts';
import { canKeepTemplates, canMake } from '../policy.ts';
import type { Template } from '../queries/templates.ts';
import type { Moment } from './card.ts';
import type { EditorState } from './editor-state.ts';

/** How many templates a newsroom sees at once. */
export const mostTemplates = 500;

interface TemplatesList {
  templates: Template[];
  actor: Actor;
  notice: string | null;
  /** The name that was typed for one of them, and what is wrong with it. */
  typed: { id: number; name: string; errors: FieldErrors } | null;
}

interface TemplateRow {
  id: string;
  name: string;
  about: string;
  when: Moment;
  startLabel: string | null;
  rename: { value: string; error: string | null; isOpen: boolean } | null;
}

export function templatesPage(list: TemplatesList, { site, now }: { site: Site; now: string }): Page {
  const { templates, actor, notice, typed } = list;
  const keeps = canKeepTemplates(actor);
  const rows = templates.map(({ id, kind, name, updatedAt, updatedBy }): TemplateRow => {
    const own = typed?.id === id ? typed : null;
    return {
      id: String(id),
      name,
      about: `${kind === 'page' ? 'Page' : 'Story'}, kept by ${updatedBy}`,
      when: { iso: updatedAt, text: longDateTime(updatedAt, { zone: site.zone, language: 'en' }) },
      startLabel: canMake(actor, kind) ? `New ${kind} from template` : null,
      rename: keeps ? { value: own?.name ?? name, error: own?.errors.name ?? null, isOpen: own !== null } : null,
    };
  });
  const model = {
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}`,
    notice: notice === null ? null : { text: notice, link: null },
    rows,
    emptyText: keeps
      ? 'There are no templates yet. Open a story and choose “Keep as a template”.'
      : 'There are no templates yet.',
  };
  const status = typed === null ? 200 : 422;
  const title = 'Templates';
  return {
    ...{ layout: 'newsroom', view: 'articles/templates', language: 'en', current: 'stories' },
    ...{ status, title, site, model },
  };
}

interface KeepModel {
  action: string;
  name: string;
  nameError: string | null;
  options: { value: string; label: string; language: string; selected: boolean }[];
  replacesError: string | null;
  isOpen: boolean;
}

/** Keeping what is saved as a template; null where this person may not, or nothing is saved. */
export function keepModel({ article, actor, kind, form, errors, templates }: EditorState): KeepModel | null {
  if (!article || !canKeepTemplates(actor)) return null;
  const [nameError, replacesError] = [errors.templateName ?? null, errors.replaces ?? null];
  const option = (value: string, label: string) => ({
    ...{ value, label, language: 'en' },
    selected: value === (form.replaces ?? ''),
  });
  const same = templates.filter((template) => template.kind === kind);
  return {
    action: `/admin/articles/${article.id}/template`,
    name: form.templateName ?? '',
    nameError,
    options:
      same.length === 0
        ? []
        : [option('', 'Nothing: a new one'), ...same.map(({ id, name }) => option(String(id), name))],
    replacesError,
    isOpen: nameError !== null || replacesError !== null,
  };
}
