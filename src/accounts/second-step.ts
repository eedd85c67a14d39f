import type { Role } from './person.ts';

/** How many recovery codes somebody gets at a time. */
export const recoveryCount = 8;

/** Between the password and the code, in seconds. */
export const begunSeconds = 10 * 60;

/** What is typed into the field for a code: six digits of an app, or a recovery code, however it is spaced and in capitals or not. */
export type Given = { kind: 'code'; code: string } | { kind: 'recovery'; code: string };

export function readGiven(typed: string): Given {
  const code = typed.normalize('NFKC').replace(/[\s-]/g, '').toLowerCase();
  if (/^\p{Nd}{6}$/u.test(code)) return { kind: 'code', code: code.replace(/\p{Nd}/gu, westernDigit) };
  // What looks like these letters on paper is meant as them.
  return { kind: 'recovery', code: code.replaceAll('0', 'o').replaceAll('1', 'l') };
}

/** Keyboards of other scripts have digits of their own; each script's stand in a row of ten. */
function westernDigit(digit: string): string {
  let [value, point] = [0, digit.codePointAt(0) ?? 0];
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - 1))) {
    value += 1;
    point -= 1;
  }
  return String(value);
}

/** What somebody has beside the password. */
export interface SecondSteps {
  /** Since when they have an app for codes; null without one. */
  appSince: string | null;
  passkeys: number;
  /** How many recovery codes were not used yet. */
  codesLeft: number;
}

export const hasAny = ({ appSince, passkeys }: SecondSteps): boolean => appSince !== null || passkeys > 0;

/** Whether somebody of the role can do nothing before they have a second step. */
export const isRequired = (role: Role, required: readonly Role[]): boolean => required.includes(role);
