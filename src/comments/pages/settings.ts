import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import type { Page } from '../../http/render.ts';
import { zoneLabel } from '../../text/dates.ts';
import type { Section } from '../../topics/section.ts';
import { type Closings, longestDays } from '../comment/closing.ts';
import { type Pattern, patternLimits, patternOutcomes } from '../comment/patterns.ts';
import { type CommentRules, type RuleName, type RuleOutcome, ruleChoices } from '../comment/rules.ts';
import { limits } from '../comment.ts';
import { doesField, mostField } from '../forms/rules.ts';
import type { Tested } from './tested.ts';

export interface Settings {
  site: Site;
  rules: CommentRules;
  closings: Closings;
  sections: Pick<Section, 'id' | 'name'>[];
  patterns: Pattern[];
  /** The last letters of the key of the outside check; null where there is none. */
  keyEnd: string | null;
  /** What was typed into one of the forms. */
  form: Form;
  /** Of several fields with one name, the sections that were ticked; null where that form was not sent. */
  ticked: string[] | null;
  errors: FieldErrors;
  notice: string | null;
  tested: Tested | null;
  now: string;
}

const outcomeNames: Record<RuleOutcome, string> = { off: 'Off', hold: 'Hold', refuse: 'Refuse' };

/** `most` is the label of its number. */
const ruleTexts: Record<RuleName, { title: string; about: string; most: string | null }> = {
  links: { title: 'Links', about: 'A comment with more links than so many.', most: 'Allowed' },
  fast: { title: 'Haste', about: 'More comments than so many from one browser within a minute.', most: 'Allowed' },
  campaign: {
    title: 'Campaigns',
    about: 'The same text, however it is written, from so many browsers within a day. Short texts do not count.',
    most: 'Browsers',
  },
  network: {
    title: 'Networks',
    about:
      'Somebody new from a network of whose last comments more than so many in a hundred were rejected, three at least. It is forgotten after two weeks.',
    most: 'Percent',
  },
  first: { title: 'First comments', about: 'Somebody of whom no comment was let through yet.', most: null },
};

export function commentSettingsPage(settings: Settings): Page {
  const { site, closings, form, errors, notice, tested, now } = settings;
  const field = fieldOf(settings);
  const night = closings.night ?? { from: '', until: '' };
  const model = {
    notice: notice === null ? null : { text: notice, link: null },
    summary: summaryOf(errors),
    rules: (Object.keys(ruleTexts) as RuleName[]).map((name) => ruleModel(name, settings)),
    closing: {
      all: settings.ticked ? form.all !== undefined : closings.all,
      days: field('days', 'Days after publication', closings.days === null ? '' : String(closings.days), {
        hint: `Then a story’s comments close. Nothing for never, at most ${longestDays}.`,
      }),
      from: field('nightFrom', 'At night from', night.from, { hint: 'Like 22:00.' }),
      until: field('nightUntil', 'until', night.until, {
        hint: `Like 7:00, on the newsroom’s clocks: ${zoneLabel(site.zone, now)}.`,
      }),
      sections: settings.sections.map(({ id, name }) => ({
        ...{ id: String(id), name },
        checked: settings.ticked ? settings.ticked.includes(String(id)) : closings.sections.includes(id),
      })),
    },
    unwanted: {
      field: field('pattern', 'Word or words', '', {
        hint: '* is any letters, # is a digit: casino*, free money, 0900 ###.',
      }),
      outcome: select('outcome', 'What it does', {
        options: patternOutcomes,
        chosen: form.outcome ?? 'hold',
        error: errors.outcome,
      }),
      patterns: settings.patterns.map(({ id, pattern, outcome }) => ({
        ...{ pattern, outcome: outcome === 'hold' ? 'Held' : 'Refused' },
        removal: `/admin/settings/comments/words/${id}/remove`,
      })),
      count: `${settings.patterns.length.toLocaleString('en')} of ${patternLimits.number} at most`,
    },
    spam: spamModel(settings),
    test: { text: form.text ?? '', limit: String(limits.text * 4), error: errors.text ?? null },
    tested,
  };
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  return {
    layout: 'newsroom',
    view: 'comments/settings',
    status,
    language: 'en',
    title: 'Comments: settings',
    current: 'settings',
    model,
  };
}

function spamModel(settings: Settings) {
  const { keyEnd, form, errors } = settings;
  return {
    choice: {
      ...{ name: 'spamCheck', label: 'Comments of people who are not known yet', hint: null },
      error: errors.spamCheck ?? null,
      options: [
        { value: 'off', label: 'Are not checked', language: 'en' },
        { value: 'on', label: 'Are checked by Akismet', language: 'en' },
      ].map((each) => ({ ...each, selected: each.value === (form.spamCheck ?? (keyEnd === null ? 'off' : 'on')) })),
    },
    key: fieldOf(settings)('akismetKey', 'API key', '', {
      hint:
        keyEnd === null
          ? 'From your account at akismet.com. It is tried before it is saved.'
          : `The key that ends in ${keyEnd} is kept. Leave this empty to go on with it. To turn the check off forgets it.`,
    }),
  };
}

function ruleModel(name: RuleName, { rules, form, errors }: Settings) {
  const { title, about, most } = ruleTexts[name];
  const [does, number] = [doesField(name), mostField(name)];
  const own = rules[name];
  const value = form[number] ?? ('most' in own ? String(own.most) : '');
  return {
    ...{ title, about },
    does: select(does, `${title}: what is done`, {
      options: ruleChoices[name].does,
      chosen: form[does] ?? own.does,
      error: errors[does],
    }),
    most: most === null ? null : { name: number, label: most, value, error: errors[number] ?? null },
  };
}

interface Choice {
  options: readonly RuleOutcome[];
  chosen: string;
  error: string | undefined;
}

const select = (name: string, label: string, { options, chosen, error }: Choice) => ({
  ...{ name, label, hint: null, error: error ?? null },
  options: options.map((value) => ({
    ...{ value, label: outcomeNames[value], language: 'en', selected: value === chosen },
  })),
});

const fieldOf =
  ({ form, errors }: Settings) =>
  (name: string, label: string, value: string, { hint = null }: { hint?: string | null } = {}) => ({
    ...{ name, label, hint, value: form[name] ?? value, error: errors[name] ?? null },
    ...{ language: 'en', direction: name === 'pattern' ? 'auto' : 'ltr' },
  });

function summaryOf(errors: FieldErrors) {
  const items = Object.entries(errors).map(([name, message]) => ({ href: `#${name}`, message }));
  return items.length > 0 ? { title: 'Please look at:', items } : null;
}
