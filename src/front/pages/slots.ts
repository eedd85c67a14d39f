import type { Card } from '../../articles/queries/reading.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import { momentLine, utcToZoned } from '../../text/dates.ts';
import { hueOf } from '../../topics/section.ts';
import { type Rule, stripLength, topSlots } from '../front/arrangement.ts';
import { type FilledSlot, type FilledStrip, filedKey } from '../front/plan.ts';
import { headingPath } from '../pages.ts';
import type { Curating } from '../queries/curating.ts';
import type { Placeable } from '../queries/placeable.ts';
import { plainWords, ruleWords } from './words.ts';

/** The page on which a front is curated, as far as its slots ask for it. */
export interface SlotsAround {
  curating: Curating;
  now: string;
  /** Where the forms go. */
  base: string;
  /** The slot whose further acts are shown, by name; null for none. */
  open: string | null;
  /** What was typed there, and what was wrong. */
  typed: Form;
  errors: FieldErrors;
}

/** What a place is called in its part of the page. */
const topNames: Record<string, string> = { lead: 'Lead', 'second-1': 'Second', 'second-2': 'Third' };

const states = { draft: 'a draft', review: 'in review', withdrawn: 'withdrawn' } as const;

/** Lead, second, third. */
export const topModel = (around: SlotsAround) =>
  around.curating.plan.top.map((slot, index) =>
    slotModel(slot, around, {
      label: topNames[slot.name] ?? '',
      isFirst: index === 0,
      isLast: index === topSlots.length - 1,
      rule: around.curating.order.arrangement.top[index]?.rule ?? { of: 'all' },
    }),
  );

export function stripModel(strip: FilledStrip, index: number, around: SlotsAround) {
  const { curating, base } = around;
  const { heading, slots, hidden } = strip;
  const { name } = heading;
  return {
    ...{ id: filedKey(heading), name, href: headingPath(heading), hue: hueOf(heading.colour), base },
    version: String(curating.front?.version ?? 0),
    kind: heading.of === 'topic' ? 'Topic' : null,
    hidden,
    isTopic: heading.of === 'topic',
    isFirst: index === 0,
    isLast: index === curating.plan.strips.length - 1,
    slots: hidden
      ? []
      : slots.map((slot, at) =>
          slotModel(slot, around, {
            ...{ label: String(at + 1), isFirst: at === 0, isLast: at === stripLength - 1 },
            rule: null,
          }),
        ),
  };
}

interface InGroup {
  label: string;
  isFirst: boolean;
  isLast: boolean;
  /** Null in a strip, which has the rule of what it is called after. */
  rule: Rule | null;
}

function slotModel(slot: FilledSlot, around: SlotsAround, { label, isFirst, isLast, rule }: InGroup) {
  const { curating, base, open } = around;
  const { card, name } = slot;
  const waiting = slot.placed && !slot.byHand ? waitingModel(slot, around) : null;
  // Whoever moves what stands in for it would push it aside unseen.
  const canMove = card !== null && waiting === null;
  return {
    ...{ name, label, base, version: String(curating.front?.version ?? 0) },
    card: card && cardModel(card),
    why: whyText(slot, around, rule),
    byHand: slot.byHand,
    waiting,
    canUp: canMove && !isFirst,
    canDown: canMove && !isLast,
    moreHref: `${base}?slot=${name}#slot-${name}`,
    closeHref: `${base}#slot-${name}`,
    more: open === name ? moreModel(slot, around, { rule, canPin: canMove }) : null,
  };
}

const cardModel = ({ articleId, headline, shortHeadline, language, leadKind, pictureFile }: Card) => ({
  id: String(articleId),
  headline: shortHeadline || headline,
  language,
  href: `/admin/articles/${articleId}`,
  picture: leadKind !== 'none' && pictureFile !== null ? `/media/${pictureFile}` : null,
});

