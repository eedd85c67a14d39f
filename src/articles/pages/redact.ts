import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import type { Page } from '../../http/render.ts';
import { longDateTime, zoneLabel } from '../../text/dates.ts';
import { direction, type Language } from '../../text/language.ts';
import { type LedgerEntry, showsText, takingOf } from '../article/ledger.ts';
import type { Article } from '../article.ts';
import { happenings } from './moments.ts';

export interface Redacting {
  article: Article;
  ledger: LedgerEntry[];
  /** Headlines and languages by revision; '' where the text is gone. */
  headlines: Map<number, { headline: string; language: Language }>;
  live: Set<number>;
  form: Form;
  errors: FieldErrors;
  status: number;
  notice: string | null;
}

interface Choice {
  value: string;
  checked: boolean;
  when: { iso: string; text: string };
  kind: string;
  headline: { text: string; language: Language; direction: 'ltr' | 'rtl' } | null;
  note: string | null;
  /** What would go, or why nothing can. */
  fate: string;
  possible: boolean;
}

/** The sheet on which an administrator takes words out of what readers saw. */
export function redactPage(redacting: Redacting, { site, now }: { site: Site; now: string }): Page {
  const { article, ledger, form, errors, status, notice } = redacting;
  const choices = ledger.map((entry) => choiceOf(entry, redacting, site)).toReversed();
  const items = Object.entries(errors).map(([name, message]) => ({ href: `#${name || 'redaction'}`, message }));
  const model = {
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}`,
    action: `/admin/articles/${article.id}/redact`,
    backHref: `/admin/articles/${article.id}`,
    notice: notice === null ? null : { text: notice, link: null },
    summary: items.length > 0 ? { title: 'Nothing was redacted. Please look at:', items } : null,
    choices,
    possible: choices.some(({ possible }) => possible),
    reason: form.reason ?? '',
    errors: {
      publication: errors.publication ?? null,
      reason: errors.reason ?? null,
      password: errors.password ?? null,
    },
  };
  return { layout: 'sheet', view: 'articles/edit/redact', language: 'en', status, title: 'Redact', model };
}

function choiceOf(entry: LedgerEntry, { headlines, live, form }: Redacting, site: Site): Choice {
  const isLive = live.has(entry.revisionId);
  const taking = takingOf(entry, isLive);
  const said = showsText(entry.kind) ? headlines.get(entry.revisionId) : undefined;
  return {
    value: String(entry.id),
    checked: taking !== null && form.publication === String(entry.id),
    when: { iso: entry.at, text: longDateTime(entry.at, { zone: site.zone, language: 'en' }) },
    kind: happenings[entry.kind],
    headline: said?.headline
      ? { text: said.headline, language: said.language, direction: direction(said.language) }
      : null,
    note: entry.note || null,
    fate: fateOf(entry, isLive),
    possible: taking !== null,
  };
}

function fateOf(entry: LedgerEntry, isLive: boolean): string {
  const taking = takingOf(entry, isLive);
  if (taking === 'text') return entry.note ? 'Its text and its note go.' : 'Its text goes.';
  if (taking === 'note')
    return showsText(entry.kind) && isLive ? 'Its note goes. Readers see its text now.' : 'Its words go.';
  if (entry.isBlank || entry.noteGone) return 'Redacted.';
  return isLive && showsText(entry.kind) ? 'Readers see this text now.' : 'There are no words to take.';
}
