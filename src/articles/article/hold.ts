import { Invalid } from '../../errors.ts';

/** Why a story may not go out, and who says so. */
export interface Hold {
  articleId: number;
  /** "the lawyer", "the desk", or whatever else somebody wrote. */
  heldFor: string;
  reason: string;
  at: string;
  personId: number;
  /** Who holds it. */
  by: string;
}

/** A held story was to go out. Nothing was put out; what was typed stays on its page. */
export class Held extends Invalid {
  constructor({ by, heldFor, reason }: Pick<Hold, 'by' | 'heldFor' | 'reason'>) {
    super({ '': `${by} holds this story for ${heldFor}, so nothing of it goes out: ${reason}` });
  }
}
