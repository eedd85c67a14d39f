import type { Levels } from '../../articles/article/checks.ts';
import { commentsModes } from '../../articles/article.ts';
import { type Policies, policyPaths } from '../../articles/queries/policies.ts';
import type { Site } from '../../db/settings.ts';
import type { CommentsMode } from '../../db/tables.ts';
import type { Page } from '../../http/render.ts';
import { longDateTime, zoneLabel } from '../../text/dates.ts';
import { hostsIn } from '../../text/host-names.ts';
import { direction, languages } from '../../text/language.ts';
import { checksModel } from './checks.ts';
import { around, languageName, statusOf, summaryOf, type Typed, textField } from './filing.ts';

interface Settings extends Typed {
  site: Site;
  policies: Policies;
  levels: Levels;
  now: string;
  /** What saving will do, in sentences; null where nobody asked. */
  consequences: string[] | null;
  notice: string | null;
}

const policyNames: Record<keyof Policies, string> = {
  correctionsPolicy: 'Corrections policy',
  ethicsPolicy: 'Ethics policy',
  publishingPrinciples: 'Editorial standards',
  masthead: 'Masthead',
  ownershipFundingInfo: 'Ownership and funding',
};

const modes: Record<CommentsMode, { label: string; about: string }> = {
  open: { label: 'Open', about: 'a reader’s first comment waits for a moderator, later ones come out at once' },
  held: { label: 'Held', about: 'every comment waits for a moderator' },
  closed: { label: 'Closed', about: 'readers cannot comment' },
};

export function settingsPage({ site, policies, levels, now, consequences, notice, ...typed }: Settings): Page {
  const own = site.language;
  const model = {
    notice: notice === null ? null : { text: notice, link: null },
    summary: summaryOf(typed.errors),
    consequences: consequences && {
      sentences: consequences,
      nothing: consequences.length === 0 ? 'Nothing: all is as it was.' : null,
    },
    texts: [
      textField('name', 'Name', typed, {
        language: own,
        hint: 'At the head of every page, in feeds and for search engines.',
      }),
      textField('description', 'Tagline', typed, { language: own, hint: 'One sentence for search engines and feeds.' }),
      textField('imprint', 'Imprint', typed, { language: own, hint: 'The line at the foot of every page.' }),
      textField('email', 'Contact address', typed, {
        hint: 'Where readers reach the newsroom, and who finds a weakness of the site. Without one, neither can by mail.',
      }),
      textField('zone', 'Time zone', typed, {
        hint: `A name such as Europe/Oslo. Pages show its time and addresses its dates. There it is ${clockIn(site.zone, now)} now.`,
      }),
    ],
    hosts: [
      hostsField(
        'videoHosts',
        'Hosts of PeerTube',
        typed,
        'Videos of these can be put into stories; those of a host that is taken away become links.',
      ),
      hostsField(
        'chartHosts',
        'Hosts of charts and maps',
        typed,
        'Beside Datawrapper and Flourish. Whatever stands there can be put into stories, and runs in its frame there when a reader opens it.',
      ),
    ],
    language: choice('language', 'Language', typed, {
      hint: 'Of the front page, the lists and the words around them. A story has its own.',
      options: languages.map((language) => [language, languageName(language)]),
    }),
    comments: choice('comments', 'Comments on new stories', typed, {
      hint: 'What a new story begins with; each story can say otherwise.',
      options: commentsModes.map((mode) => [mode, `${modes[mode].label}: ${modes[mode].about}`]),
    }),
    recommend: choice('recommend', 'Recommending comments', typed, {
      hint: 'Readers can recommend each other’s comments, each browser once. It orders nothing. Campaigns abuse it.',
      options: [
        ['off', 'Off'],
        ['on', 'On'],
      ],
    }),
    checks: checksModel(levels, typed),
    policies: (Object.keys(policyPaths) as (keyof Policies)[]).map((name) => ({
      label: policyNames[name],
      href: policies[name] ?? null,
      path: policyPaths[name],
    })),
  };
  return { ...around('Settings'), current: 'settings', view: 'admin/house/settings', status: statusOf(typed), model };
}

