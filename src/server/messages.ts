/** What a process tells the one that looks after it, once it answers. */
export const serving = 'serving';

/** What it is told where another has taken its place: to end once nobody is being answered. */
export const retire = 'retire';

/** Asks for a turn, or says that it is over; and the answer, that it has come. Numbers are those of the process that asks. */
export interface TurnMessage {
  turn: 'wanted' | 'over' | 'come';
  /** Of what only one process of a machine does at a time. */
  name: string;
  id: number;
}

export const isTurn = (message: unknown): message is TurnMessage =>
  typeof message === 'object' && message !== null && 'turn' in message;
