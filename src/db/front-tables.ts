import type { Generated } from 'kysely';

/** The front page that readers see, and those that are prepared to take its place. */
export interface Fronts {
  id: Generated<number>;
  /** There is one live one, from the first time that somebody curates. */
  kind: 'live' | 'prepared';
  /** '' of the live one. */
  name: string;
  /** Arrangement of front/front. */
  arrangement: string;
  /** Its newest state. */
  version: number;
  /** From this time on readers see it, in place of those before; of the live one the first moment of the year 0, null for no time. */
  launch_at: string | null;
  /** Who said when. */
  launch_by: number | null;
  /** When it was launched or given up. */
  closed_at: string | null;
  fate: 'open' | 'launched' | 'discarded';
}

/** Every state that a front had; rows are only ever added. */
export interface FrontStates {
  id: Generated<number>;
  front_id: number;
  at: string;
  person_id: number;
  /** Change of front/front: what made it of the one before, in ids. */
  change: string;
  arrangement: string;
  /** The state that it is again, where somebody undid. */
  restores: number | null;
}
