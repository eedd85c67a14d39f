import type { Person } from '../../accounts/person.ts';
import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import type { Page } from '../../http/render.ts';
import { longDateTime, utcToZoned, zoneLabel } from '../../text/dates.ts';
import type { Section } from '../../topics/section.ts';
import { canAssign, canPublish, canWrite } from '../policy.ts';
import type { Assignment } from '../queries/assignments.ts';
import type { EditorState } from './editor-state.ts';

interface Place {
  site: Site;
  now: string;
}

interface Asked extends Place {
  people: Person[];
  form: Form;
  errors: FieldErrors;
}

export const assignmentFields = ['assignee', 'assignedEditor', 'plannedAt', 'brief'] as const;

/** Who writes the story, who edits it, until when and what it is to say; null where nothing is planned and this person does not plan. */
export function assignmentModel(state: EditorState) {
  const { article, actor, kind, assignment, form, errors, site } = state;
  const may = canAssign(actor);
  if (!article || kind !== 'story' || !(assignment || may)) return null;
  const saved = formOfAssignment(assignment, site);
  const typed = { ...saved, ...form };
  const isTyped = assignmentFields.some((name) => errors[name] || typed[name] !== saved[name]);
  return {
    planned: assignment && plannedModel(assignment, site),
    change: may
      ? {
          action: `/admin/articles/${article.id}/assignment`,
          label: assignment ? 'Change the assignment' : 'Assign',
          fields: fieldsModel({ ...state, form: typed }),
          isOpen: isTyped,
        }
      : null,
  };
}

export function newAssignmentPage({ sections, ...asked }: Asked & { sections: Section[] }): Page {
  const { form, errors } = asked;
  const items = Object.entries(errors).map(([name, message]) => ({ href: `#${name}`, message }));
  const title = 'New assignment';
  const model = {
    summary: items.length > 0 ? { title: 'Please look at:', items } : null,
    headline: form.headline ?? '',
    headlineError: errors.headline ?? null,
    section: {
      ...{ name: 'section', label: 'Section', hint: null, error: errors.section ?? null },
      options: [
        option('', 'Not yet', form.section),
        ...sections.map(({ id, name }) => option(String(id), name, form.section)),
      ],
    },
    fields: fieldsModel(asked),
  };
  const status = items.length > 0 ? 422 : 200;
  return {
    layout: 'newsroom',
    view: 'articles/assignment/new',
    language: 'en',
    current: 'stories',
    status,
    title,
    model,
  };
}

const plannedModel = ({ assignee, editor, plannedAt, brief }: Assignment, site: Site) => ({
  assignee: assignee?.name ?? null,
  editor: editor?.name ?? null,
  when: plannedAt && { iso: plannedAt, text: longDateTime(plannedAt, { zone: site.zone, language: 'en' }) },
  brief: brief || null,
});

/** As the fields have it. */
export const formOfAssignment = (assignment: Assignment | null, site: Site): Form => ({
  assignee: String(assignment?.assignee?.id ?? ''),
  assignedEditor: String(assignment?.editor?.id ?? ''),
  plannedAt: assignment?.plannedAt ? utcToZoned(assignment.plannedAt, site.zone) : '',
  brief: assignment?.brief ?? '',
});

function fieldsModel({ people, form, errors, site, now }: Asked) {
  const choice = (name: string, label: string, among: Person[]) => ({
    ...{ name, label, hint: null, error: errors[name] ?? null },
    options: [
      option('', 'Nobody', form[name]),
      ...gone(form[name] ?? '', among),
      ...among.map((person) => option(String(person.id), person.name, form[name])),
    ],
  });
  return {
    people: [
      choice('assignee', 'Assigned to', people.filter(canWrite)),
      choice('assignedEditor', 'Editor', people.filter(canPublish)),
    ],
    plannedAt: form.plannedAt ?? '',
    plannedError: errors.plannedAt ?? null,
    zoneNote: `The newsroom’s time, ${zoneLabel(site.zone, now)}.`,
    brief: form.brief ?? '',
    briefError: errors.brief ?? null,
  };
}

/** Whoever left stays chosen until somebody else is: an assignment goes to nobody only where that is asked for. */
const gone = (chosen: string, among: Person[]) =>
  chosen === '' || among.some(({ id }) => String(id) === chosen)
    ? []
    : [option(chosen, 'Somebody who is not here any more', chosen)];

const option = (value: string, label: string, chosen = '') => ({
  value,
  label,
  language: '',
  selected: value === chosen,
});
