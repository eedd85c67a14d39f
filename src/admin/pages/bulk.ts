import { canHold } from '../../articles/policy.ts';
import type { Actor } from '../../db/tables.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import type { Section } from '../../topics/section.ts';
import { type BulkName, bulkActs } from '../forms/bulk.ts';
import { counted, textField } from './filing.ts';

/** A press that was for many stories, and what became of it. */
export interface Bulk {
  chosen: number[];
  form: Form;
  errors: FieldErrors;
  done: number;
  /** Of each that was refused, what it is called and why; no headline where one may not see it. */
  refused: { id: number; headline: string | null; language: string; message: string }[];
}

export const nothingChosen: Bulk = { chosen: [], form: {}, errors: {}, done: 0, refused: [] };

const labels: Record<BulkName, string> = {
  submit: 'Submit for review',
  section: 'Move to a section',
  topic: 'Add a topic',
  comments: 'Set the comments',
  hold: 'Hold',
  discard: 'Discard',
};

interface Place {
  actor: Actor;
  sections: Section[];
  /** Of the list's address, to which it goes back; with its question mark, or ''. */
  query: string;
}

/** What can be done with the stories whose boxes are ticked: an act, and what it needs to know. */
export function bulkModel(bulk: Bulk, { actor, sections, query }: Place) {
  const { form, errors } = bulk;
  const choice = (name: string, label: string, options: [value: string, label: string][]) => ({
    ...{ name, label, hint: null, error: errors[name] ?? null },
    options: options.map(([value, text]) => ({ value, label: text, language: '', selected: value === form[name] })),
  });
  const text = (name: string, label: string) => textField(name, label, { form, errors }, { direction: 'auto' });
  const acts = bulkActs.filter((act) => act !== 'hold' || canHold(actor));
  return {
    action: `/admin/bulk${query}`,
    act: choice('act', 'With the ticked stories', [
      ['', 'Choose what to do'],
      ...acts.map((act): [string, string] => [act, labels[act]]),
    ]),
    section: choice('toSection', 'Section', [
      ['', 'Choose a section'],
      ...sections.map(({ id, name }): [string, string] => [String(id), name]),
    ]),
    topic: text('newTopic', 'Topic'),
    comments: choice('setComments', 'Comments are', [
      ['', 'Choose'],
      ['open', 'Open'],
      ['held', 'Held'],
      ['closed', 'Closed'],
    ]),
    hold: canHold(actor) ? [text('heldFor', 'Held for'), text('holdReason', 'Why they are held')] : [],
  };
}

/** What is said above the list of a press that was not, or not wholly, done. */
export function bulkProblems({ errors, done, refused }: Bulk) {
  const items = Object.entries(errors).map(([name, message]) => ({ href: `#${name}`, message }));
  return {
    summary: items.length > 0 ? { title: 'Nothing is changed yet. Please look at:', items } : null,
    refused:
      refused.length === 0
        ? null
        : {
            title:
              done > 0
                ? `${counted(done, 'story is', 'stories are')} changed, ${counted(refused.length, 'is', 'are')} not:`
                : 'Nothing is changed:',
            stories: refused.map(({ id, headline, ...why }) => ({
              ...why,
              href: headline === null ? null : `/admin/articles/${id}`,
              headline: headline === null ? 'A story that is not there' : headline || 'No headline yet',
            })),
          },
  };
}

const said: Record<BulkName, string> = {
  submit: 'submitted for review',
  section: 'moved',
  topic: 'given the topic',
  comments: 'set as to comments',
  hold: 'held',
  discard: 'discarded',
};

/** What is said when all of it is done; null where the address speaks of nothing that can be. */
export function bulkDone(act: string, given: string): string | null {
  const name = bulkActs.find((each) => each === act);
  if (!name || !/^[1-9]\d?$/.test(given)) return null;
  const stories = counted(Number(given), 'story is', 'stories are');
  const later = ['section', 'topic', 'comments'].includes(name)
    ? ' Of what is published, readers see it when its changes are published.'
    : '';
  return `${stories} ${said[name]}.${later}`;
}
