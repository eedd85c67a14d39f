import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import { longDate } from '../../text/dates.ts';
import type { Passkey } from '../passkey.ts';
import type { Refusal } from './second-step.ts';

interface Shown {
  passkeys: readonly Passkey[];
  /** What a new one is called, where nothing else was typed. */
  keyName: string;
  /** They are signed in, and not only on their way. */
  isSignedIn: boolean;
  next: string | null;
  notice: string | null;
  refusal: Refusal | null;
}

/** The passkeys of somebody, and how they add one. */
export function passkeysPage(site: Site, { passkeys, keyName, isSignedIn, next, notice, refusal }: Shown): Page {
  const model = {
    siteName: site.name,
    notice: notice === null ? null : { text: notice, link: null },
    error: refusal?.message ?? null,
    passkeys: passkeys.map((passkey) => ({
      ...{ id: String(passkey.id), name: passkey.name, says: saidOf(passkey, site) },
    })),
    keyName,
    hidden: next === null ? [] : [{ name: 'next', value: next }],
    back: isSignedIn ? '/admin/account' : null,
  };
  const page = { layout: 'sheet', language: 'en', script: 'passkeys', title: 'Passkeys' } as const;
  return { ...page, view: 'accounts/passkeys', status: refusal?.status ?? 200, model };
}

function saidOf({ createdAt, usedAt }: Passkey, { zone }: Site): string {
  const day = (iso: string) => longDate(iso, { zone, language: 'en' });
  return `Added on ${day(createdAt)}, ${usedAt === null ? 'not used yet' : `last used on ${day(usedAt)}`}`;
}
