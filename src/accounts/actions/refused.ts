import type { Context } from '../../context.ts';

const says = {
  password: 'a password was not right',
  code: 'a code was not right',
  passkey: 'a passkey was not right',
};

/**
 * A line of the log where what was given to prove who somebody is was not right: whose account it was for, where there is one, and nothing of what was given nor from where, so that
 * an operator sees that somebody tries. Source: OWASP ASVS 5.0.0, 16.3.1
 */
export function logRefusal({ log }: Pick<Context, 'log'>, personId: number | null, given: keyof typeof says): void {
  log.info({ person: personId }, says[given]);
}
