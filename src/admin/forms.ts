import { z } from 'zod';
import { commentsModes } from '../articles/article.ts';
import type { Site } from '../db/settings.ts';
import { email, type Form, line, parseForm, prose } from '../http/forms.ts';
import { isZone } from '../text/dates.ts';
import { hostName, hostsIn } from '../text/host-names.ts';
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
  videoHosts: hosts('Hosts of PeerTube'),
  chartHosts: hosts('Hosts of charts and maps'),
  email: z.literal('').or(email()),
  zone: line(100, 'The time zone').superRefine((zone, context) => {
    if (!isZone(zone)) context.addIssue({ code: 'custom', message: unknownZone(zone) });
  }),
};

/** Every page that shows a player names them all in its header. */
const mostHosts = 50;

/** Each once, in the order of the alphabet, with blanks between them. */
function hosts(what: string) {
  return prose(5000, what).transform((typed, context) => {
    const names = new Set<string>();
    for (const each of hostsIn(typed)) {
      const host = hostName(each);
      if (host) names.add(host);
      else context.addIssue({ code: 'custom', message: notAHost(each) });
    }
    if (names.size > mostHosts) context.addIssue({ code: 'custom', message: `${what}: at most ${mostHosts}.` });
    return [...names].sort().join(' ');
  });
}

const notAHost = (typed: string): string =>
  `“${typed.slice(0, 100)}” is no name of a host. It takes names such as video.example.org, without https://, port or path.`;

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
