import { storyInsert } from '../../articles/pages/inserts.ts';
import type { Card } from '../../articles/queries/reading.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import type { Page } from '../../http/render.ts';
import { utcToZoned, zoneLabel } from '../../text/dates.ts';
import { slotNamed } from '../front/arrangement.ts';
import type { Change } from '../front/change.ts';
import type { Curating, Names } from '../queries/curating.ts';
import type { Front } from '../queries/fronts.ts';
import type { FrontState } from '../queries/states.ts';
import { moment, placeOptions, type SlotsAround, stripModel, topModel } from './slots.ts';
import { changeWords, type Said } from './words.ts';

/** What came between the person and what they wanted. */
export interface Stopped {
  /** What others did since, oldest first. */
  since: FrontState[];
  names: Names;
  /** What is to be done all the same, if they want it, and the form that does it; null where that is not known. */
  wanted: { change: Change; form: Form } | null;
  message: string;
}

export interface Shown {
  curating: Curating;
  now: string;
  /** Stories to place. */
  found: Card[];
  /** What was searched for; '' for nothing. */
  words: string;
  /** The story that somebody came with. */
  chosen: Card | null;
  open: string | null;
  typed: Form;
  errors: FieldErrors;
  stopped: Stopped | null;
  /** The person has just done what was done last. */
  isDone: boolean;
  notice: string | null;
}

export const baseOf = (front: Pick<Front, 'id' | 'kind'> | null): string =>
  front?.kind === 'prepared' ? `/admin/front/prepared/${front.id}` : '/admin/front';

export function curatingPage(shown: Shown): Page {
  const { curating, now, words, errors, stopped } = shown;
  const { front, site } = curating;
  const base = baseOf(front);
  const isPrepared = front?.kind === 'prepared';
  const around: SlotsAround = { ...shown, base };
  const heading = isPrepared ? front.name : 'Front page';
  const model = {
    heading,
    base,
    version: String(front?.version ?? 0),
    isPrepared,
    viewHref: isPrepared ? `${base}/preview` : '/',
    viewLabel: isPrepared ? 'Preview' : 'View site',
    statesHref: `${base}/states`,
    tabs: tabs(curating, now),
    says: isPrepared
      ? `Readers do not see this yet. ${front.launchAt === null ? 'It is shown as it would look now.' : `It is shown as it will look at its launch, ${moment(front.launchAt, around)}.`}`
      : null,
    last: lastModel(shown),
    canUndo: curating.canUndo,
    summary: summaryOf(errors, around.open),
    stopped: stopped && stoppedModel(stopped, shown, base),
    top: topModel(around),
    strips: curating.plan.strips.map((strip, index) => stripModel(strip, index, around)),
    out: outModel(curating),
    mostRead: curating.order.arrangement.mostRead ?? false,
    addTopic: {
      value: around.open === null ? (shown.typed.topic ?? '') : '',
      error: around.open === null ? (errors.topic ?? null) : null,
    },
    search: { action: base, words, label: 'Stories to place' },
    found: foundModel(shown, around),
    chosen: shown.chosen && placing(shown.chosen, around),
    foundHeading: words ? `Found for “${words}”` : 'The newest',
    empty: words
      ? 'No story that is published or scheduled holds all of these words.'
      : 'There is no story yet that readers see.',
    launch: isPrepared ? launchModel(front, shown) : null,
    prepare: isPrepared ? null : { value: shown.typed.name ?? '', error: errors.name ?? null },
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}.`,
  };
  const status = stopped ? 409 : Object.keys(errors).length > 0 ? 422 : 200;
  return {
    ...{ layout: 'newsroom', language: 'en', current: 'front', script: 'front' },
    ...{ view: 'front/curating', title: heading, status, model },
  };
}

function tabs({ front, prepared }: Curating, now: string) {
  const live = { href: '/admin/front', label: 'Readers’ front page', current: front?.kind !== 'prepared' };
  const others = prepared
    .filter(({ launchAt }) => launchAt === null || launchAt > now)
    .map((each) => ({ href: baseOf(each), label: each.name, current: each.id === front?.id }));
  return others.length > 0 ? [live, ...others] : [];
}

/** The newest change, as news to who made it and as history to everybody else. */
function lastModel({ curating, isDone, now, notice }: Shown) {
  const { last, names, site } = curating;
  if (notice !== null) return { who: null, said: [{ text: notice, own: false }], when: null, isNew: true };
  if (!last) return null;
  const said = changeWords(last.change, { names, site, now });
  const when = { iso: last.at, text: moment(last.at, { curating, now }) };
  return { who: isDone ? 'You' : last.by, said, when: isDone ? null : when, isNew: isDone };
}

function stoppedModel({ since, names, wanted, message }: Stopped, { curating, now }: Shown, base: string) {
  const around = { names, site: curating.site, now };
  return {
    message,
    since: since.map((state) => ({
      ...{ who: state.by, said: changeWords(state.change, around) },
      when: { iso: state.at, text: moment(state.at, { curating, now }) },
    })),
    wanted: wanted && {
      action: base,
      said: changeWords(wanted.change, around) satisfies Said[],
      fields: Object.entries({ ...wanted.form, version: String(curating.front?.version ?? 0) }).map(
        ([name, value]) => ({
          name,
          value,
        }),
      ),
    },
  };
}

function summaryOf(errors: FieldErrors, open: string | null) {
  const anchors: Record<string, string> = {
    '': 'main',
    article: 'find',
    slot: 'to',
    topic: open === null ? 'strip-topic' : 'topic',
  };
  const items = Object.entries(errors).map(([name, message]) => ({ href: `#${anchors[name] ?? name}`, message }));
  return items.length > 0 ? { title: 'Please look at:', items } : null;
}

function outModel({ order, stories }: Curating) {
  return order.arrangement.out
    .map((id) => ({ id: String(id), story: stories.get(id) }))
    .flatMap(({ id, story }) => (story ? [{ id, headline: story.headline, language: story.language }] : []))
    .reverse()
    .slice(0, 20);
}

/** What was found, but for the story that somebody came with. */
function foundModel({ found, chosen }: Shown, around: SlotsAround) {
  return found.filter(({ articleId }) => articleId !== chosen?.articleId).map((card) => placing(card, around));
}

function placing(card: Card, around: SlotsAround) {
  const { curating, now } = around;
  const { headline, language, about } = storyInsert(card, curating.site);
  const scheduled = card.publishedAt > now;
  return {
    ...{ headline, language },
    about: scheduled ? `Scheduled: readers see it from ${moment(card.publishedAt, around)}` : about,
    id: String(card.articleId),
    href: `/admin/articles/${card.articleId}`,
    where: whereText(card.articleId, around),
    places: placeOptions(curating, 'lead'),
  };
}

/** Where the story stands now; null where it does not. */
function whereText(articleId: number, { curating }: SlotsAround): string | null {
  const { plan } = curating;
  const slots = [...plan.top, ...plan.strips.flatMap((strip) => strip.slots)];
  const at = slots.find(({ card }) => card?.articleId === articleId);
  const label = at && slotNamed(at.name) && placeOptions({ plan }, at.name).find(({ selected }) => selected)?.label;
  return label ? `Stands in: ${label}` : null;
}

function launchModel({ launchAt }: Front, { curating, now, typed, errors }: Shown) {
  const { zone } = curating.site;
  return {
    at: launchAt && { iso: launchAt, text: moment(launchAt, { curating, now }) },
    value: typed.at ?? (launchAt === null ? '' : utcToZoned(launchAt, zone)),
    error: errors.at ?? null,
  };
}
