import { z } from 'zod';
import { commentsModes } from '../articles/article.ts';
import type { Site } from '../db/settings.ts';
import { email, type Form, line, parseForm } from '../http/forms.ts';
import { isZone } from '../text/dates.ts';
import { languages } from '../text/language.ts';
import { nearest } from '../text/nearest.ts';

const fields = {
  name: line(100, 'The name').refine((text) => text !== '', 'The newsroom needs a name.'),
  imprint: line(300, 'The imprint'),
  description: line(320, 'The description'),
  language: z.enum(languages, {
    error: ({ input }) => `The language is one of ${languages.join(', ')}, not “${input}”.`,
  }),
  comments: z.enum(commentsModes, {
    error: ({ input }) => `Comments are one of ${commentsModes.join(', ')}, not “${input}”.`,
  }),
  recommend: z.enum(['off', 'on'], { error: ({ input }) => `Recommending is off or on, not “${input}”.` }),
  email: z.literal('').or(email()),
  zone: line(100, 'The time zone').superRefine((zone, context) => {
    if (!isZone(zone)) context.addIssue({ code: 'custom', message: unknownZone(zone) });
  }),
};

function unknownZone(zone: string): string {
  // What is longer than any name is near to none, and would take long to compare.
  if (zone.length > 100) return 'There is no time zone of that name. It takes a name such as Europe/Oslo or UTC.';
  const meant = nearest(zone, Intl.supportedValuesOf('timeZone'));
  return `There is no time zone “${zone}”. ${meant ? `Is ${meant} meant?` : 'It takes a name such as Europe/Oslo or UTC.'}`;
}

/** What a newsroom says of itself, as far as it is given. @throws Invalid with a message for each wrong field */
export function siteForm(form: Form): Partial<Site> {
  const given = Object.entries(fields).filter(([name]) => name in form);
  return parseForm(z.object(Object.fromEntries(given)), form);
}
