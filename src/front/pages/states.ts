import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import { longDateTime, momentLine } from '../../text/dates.ts';
import { isolated } from '../../text/isolated.ts';
import type { FrontBar } from '../pages.ts';
import type { Names } from '../queries/curating.ts';
import type { Front } from '../queries/fronts.ts';
import type { FrontState } from '../queries/states.ts';
import { baseOf } from './curating.ts';
import { changeWords } from './words.ts';

/** States on one page of the list. */
export const pageSize = 50;

interface Listed {
  /** Null where nobody has curated yet. */
  front: Front | null;
  /** One more than the page shows where there are older ones. */
  states: FrontState[];
  names: Names;
  isFirst: boolean;
  site: Site;
  now: string;
}

/** Every state that a front had, newest first: each can be looked at and reverted to. */
export function statesPage({ front, states, names, isFirst, site, now }: Listed): Page {
  const base = baseOf(front);
  const shown = states.slice(0, pageSize);
  const older =
    states.length > pageSize ? { href: `${base}/states?before=${shown.at(-1)?.id}`, label: 'Older states' } : null;
  const newest = isFirst ? null : { href: `${base}/states`, label: 'The newest states' };
  const heading = front?.kind === 'prepared' ? `States of “${front.name}”` : 'States of the front page';
  const model = {
    heading,
    back: base,
    base,
    version: String(front?.version ?? 0),
    isOpen: front?.fate === 'open',
    rows: shown.map(({ id, at, by, change }) => ({
      id: String(id),
      when: { iso: at, text: momentLine(at, now, { zone: site.zone, language: 'en' }) },
      who: by,
      said: changeWords(change, { names, site, now }),
      isCurrent: id === front?.version,
    })),
    pager: older || newest ? { older, newest } : null,
  };
  return { layout: 'newsroom', language: 'en', current: 'front', view: 'front/states', title: heading, model };
}

/** What stands over a state as readers would see it now. */
export function stateBar({ at, by }: FrontState, front: Front, { zone }: Site): FrontBar {
  const when = longDateTime(at, { zone, language: 'en' });
  const says = `This is the front page as ${by} left it on ${when}, with the stories that readers see now.`;
  return { says, href: `${baseOf(front)}/states`, link: 'Back to the states' };
}

/** What stands over a prepared front. */
export function preparedBar(front: Front, { zone }: Site, now: string): FrontBar {
  const at =
    front.launchAt !== null && front.launchAt > now ? longDateTime(front.launchAt, { zone, language: 'en' }) : null;
  const when = at === null ? 'if it were launched now' : `at its launch on ${at}`;
  const says = `This is “${isolated(front.name)}” as readers will see it ${when}. They cannot see it yet.`;
  return { says, href: baseOf(front), link: 'Back to curating' };
}