function whyText({ byHand, placed, card }: FilledSlot, around: SlotsAround, rule: Rule | null): string {
  if (byHand && placed) {
    return placed.until === null ? 'By hand' : `By hand until ${moment(placed.until, around)}`;
  }
  if (!card) return 'Nothing here: there are not enough stories';
  return rule ? `By rule: the newest of ${ruleName(rule, around)}` : 'By rule: the newest';
}

const ruleName = (rule: Rule, { curating }: SlotsAround): string => plainWords(ruleWords(rule, filedNames(curating)));

/** Sections and the topics of strips, by their keys. */
export const filedNames = ({ order, sections, names }: Curating) => ({
  filed: new Map([
    ...names.filed,
    ...sections.map((section): [string, string] => [filedKey({ of: 'section', id: section.id }), section.name]),
    ...order.strips.map(({ heading }): [string, string] => [filedKey(heading), heading.name]),
  ]),
});

/** What a hand placed there and nobody sees. */
function waitingModel({ placed }: FilledSlot, around: SlotsAround) {
  const { curating } = around;
  if (!placed) return null;
  const story = curating.stories.get(placed.articleId);
  return {
    id: String(placed.articleId),
    headline: story?.headline || 'A story that is gone',
    language: story?.language ?? 'en',
    reason: reasonText(story, placed.until, around),
  };
}

function reasonText(story: Placeable | undefined, until: string | null, around: SlotsAround): string {
  const { curating } = around;
  if (until !== null && until <= curating.at) return `stood here until ${moment(until, around)}`;
  if (story?.state === 'scheduled' && story.publishedAt !== null) {
    return `will stand here from ${moment(story.publishedAt, around)}, when it is published`;
  }
  if (!story) return 'was placed here and is gone';
  if (story.state === 'published') return 'was placed here and stands further up';
  return `was placed here and is ${states[story.state as keyof typeof states] ?? 'not published'}`;
}

export const moment = (iso: string, { curating, now }: Pick<SlotsAround, 'curating' | 'now'>): string =>
  momentLine(iso, now, { zone: curating.site.zone, language: 'en' });

/** What else can be done with a place: one at a time, so that the page stays light. */
function moreModel(slot: FilledSlot, around: SlotsAround, { rule, canPin }: { rule: Rule | null; canPin: boolean }) {
  const { curating, typed, errors } = around;
  const pinned = slot.byHand && slot.placed?.until ? utcToZoned(slot.placed.until, curating.site.zone) : '';
  const chosen =
    typed.rule ?? (rule === null || rule.of === 'all' ? 'all' : rule.of === 'topic' ? 'topic' : filedKey(rule));
  return {
    places: placeOptions(curating, typed.to ?? slot.name),
    toError: errors.slot ?? null,
    until: canPin ? { value: typed.until ?? pinned, error: errors.until ?? null } : null,
    rule: rule && {
      options: [
        { value: 'all', label: 'The newest of all', selected: chosen === 'all' },
        ...curating.sections.map(({ id, name }) => {
          const value = filedKey({ of: 'section', id });
          return { value, label: `The newest of ${name}`, selected: chosen === value };
        }),
        { value: 'topic', label: 'The newest of the topic below', selected: chosen === 'topic' },
      ],
      error: errors.rule ?? null,
      topic: typed.topic ?? (rule.of === 'topic' ? ruleName(rule, around) : ''),
      topicError: errors.topic ?? null,
    },
  };
}

/** Every slot of the page, for a choice. */
export function placeOptions({ plan }: Pick<Curating, 'plan'>, chosen: string) {
  const option = (value: string, label: string) => ({ value, label, selected: value === chosen });
  return [
    ...plan.top.map(({ name }) => option(name, topNames[name] ?? '')),
    ...plan.strips
      .filter(({ hidden }) => !hidden)
      .flatMap(({ heading, slots }) => slots.map(({ name }, index) => option(name, `${heading.name} ${index + 1}`))),
  ];
}
