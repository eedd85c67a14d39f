import { z } from 'zod';
import type { BulkAct } from '../../articles/article/filing.ts';
import { commentsModes, limits } from '../../articles/article.ts';
import { type FieldErrors, Invalid } from '../../errors.ts';
import { type Form, line, parseForm } from '../../http/forms.ts';

export const bulkActs = ['submit', 'section', 'topic', 'comments', 'hold', 'discard'] as const;
export type BulkName = (typeof bulkActs)[number];

const bulk = z.object({
  act: z.enum(bulkActs, 'Choose what to do with them.'),
  toSection: line(15, 'The section'),
  newTopic: line(60, 'The topic'),
  setComments: z.enum(['', ...commentsModes], 'Choose whether readers may comment.').default(''),
  heldFor: line(limits.heldFor, 'This'),
  holdReason: line(limits.note, 'The reason'),
});

/**
 * What to do, and with which stories.
 * @param given the numbers of the stories whose boxes were ticked, as they came
 * @throws Invalid where something is missing that the act needs
 */
export function bulkForm(form: Form, given: number[]): { act: BulkAct; ids: number[] } {
  if (given.length === 0) throw new Invalid({ act: 'Tick the stories that you mean first.' });
  return { act: actIn(form), ids: given };
}

function actIn(form: Form): BulkAct {
  const { act: name, toSection, newTopic, setComments, heldFor, holdReason: reason } = parseForm(bulk, form);
  switch (name) {
    case 'section':
      demand({ toSection: /^[1-9]\d*$/.test(toSection) ? '' : 'Choose the section to which they go.' });
      return { name, change: { sectionId: Number(toSection) } };
    case 'topic':
      demand({ newTopic: missing(newTopic, 'Write the topic that they are to get.') });
      return { name, change: { topic: newTopic } };
    case 'comments':
      if (setComments === '') throw new Invalid({ setComments: 'Choose whether readers may comment.' });
      return { name, change: { comments: setComments } };
    case 'hold':
      demand({
        heldFor: missing(heldFor, 'Say for whom they are held.'),
        holdReason: missing(reason, 'Say why they are held.'),
      });
      return { name, heldFor, reason };
    default:
      return { name };
  }
}

const missing = (text: string, message: string): string => (text === '' ? message : '');

function demand(messages: FieldErrors): void {
  const errors = Object.fromEntries(Object.entries(messages).filter(([, message]) => message !== ''));
  if (Object.keys(errors).length > 0) throw new Invalid(errors);
}

/** The stories of which the boxes were ticked, each once; of a whole page at most. */
export const chosenIn = (values: string[], most: number): number[] =>
  [...new Set(values.filter((value) => /^[1-9]\d{0,14}$/.test(value)).map(Number))].slice(0, most);
