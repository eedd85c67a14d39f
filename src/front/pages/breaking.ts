import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import type { Page } from '../../http/render.ts';
import { momentLine, zoneLabel } from '../../text/dates.ts';
import { direction, type Language, languages } from '../../text/language.ts';
import { breakingLimits } from '../front.ts';
import type { SetBreaking } from '../queries/breaking.ts';

interface Shown {
  /** Null while there is none, or its time is over. */
  strip: SetBreaking | null;
  form: Form;
  errors: FieldErrors;
  notice: string | null;
}

interface Around {
  site: Site;
  now: string;
}

/** On which an editor puts the strip over every page, changes it, and takes it down. */
export function breakingPage({ strip, form, errors, notice }: Shown, { site, now }: Around): Page {
  const language = languages.find((each) => each === form.language) ?? site.language;
  const field = (name: string, label: string, hint: string) => ({
    ...{ name, label, hint, value: form[name] ?? '', error: errors[name] ?? null },
    ...{ language: 'en', direction: 'auto' },
  });
  const textHint = `One sentence, at most ${breakingLimits.text} characters. Readers see it at once.`;
  const items = Object.entries(errors).map(([name, message]) => ({ href: `#${name}`, message }));
  const model = {
    notice: notice === null ? null : { text: notice, link: { href: '/', label: 'View site' } },
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}`,
    summary: items.length > 0 ? { title: 'Please look at:', items } : null,
    strip: strip && stripModel(strip, { site, now }),
    heading: strip ? 'Change it' : 'Put a strip over every page',
    text: { ...field('text', 'Text', textHint), language, direction: direction(language) },
    language: {
      ...{ name: 'language', label: 'Language of the text', hint: null, error: errors.language ?? null },
      options: languages.map((each) => ({
        ...{ value: each, label: languageName(each), language: 'en', selected: each === language },
      })),
    },
    story: field(
      'story',
      'Story',
      'The address of a story that readers can open. Without one the strip leads nowhere.',
    ),
    hours: field('hours', 'Hours until it goes', `It goes by itself, after at most ${breakingLimits.hours} hours.`),
    button: strip ? 'Change the strip' : 'Put it up',
  };
  const status = items.length > 0 ? 422 : 200;
  const around = { layout: 'newsroom', language: 'en', title: 'Breaking strip', current: 'breaking' } as const;
  return { ...around, view: 'front/breaking', status, model };
}

const languageName = (language: Language): string =>
  new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? language;

const stripModel = ({ text, language, path, storyGone, until }: SetBreaking, { site, now }: Around) => ({
  ...{ text, language, path },
  until: { iso: until, text: momentLine(until, now, { zone: site.zone, language: 'en' }) },
  gone: storyGone ? 'Readers do not see it: its story was withdrawn.' : null,
});

/** The form as it begins: with what the strip says now. */
export function formOfBreaking(strip: SetBreaking | null, site: Site): Form {
  if (!strip) return { text: '', language: site.language, story: '', hours: '2' };
  return { text: strip.text, language: strip.language, story: strip.path ?? '', hours: '2' };
}
