import type { DecisionAct, RejectionReason } from '../../db/tables.ts';
import { rejectionReasons } from '../comment/deciding.ts';
import { filters, type QueueAddress } from '../comment/queue.ts';
import { idOf } from '../forms.ts';

const longestSearch = 200;

/** Odd addresses are read as the first page. */
export function queueAddressOf(query: Record<string, unknown>): QueueAddress {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
  return {
    filter: filters.find((filter) => filter === query.state) ?? 'needs',
    before: idOf(text('before')) || null,
    search: text('search')
      .replace(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, longestSearch),
    story: idOf(text('story')) || null,
    done: batchOf(text('done')),
  };
}

export const batchOf = (text: string): string | null => (/^[\w-]{43}$/.test(text) ? text : null);

export const rejectionOf = (text: string | undefined): RejectionReason =>
  rejectionReasons.find((reason) => reason === text) ?? 'other';

/** The acts that a press names. */
const acts: readonly DecisionAct[] = ['publish', 'reject', 'hold', 'pick', 'unpick', 'keep'];

export const actOf = (text: string | undefined): DecisionAct | null => acts.find((act) => act === text) ?? null;

/** A ticked box: `12=held~~`, the comment and how it was seen. */
export function decidedOf(value: string): { id: number; seen: string } {
  const at = value.indexOf('=');
  return { id: idOf(value.slice(0, Math.max(0, at))), seen: value.slice(at + 1) };
}
