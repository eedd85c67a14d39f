import type { Site } from '../../db/settings.ts';
import { momentLine } from '../../text/dates.ts';
import { type Filed, slotNamed } from '../front/arrangement.ts';
import type { Change } from '../front/change.ts';
import { filedKey } from '../front/plan.ts';
import type { Names } from '../queries/curating.ts';

/** A piece of a sentence; `own` is somebody else's words, in whatever direction. */
export interface Said {
  text: string;
  own: boolean;
}

interface Around {
  names: Names;
  site: Site;
  now: string;
}

const topPlaces: Record<string, string> = {
  lead: 'the lead',
  'second-1': 'the second place',
  'second-2': 'the third place',
};

const say = (text: string): Said => ({ text, own: false });
const name = (text: string): Said => ({ text, own: true });

/** What somebody did, without who: `placed “Dockers halt speech” in the lead`. */
export function changeWords(change: Change, around: Around): Said[] {
  const { names } = around;
  switch (change.act) {
    case 'placed':
      return [
        ...[say('placed “'), story(change.articleId, names), say('” in '), ...slotWords(change.slot, names)],
        ...untilWords(change.until, around),
        ...(change.pushed === null ? [] : [say('; “'), story(change.pushed, names), say('” had no room left')]),
      ];
    case 'moved':
      return [say('moved “'), story(change.articleId, names), say('” to '), ...slotWords(change.slot, names)];
    case 'pinned':
      return [
        ...[say('pinned “'), story(change.articleId, names), say('” to '), ...slotWords(change.slot, names)],
        ...untilWords(change.until, around),
      ];
    case 'freed':
      return [say('left the place of “'), story(change.articleId, names), say('” to its rule')];
    case 'out':
      return [say('took “'), story(change.articleId, names), say('” off the front page')];
    case 'in':
      return [say('let rules put “'), story(change.articleId, names), say('” on the front page again')];
    case 'ruled':
      return [
        say('set the rule of '),
        ...slotWords(change.slot, names),
        say(': the newest of '),
        ...ruleWords(change.rule, names),
      ];
    case 'strip':
      return stripWords(change, names);
    case 'most-read':
      return [say(`${change.shown ? 'showed' : 'hid'} the list of what is read most`)];
    case 'undone':
      return [say('undid the change before')];
    case 'reverted':
      return [say('reverted to an earlier state')];
    case 'begun':
      return [say('began with what readers saw')];
    case 'launched':
      return launchWords(change, names);
  }
}

function stripWords({ strip, how }: Extract<Change, { act: 'strip' }>, { filed }: Names): Said[] {
  const acts = { up: 'moved', down: 'moved', hide: 'hid', show: 'showed', add: 'added', remove: 'removed' };
  const end = how === 'up' || how === 'down' ? ` ${how}` : '';
  return [say(`${acts[how]} the strip `), name(filed.get(filedKey(strip)) ?? 'that is gone'), say(end)];
}

function launchWords({ front, left }: Extract<Change, { act: 'launched' }>, names: Names): Said[] {
  const out = left.flatMap((id, index) => [say(index === 0 ? ', without “' : '” and “'), story(id, names)]);
  return [
    say('launched “'),
    name(names.fronts.get(front) ?? ''),
    say('”'),
    ...out,
    ...(left.length > 0 ? [say('”')] : []),
  ];
}

const story = (id: number, { stories }: Names): Said => name(stories.get(id)?.headline || 'a story that is gone');

function untilWords(until: string | null, { site, now }: Around): Said[] {
  return until === null ? [] : [say(` until ${momentLine(until, now, { zone: site.zone, language: 'en' })}`)];
}

/** `the lead`, `place 2 of Politics` */
function slotWords(slot: string, { filed }: Pick<Names, 'filed'>): Said[] {
  const { strip, index } = slotNamed(slot) ?? { strip: null, index: -1 };
  if (!strip) return [say(topPlaces[slot] ?? 'a place that is gone')];
  return [say(`place ${index + 1} of `), name(filed.get(filedKey(strip)) ?? 'a strip that is gone')];
}

/** `all stories`, `Politics` */
export function ruleWords(rule: { of: 'all' } | Filed, { filed }: Pick<Names, 'filed'>): Said[] {
  return rule.of === 'all' ? [say('all stories')] : [name(filed.get(filedKey(rule)) ?? `a ${rule.of} that is gone`)];
}

export const plainWords = (said: Said[]): string => said.map(({ text }) => text).join('');
