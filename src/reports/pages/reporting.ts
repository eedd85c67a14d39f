import type { Story } from '../../articles/queries/reading.ts';
import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Head, Page } from '../../http/render.ts';
import { words } from '../../text/language.ts';
import { limits, nothingTyped, type Typed } from '../report.ts';

/** Neither for search engines nor to be shared: the story is. */
const unlisted: Head = {
  description: null,
  canonical: null,
  image: null,
  type: 'website',
  alternates: [],
  jsonLd: null,
  robots: 'noindex',
};

export interface ReportFormModel {
  action: string;
  /** All that is wrong; `href` leads to the field, and is null for the form as a whole. */
  problems: { text: string; href: string | null }[];
  /** The version of the story that stands above the form. */
  seen: string;
  report: { value: string; limit: string; error: string | null };
  address: { value: string; limit: string; error: string | null };
}

/** Of a story, what the form needs to know. */
export type Reportable = Pick<Story, 'path' | 'revisionId' | 'language'>;

export interface FormState {
  typed: Typed;
  errors: FieldErrors;
  /** The version that the reader saw before a mistake. */
  seen: string | null;
}

const untouched: FormState = { typed: nothingTyped, errors: {}, seen: null };

/** The form at the end of a story, the same for every reader. */
export function reportFormModel({ path, revisionId }: Reportable, state: FormState = untouched): ReportFormModel {
  const { typed, errors, seen } = state;
  return {
    action: `${path}/report`,
    problems: Object.entries(errors).map(([name, text]) => ({ text, href: name in typed ? `#report-${name}` : null })),
    seen: seen ?? String(revisionId),
    report: { value: typed.report, limit: String(limits.text), error: errors.report ?? null },
    address: { value: typed.address, limit: String(limits.email), error: errors.address ?? null },
  };
}

/** The form on a page of its own: for those who were led to it, and to put right what was wrong. */
export function reportPage(story: Story, site: Site, state: FormState = untouched): Page {
  const says = words(story.language).reports;
  return {
    ...around(story, says.heading, site),
    status: Object.keys(state.errors).length > 0 ? 422 : 200,
    view: 'reports/write',
    model: { story: { text: story.headline, href: story.path }, form: reportFormModel(story, state) },
  };
}

export function thanksPage(story: Story, site: Site): Page {
  const says = words(story.language).reports;
  return {
    ...around(story, says.thanks, site),
    view: 'reports/thanks',
    model: { story: { text: story.headline, href: story.path } },
  };
}

const around = (story: Story, heading: string, site: Site) =>
  ({
    layout: 'reader',
    language: story.language,
    section: story.sectionId,
    title: `${heading} | ${story.headline} | ${site.name}`,
    site,
    head: unlisted,
  }) as const;
