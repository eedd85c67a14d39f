import type { Measured } from '../http/measures.ts';

/** What a process tells the one that looks after it, once it answers. */
export const serving = 'serving';

/** What it is told where another has taken its place: to end once nobody is being answered. */
export const retire = 'retire';

/**
 * One process wants to know what all have measured; each is asked, and says it; and who asked is told all of it. Numbers are those of the
 * process that asks first, and of the one that looks after them from there on.
 */
export type MeasureMessage =
  | { measure: 'wanted' | 'asked'; id: number }
  | { measure: 'said'; id: number; measured: Measured }
  | { measure: 'all'; id: number; all: Measured[] };

export const isMeasure = (message: unknown): message is MeasureMessage =>
  typeof message === 'object' && message !== null && 'measure' in message;

/** Asks for a turn, or says that it is over; and the answer, that it has come. Numbers are those of the process that asks. */
export interface TurnMessage {
  turn: 'wanted' | 'over' | 'come';
  /** Of what only one process of a machine does at a time. */
  name: string;
  id: number;
}

export const isTurn = (message: unknown): message is TurnMessage =>
  typeof message === 'object' && message !== null && 'turn' in message;
