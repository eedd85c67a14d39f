import type { DecisionAct } from '../../db/tables.ts';
import { undoWindow } from '../comment/deciding.ts';

/** What was just decided, and how it is taken back. */
export interface Done {
  text: string;
  link: { href: string; label: string } | null;
  undo: { action: string; batch: string } | null;
}

/** A decision of one press, as it is told. */
export interface DoneBatch {
  batch: string;
  act: DecisionAct | null;
  banned: string | null;
  at: string;
  comments: { name: string; href: string | null }[];
}

export const says: Record<DecisionAct, string> = {
  publish: 'Published',
  reject: 'Rejected',
  hold: 'Held',
  pick: 'Picked',
  unpick: 'No longer picked:',
  keep: 'Kept',
};

/** @param back what the address of its button ends with */
export function doneModel({ batch, act, banned, at, comments }: DoneBatch, back: string, now: string): Done {
  const one = comments.length === 1 && banned === null ? comments[0] : undefined;
  const texts = [
    ...(banned === null ? [] : [`Banned ${banned}${banned.endsWith('.') ? '' : '.'}`]),
    ...(act === null ? [] : [`${says[act]} ${one ? `the comment by ${one.name}` : counted(comments.length)}.`]),
  ];
  const canUndo = Date.parse(now) - Date.parse(at) <= undoWindow;
  return {
    text: texts.join(' '),
    link:
      banned !== null
        ? { href: '/admin/comments/bans', label: 'All bans' }
        : one?.href
          ? { href: one.href, label: 'View it' }
          : null,
    undo: canUndo ? { action: `/admin/comments/undo${back}`, batch } : null,
  };
}

const counted = (count: number) => (count === 1 ? 'a comment' : `${count} comments`);

export const told = (text: string): Done => ({ text, link: null, undo: null });