function choice(
  name: string,
  label: string,
  { form, errors }: Typed,
  { hint, options }: { hint: string; options: [value: string, label: string][] },
) {
  return {
    ...{ name, label, hint, error: errors[name] ?? null },
    options: options.map(([value, text]) => ({ value, label: text, language: 'en', selected: form[name] === value })),
  };
}

/** "23 November 2026, 13:00 (UTC+1)" */
const clockIn = (zone: string, now: string) =>
  `${longDateTime(now, { zone, language: 'en' })} (${zoneLabel(zone, now)})`;

function hostsField(name: string, label: string, typed: Typed, says: string) {
  return {
    ...textField(name, label, typed, { hint: `One a line, such as video.example.org. ${says}`, direction: 'ltr' }),
    value: hostsIn(typed.form[name] ?? '').join('\n'),
    ...{ rows: '3', look: '' },
  };
}

type Says = (hosts: string) => string;

function hostsSentence(kept: [before: string, after: string], added: Says, gone: Says): string {
  const [before, after] = kept.map(hostsIn) as [string[], string[]];
  const fresh = after.filter((host) => !before.includes(host));
  const lost = before.filter((host) => !after.includes(host));
  return [fresh.length > 0 ? added(fresh.join(', ')) : '', lost.length > 0 ? gone(lost.join(', ')) : '']
    .filter(Boolean)
    .join(' ');
}

/** What readers and editors notice when the newsroom is from now on as in `after`, a sentence each; [] where it is so already. */
export function consequencesOf(before: Site, after: Site, now: string): string[] {
  // What is set elsewhere says its consequences there.
  const sentences: Record<Exclude<keyof Site, 'spamCheck'>, string> = {
    name: `Every page, feed and mail calls the newsroom “${after.name}”.`,
    description: after.description
      ? `Search engines and feeds say: “${after.description}”`
      : 'Search engines and feeds say nothing of the newsroom.',
    imprint: after.imprint
      ? `At the foot of every page stands: “${after.imprint}”`
      : 'At the foot of the pages stands no imprint.',
    email: after.email ? `Readers are given ${after.email} to write to.` : 'Readers are given no address to write to.',
    zone: `Pages show the time of ${after.zone}: ${clockIn(after.zone, now)} instead of ${clockIn(before.zone, now)}. New stories get its dates in their addresses; a story near midnight may get another address when its changes are published, and the old one leads there.`,
    language: `The front page, the lists and the words around them are in ${languageName(after.language)}${direction(after.language) === direction(before.language) ? '' : `, ${direction(after.language) === 'rtl' ? 'from right to left' : 'from left to right'}`}, and the front page shows stories in that language. Stories stay in their own.`,
    comments: `Comments on new stories are ${modes[after.comments].label.toLowerCase()}: ${modes[after.comments].about}. Stories that are there stay as they are.`,
    recommend:
      after.recommend === 'on'
        ? 'Readers can recommend comments, and see how many do.'
        : 'Readers can recommend no comments, and do not see how many did.',
    videoHosts: hostsSentence(
      [before.videoHosts, after.videoHosts],
      (hosts) => `Videos of ${hosts} play in stories once a reader presses for it.`,
      (hosts) => `In stories, videos of ${hosts} become links.`,
    ),
    chartHosts: hostsSentence(
      [before.chartHosts, after.chartHosts],
      (hosts) => `Charts of ${hosts} can be opened in stories.`,
      (hosts) => `In stories, charts of ${hosts} become links below their pictures.`,
    ),
  };
  const names = Object.keys(sentences) as (keyof typeof sentences)[];
  return names.filter((name) => before[name] !== after[name]).map((name) => sentences[name]);
}
