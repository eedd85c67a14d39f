import { z } from 'zod';
import { type Form, line, parseForm, prose } from '../../http/forms.ts';
import { type Clocks, plannedTime } from '../../text/planned-time.ts';
import { commentsModes, limits } from '../article.ts';
import { names } from '../forms.ts';

const holding = z.object({
  heldFor: line(limits.heldFor, 'This'),
  holdReason: line(limits.note, 'The reason'),
});

export const holdForm = (form: Form) => {
  const { heldFor, holdReason: reason } = parseForm(holding, form);
  return { heldFor, reason };
};

const id = z
  .string()
  .default('')
  .transform((text) => (/^\d{1,15}$/.test(text) ? Number(text) : null));

const assignment = z.object({
  assignee: id,
  assignedEditor: id,
  plannedAt: line(40, 'The time'),
  brief: prose(limits.brief, 'The brief').transform((text) => text.trim()),
});

/** Times are the newsroom's. @throws Invalid */
export function assignmentForm(form: Form, clocks: Clocks) {
  const { assignee: assigneeId, assignedEditor: editorId, plannedAt: typed, brief } = parseForm(assignment, form);
  const field = { name: 'plannedAt', missing: 'Choose a date and a time, or leave it empty.', ...clocks };
  return { assigneeId, editorId, plannedAt: typed === '' ? null : plannedTime(typed, field), brief };
}

const beginning = z.object({ headline: line(limits.headline, 'The headline'), section: id });

/** @throws Invalid */
export function newAssignmentForm(form: Form, clocks: Clocks) {
  const { headline, section: sectionId } = parseForm(beginning, form);
  return { headline, sectionId, ...assignmentForm(form, clocks) };
}

const filing = z.object({
  revision: id,
  section: id,
  topics: names(limits.topics, 'Topics'),
  authors: names(limits.authors, 'Bylines'),
  comments: z.enum(commentsModes, 'Choose whether readers may comment.').default('open'),
});

/** @throws Invalid */
export function filingForm(form: Form) {
  const { revision: baseRevisionId, section: sectionId, ...rest } = parseForm(filing, form);
  return { baseRevisionId, sectionId, ...rest };
}
