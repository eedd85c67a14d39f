import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import { longDate } from '../../text/dates.ts';
import { qrCode } from '../qr-code.ts';
import { hasAny, type SecondSteps } from '../second-step.ts';

const page = { layout: 'sheet', language: 'en' } as const;

/** Why it did not work, with the status that says so. */
export interface Refusal {
  status: number;
  message: string;
}

interface Asked {
  steps: SecondSteps;
  next: string | null;
  refusal: Refusal | null;
}

/** Asks for the code, after the password. */
export function codePage({ name }: Site, { steps, next, refusal }: Asked): Page {
  const hidden = next === null ? [] : [{ name: 'next', value: next }];
  const model = {
    ...{ siteName: name, hidden, error: refusal?.message ?? null },
    ...{ hasApp: steps.appSince !== null, hasPasskeys: steps.passkeys > 0 },
  };
  const script = steps.passkeys > 0 ? ({ script: 'passkeys' } as const) : {};
  return { ...script, ...page, view: 'accounts/code', title: 'Second step', status: refusal?.status ?? 200, model };
}

interface Shown {
  steps: SecondSteps;
  /** For an app that is to be set up; null where that is not asked for. */
  setting: { secret: string; address: string } | null;
  /** Their role has to have a second step. */
  isRequired: boolean;
  /** They are signed in, and not only on their way. */
  isSignedIn: boolean;
  next: string | null;
  refusal: Refusal | null;
}

/** The app that somebody has beside the password, and how they get or change it. */
export function secondStepPage(site: Site, shown: Shown): Page {
  const { steps, setting, isRequired, isSignedIn, next, refusal } = shown;
  const model = {
    siteName: site.name,
    demand:
      isRequired && !hasAny(steps) ? 'Your role signs in with a second step. Set it up, and you can go on.' : null,
    step: steps.appSince === null ? null : stepOf(steps.appSince, site),
    mayEnd: !isRequired || steps.passkeys > 0,
    setting: setting && { qr: qrCode(setting.address), secret: setting.secret.replace(/(.{4})(?=.)/g, '$1 ') },
    hidden: next === null ? [] : [{ name: 'next', value: next }],
    error: refusal?.message ?? null,
    back: isSignedIn ? '/admin/account' : null,
  };
  return { ...page, view: 'accounts/second-step', title: 'App for codes', status: refusal?.status ?? 200, model };
}

const stepOf = (since: string, { zone }: Site) => ({ since: longDate(since, { zone, language: 'en' }) });

/** Recovery codes, the only time that anybody sees them. */
export function recoveryCodesPage({ name }: Site, { codes, next }: { codes: string[]; next: string }): Page {
  return {
    ...page,
    view: 'accounts/recovery-codes',
    title: 'Recovery codes',
    model: { siteName: name, codes, next },
  };
}
