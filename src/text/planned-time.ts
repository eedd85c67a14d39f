import { Invalid } from '../errors.ts';
import { utcToZoned, zonedToUtc } from './dates.ts';

/** Nobody plans further ahead than this; a later year is a slip of the keys. */
const mostYears = 10;

/** By which a time is read: the newsroom's zone. */
export interface Clocks {
  zone: string;
  now: string;
}

/** A field for a time to come. */
export interface PlannedField extends Clocks {
  name: string;
  /** What to say where it holds no time. */
  missing: string;
}

/**
 * The instant of a time that somebody plans for, as a `datetime-local` field gives it.
 * @throws Invalid where it is no time, one that the clocks skip in spring, or one so far ahead that its year must be wrong
 */
export function plannedTime(typed: string, { name, missing, zone, now }: PlannedField): string {
  const local = typed.trim();
  const at = zonedToUtc(local, zone);
  if (at === null) throw new Invalid({ [name]: missing });
  const next = utcToZoned(at, zone);
  if (next !== local) {
    throw new Invalid({ [name]: `There is no such time: the clocks go forward past it, to ${next.slice(11)}.` });
  }
  if (Number(local.slice(0, 4)) > Number(now.slice(0, 4)) + mostYears) {
    throw new Invalid({ [name]: `The year ${local.slice(0, 4)} is more than ten years ahead. Correct it.` });
  }
  return at;
}
