import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Page } from '../../http/render.ts';
import type { PersonalData } from '../personal-data.ts';
import { isEmpty } from '../personal-data.ts';
import { keptView } from './personal-data.ts';

export interface Looked {
  email: string;
  /** Null where nobody was looked for, or the address is none. */
  kept: PersonalData | null;
  errors: FieldErrors;
  notice: string | null;
}

/** Where an administrator exports and erases what is kept of a person. */
export function personDataPage(site: Site, { email, kept, errors, notice }: Looked): Page {
  const items = Object.entries(errors).map(([name, message]) => ({ href: `#${name || 'email'}`, message }));
  const { counts, comments, outside } = keptView(kept ?? nobody, { ...site, language: 'en' }, '');
  const model = {
    notice: notice === null ? null : { text: notice, link: null },
    summary: items.length > 0 ? { title: 'Nothing was erased. Please look at:', items } : null,
    email: { value: email, error: errors.email ?? null },
    kept:
      kept && !isEmpty(kept)
        ? {
            email,
            counts,
            comments,
            passwordError: errors.password ?? null,
            outside: outside && { ...outside, text: ofThirdPerson },
          }
        : null,
    nothing: kept !== null && isEmpty(kept),
  };
  const status = items.length > 0 ? 422 : 200;
  return {
    layout: 'newsroom',
    view: 'comments/person-data',
    language: 'en',
    status,
    title: 'A person’s data',
    current: 'settings',
    model,
  };
}

const ofThirdPerson =
  'Comments of this person were sent to Akismet to be checked for spam. What it keeps of them is not erased with this: write to Akismet.';

const nobody: PersonalData = {
  ...{ email: '', comments: [], subscriptions: [], confirmations: [], reports: [] },
  ...{ recommendations: [], errorReports: [], spamChecks: [], mails: [] },
};
