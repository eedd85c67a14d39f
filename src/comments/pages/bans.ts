import type { Site } from '../../db/settings.ts';
import type { BanKind } from '../../db/tables.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import type { Page } from '../../http/render.ts';
import { dayAndTime, zoneLabel } from '../../text/dates.ts';
import { type Ban, type BanLength, type BanTarget, banLengths, banTargets } from '../comment/ban.ts';
import type { Mark } from '../queries/person.ts';
import { type Now, timeOf } from './queued.ts';

interface Choice {
  name: string;
  label: string;
  hint: string | null;
  error: string | null;
  options: { value: string; label: string; language: string; selected: boolean }[];
}

export interface BanModel {
  action: string;
  name: string;
  commentHref: string;
  problem: string | null;
  target: Choice;
  length: Choice;
  reason: {
    name: string;
    label: string;
    hint: string | null;
    value: string;
    error: string | null;
    language: string;
    direction: string;
  };
  rejects: boolean;
}

export interface Asked {
  mark: Mark;
  /** What is known of the writer, and how many of the last day are from there. */
  known: { target: BanTarget; recent: number }[];
  form: Form;
  errors: FieldErrors;
}

const targetNames: Record<BanTarget, string> = {
  email: 'This email',
  browser: 'This browser',
  network: 'This network address',
  'wide-network': 'The network around it (others may share it)',
};

const lengthNames: Record<BanLength, string> = {
  ...{ hour: 'An hour', day: 'A day', week: 'A week', month: 'A month', year: 'A year' },
};

export function banPage({ mark, known, form, errors }: Asked): Page {
  const name = mark.name || 'its writer';
  const option = (field: string, value: string, label: string) => ({
    ...{ value, label, language: '', selected: form[field] === value },
  });
  const model: BanModel = {
    action: `/admin/comments/${mark.id}/ban`,
    name,
    commentHref: `/admin/comments/${mark.id}`,
    problem: Object.values(errors)[0] ?? null,
    target: {
      ...{ name: 'target', label: 'Keep out', hint: null, error: errors.target ?? null },
      options: known.map(({ target, recent }) =>
        option('target', target, `${targetNames[target]}: ${counted(recent)} within a day`),
      ),
    },
    length: {
      ...{ name: 'length', label: 'For', hint: null, error: errors.length ?? null },
      options: (Object.keys(banLengths) as BanLength[]).map((each) => option('length', each, lengthNames[each])),
    },
    reason: {
      ...{ name: 'reason', label: 'Reason', hint: 'For colleagues; whoever is banned does not read it.' },
      ...{ value: form.reason ?? '', error: errors.reason ?? null, language: '', direction: 'auto' },
    },
    rejects: form.rejects !== undefined && form.rejects !== '',
  };
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  return { ...around(`Ban ${name}`), status, view: 'comments/ban', model };
}

const counted = (count: number) => (count === 1 ? '1 comment' : `${count.toLocaleString('en')} comments`);

/** The targets that are known of a comment. */
export const knownTargets = (mark: Mark, hasKey: boolean): BanTarget[] =>
  banTargets.filter((target) => {
    if (target === 'email') return mark.email !== '';
    if (target === 'browser') return mark.browserHash !== null;
    return hasKey && (target === 'network' ? mark.networkHash : mark.wideNetworkHash) !== null;
  });

const kindNames: Record<BanKind, string> = { email: 'Email', browser: 'Browser', network: 'Network' };

export interface BansModel {
  zoneNote: string;
  notice: { text: string; link: null } | null;
  bans: {
    id: string;
    kind: string;
    label: string;
    reason: string | null;
    made: string;
    until: string;
    action: string;
  }[];
}

export function bansPage(site: Site, { bans, notice, status, now }: BansAsked): Page {
  const at: Now = { zone: site.zone, now };
  const model: BansModel = {
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}`,
    notice: notice === null ? null : { text: notice, link: null },
    bans: bans.map(({ id, kind, label, reason, createdBy, createdAt, expiresAt }) => ({
      ...{ id: String(id), kind: kindNames[kind], label: label || 'one person', reason: reason || null },
      made: `${createdBy}, ${timeOf(createdAt, at)}`,
      until: dayAndTime(expiresAt, { zone: site.zone, language: 'en' }),
      action: `/admin/comments/bans/${id}/lift`,
    })),
  };
  return { ...around('Bans'), status, view: 'comments/bans', model };
}

interface BansAsked {
  bans: Ban[];
  notice: string | null;
  status: number;
  now: string;
}

const around = (title: string) => ({ layout: 'newsroom', language: 'en', current: 'comments', title }) as const;
