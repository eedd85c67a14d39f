import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import { longDate } from '../../text/dates.ts';
import { qrCode } from '../qr-code.ts';
import { recoveryCount, type SecondStep } from '../second-step.ts';

const page = { layout: 'sheet', language: 'en' } as const;

/** Why it did not work, with the status that says so. */
export interface Refusal {
  status: number;
  message: string;
}

/** Asks for the code, after the password. */
export function codePage({ name }: Site, { next, refusal }: { next: string | null; refusal: Refusal | null }): Page {
  const hidden = next === null ? [] : [{ name: 'next', value: next }];
  const model = { siteName: name, hidden, error: refusal?.message ?? null };
  return { ...page, view: 'accounts/code', title: 'Second step', status: refusal?.status ?? 200, model };
}

interface Shown {
  /** What they have; null for nothing. */
  step: SecondStep | null;
  /** For an app that is to be set up; null where that is not asked for. */
  setting: { secret: string; address: string } | null;
  /** Their role has to have a second step. */
  isRequired: boolean;
  /** They are signed in, and not only on their way. */
  isSignedIn: boolean;
  next: string | null;
  refusal: Refusal | null;
}

/** What somebody has beside the password, and how they get or change it. */
export function secondStepPage(site: Site, shown: Shown): Page {
  const { step, setting, isRequired, isSignedIn, next, refusal } = shown;
  const model = {
    siteName: site.name,
    demand: isRequired && !step ? 'Your role signs in with a second step. Set it up, and you can go on.' : null,
    step: step && {
      since: longDate(step.createdAt, { zone: site.zone, language: 'en' }),
      codes: codesSentence(step.codesLeft),
      isFew: step.codesLeft <= 2,
      mayEnd: !isRequired,
    },
    setting: setting && { qr: qrCode(setting.address), secret: setting.secret.replace(/(.{4})(?=.)/g, '$1 ') },
    hidden: next === null ? [] : [{ name: 'next', value: next }],
    error: refusal?.message ?? null,
    back: isSignedIn ? '/admin/account' : null,
  };
  return { ...page, view: 'accounts/second-step', title: 'Second step', status: refusal?.status ?? 200, model };
}

function codesSentence(left: number): string {
  if (left === 0) return 'No recovery code is left. Make new ones, in case you lose the app.';
  return left === 1 ? 'One recovery code is left.' : `${left} of ${recoveryCount} recovery codes are left.`;
}

/** Recovery codes, the only time that anybody sees them. */
export function recoveryCodesPage({ name }: Site, { codes, next }: { codes: string[]; next: string }): Page {
  return {
    ...page,
    view: 'accounts/recovery-codes',
    title: 'Recovery codes',
    model: { siteName: name, codes, next },
  };
}
