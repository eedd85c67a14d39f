import { z } from 'zod';
import { Invalid } from '../../errors.ts';
import { type Form, line, parseForm } from '../../http/forms.ts';
import { cleanSource } from '../../text/markdown/plain-text.ts';
import { type Clocks, plannedTime } from '../../text/planned-time.ts';
import type { Filed, Rule } from '../front/arrangement.ts';
import type { Act } from '../front/change.ts';
import type { StripAct } from '../front/moves.ts';

/** A change of a front as its page sends it. A topic is written by its name, which `topic` finds. */
export interface Asked {
  act: Act;
  /** The name of a topic that is still to be found, for the act's rule or strip; null where there is none. */
  topicName: string | null;
}

const stripActs: Record<string, StripAct> = {
  'strip-up': 'up',
  'strip-down': 'down',
  'strip-hide': 'hide',
  'strip-show': 'show',
  'strip-add': 'add',
  'strip-remove': 'remove',
};

/** @throws Invalid with a message for each wrong field */
export function curatingForm(form: Form, clocks: Clocks): Asked {
  const { press = '', slot = '' } = form;
  const articleId = numberIn(form.article);
  const plain = (act: Act): Asked => ({ act, topicName: null });
  if (press in stripActs) return stripForm(form, stripActs[press] as StripAct);
  switch (press) {
    case 'place':
      return plain({ act: 'place', articleId, slot: form.to ?? '', until: null });
    case 'up':
    case 'down':
      return plain({ act: 'move', articleId, slot, by: press === 'up' ? -1 : 1 });
    case 'pin':
      return plain({ act: 'pin', articleId, slot, until: timeIn(form.until ?? '', { name: 'until', ...clocks }) });
    case 'freed':
    case 'out':
    case 'in':
      return plain({ act: press, articleId });
    case 'most-read-show':
    case 'most-read-hide':
      return plain({ act: 'most-read', shown: press === 'most-read-show' });
    case 'rule':
      return ruleForm(form, slot);
    default:
      throw new Invalid({ '': 'The page did not say what to do. Press one of its buttons.' });
  }
}

function ruleForm(form: Form, slot: string): Asked {
  const { rule = '' } = form;
  if (rule === 'topic') return { act: { act: 'rule', slot, rule: { of: 'topic', id: 0 } }, topicName: topicIn(form) };
  const filed = filedIn(rule);
  if (rule !== 'all' && !filed) throw new Invalid({ rule: 'Choose what fills this place.' });
  const chosen: Rule = filed ?? { of: 'all' };
  return { act: { act: 'rule', slot, rule: chosen }, topicName: null };
}

function stripForm(form: Form, how: StripAct): Asked {
  if (how === 'add') return { act: { act: 'strip', strip: { of: 'topic', id: 0 }, how }, topicName: topicIn(form) };
  const strip = filedIn(form.strip ?? '');
  if (!strip) throw new Invalid({ '': 'This strip is not on the front page any more.' });
  return { act: { act: 'strip', strip, how }, topicName: null };
}

/** The act with the topic that was meant. */
export function withTopic({ act }: Asked, id: number): Act {
  const topic = { of: 'topic', id } as const;
  if (act.act === 'rule') return { ...act, rule: topic };
  return act.act === 'strip' ? { ...act, strip: topic } : act;
}

/** `section-3` or `topic-5`; null for anything else. */
function filedIn(text: string): Filed | null {
  const [, of, id] = /^(section|topic)-([1-9]\d{0,14})$/.exec(text) ?? [];
  return of ? { of: of as Filed['of'], id: Number(id) } : null;
}

const topics = z.object({ topic: line(200, 'A topic') });

function topicIn(form: Form): string {
  const { topic } = parseForm(topics, form);
  if (topic === '') throw new Invalid({ topic: 'Write the topic’s name.' });
  return topic;
}

/** A time in the newsroom's zone, as a field gives it; null where nothing was entered. @throws Invalid */
export function timeIn(text: string, field: Clocks & { name: string }): string | null {
  if (text.trim() === '') return null;
  return plannedTime(text, { ...field, missing: 'Enter a date and a time, such as 2026-11-23T18:00.' });
}

const names = z.object({ name: line(80, 'The name') });

/** What a prepared front is called. @throws Invalid */
export const frontName = (form: Form): string => parseForm(names, form).name;

/** 0 for what is none. */
export const numberIn = (text = ''): number => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0);

/** What was searched for; a search has no room for more, and no database takes a NUL. */
export const searchWords = (text: unknown): string =>
  typeof text === 'string' ? cleanSource(text).slice(0, 200).toWellFormed().trim() : '';
