import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Page } from '../../http/render.ts';
import { longDateTime } from '../../text/dates.ts';
import { words } from '../../text/language.ts';
import { limits } from '../comment.ts';
import { isEmpty, type PersonalData } from '../personal-data.ts';
import { type Link, outsideLink } from './form.ts';
import { unlisted } from './posting.ts';

export interface KeptView {
  under: string;
  /** How much there is of each; nothing of what there is none of. */
  counts: string[];
  comments: { href: string | null; posted: { iso: string; text: string }; text: string }[];
  /** Where it is saved as a file, and where it is erased. */
  exportHref: string;
  eraseAction: string;
  /** What an erasure does not reach; null where nothing is there. */
  outside: { text: string; link: Link } | null;
}

/** The page on which a person asks for the link; `said` is what came of it. */
export function askPage(
  site: Site,
  { email, errors, said }: { email: string; errors: FieldErrors; said: string | null },
): Page {
  const { personalData: says, outside } = words(site.language);
  const problems = Object.values(errors).map((text) => ({ text, href: '#your-email' }));
  const model = {
    heading: says.heading,
    said,
    promise: says.promise,
    outside: site.spamCheck === 'on' ? { text: outside.kept, link: outsideLink(words(site.language)) } : null,
    problems,
    email: { value: email, limit: String(limits.email), error: errors.email ?? null },
  };
  return { ...around(site), status: problems.length > 0 ? 422 : 200, view: 'comments/your-data', model };
}

/** What is kept, for the person whom the link was mailed to. */
export function keptPage(site: Site, kept: PersonalData, token: string): Page {
  const says = words(site.language).personalData;
  const model = { heading: says.heading, kept: isEmpty(kept) ? null : keptView(kept, site, `/your-data/${token}`) };
  return { ...around(site), view: 'comments/your-data-kept', model };
}

export function keptView(kept: PersonalData, { zone, language }: Site, base: string): KeptView {
  const { personalData: says, outside } = words(language);
  const counted = Object.entries(says.counts) as [keyof typeof says.counts, (count: number) => string][];
  return {
    under: says.under(kept.email),
    counts: counted.flatMap(([name, say]) => (kept[name].length > 0 ? [say(kept[name].length)] : [])),
    comments: kept.comments.map(({ id, path, postedAt, text }) => ({
      href: path === null ? null : `${path}/comments/${id}`,
      posted: { iso: postedAt, text: longDateTime(postedAt, { zone, language }) },
      text,
    })),
    exportHref: `${base}/export`,
    eraseAction: `${base}/erase`,
    outside: kept.spamChecks.length > 0 ? { text: outside.erase, link: outsideLink(words(language)) } : null,
  };
}

const around = (site: Site) => ({
  layout: 'reader' as const,
  language: site.language,
  title: `${words(site.language).personalData.heading} | ${site.name}`,
  site,
  head: unlisted,
});
