import { z } from 'zod';
import { Invalid } from '../../errors.ts';
import { type Form, line, parseForm } from '../../http/forms.ts';
import { type Closings, longestDays } from '../comment/closing.ts';
import { type Pattern, patternOutcomes } from '../comment/patterns.ts';
import { type CommentRules, type RuleName, ruleChoices } from '../comment/rules.ts';

/* The forms on the settings of comments. Numbers are typed as people type them. */

/** What is too long is no number and no time either. */
const any = Number.POSITIVE_INFINITY;

export const doesField = (name: string): string => `${name}-does`;
export const mostField = (name: string): string => `${name}-most`;

const names = Object.keys(ruleChoices) as RuleName[];

const whole = (least: number, greatest: number) =>
  line(any, '')
    .refine((text) => /^\d{1,6}$/.test(text) && Number(text) >= least && Number(text) <= greatest, {
      error: `Give a number from ${least} to ${greatest}.`,
    })
    .transform(Number);

const rules = z.object(
  Object.fromEntries(
    names.flatMap((name) => {
      const { does, most } = ruleChoices[name];
      const chosen = [doesField(name), z.enum(does, 'Choose what this rule does.')] as const;
      return most ? [chosen, [mostField(name), whole(...most)] as const] : [chosen];
    }),
  ),
);

/** @throws Invalid with a message for each wrong field */
export function rulesForm(form: Form): CommentRules {
  const given: Record<string, unknown> = parseForm(rules, form);
  return Object.fromEntries(
    names.map((name) => [
      name,
      { does: given[doesField(name)], ...(ruleChoices[name].most && { most: given[mostField(name)] }) },
    ]),
  ) as unknown as CommentRules;
}

const time = line(any, '').refine((text) => text === '' || /^([01]?\d|2[0-3]):[0-5]\d$/.test(text), {
  error: 'Give a time like 22:00.',
});

const closings = z.object({
  all: z.string().optional(),
  days: z.union(
    [
      line(any, '')
        .refine((text) => text === '')
        .transform(() => null),
      whole(1, longestDays),
    ],
    {
      error: `Give a number of days from 1 to ${longestDays}, or nothing.`,
    },
  ),
  nightFrom: time,
  nightUntil: time,
});

/** `sections`: the ids that were ticked. @throws Invalid with a message for each wrong field */
export function closingsForm(form: Form, sections: string[]): Closings {
  const { all, days, nightFrom, nightUntil } = parseForm(closings, form);
  if ((nightFrom === '') !== (nightUntil === '')) {
    throw new Invalid({ [nightFrom === '' ? 'nightFrom' : 'nightUntil']: 'Give both times, or none.' });
  }
  if (nightFrom !== '' && nightFrom.padStart(5, '0') === nightUntil.padStart(5, '0')) {
    throw new Invalid({ nightUntil: 'From a time to the same would be day and night: close all stories instead.' });
  }
  return {
    all: all !== undefined,
    days,
    sections: sections.filter((id) => /^\d{1,15}$/.test(id)).map(Number),
    night: nightFrom === '' ? null : { from: nightFrom.padStart(5, '0'), until: nightUntil.padStart(5, '0') },
  };
}

const unwanted = z.object({
  // What is wrong with it, the pattern says itself.
  pattern: line(any, '').transform((text) => text.slice(0, 1_000)),
  outcome: z.enum(patternOutcomes, 'Choose what it does.'),
});

export const unwantedForm = (form: Form): Omit<Pattern, 'id'> => parseForm(unwanted, form);

const spamCheck = z.object({
  spamCheck: z.enum(['off', 'on'], 'Choose whether comments are checked.'),
  akismetKey: line(any, '').refine((key) => /^[\w-]{0,100}$/.test(key), {
    error: 'A key has letters and digits alone, at most a hundred. Copy it from your account at Akismet.',
  }),
});

/** `key` is '' where none was typed. @throws Invalid with a message for each wrong field */
export function spamCheckForm(form: Form): { on: boolean; key: string } {
  const { spamCheck: chosen, akismetKey: key } = parseForm(spamCheck, form);
  return { on: chosen === 'on', key };
}
