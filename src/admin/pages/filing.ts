import { stateNames } from '../../articles/pages/moments.ts';
import type { FiledStory } from '../../articles/queries/filed.ts';
import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import type { Page } from '../../http/render.ts';
import { direction, type Language, languages } from '../../text/language.ts';
import { type FilingKind, filingPath, hueOf, hues, type Section } from '../../topics/section.ts';
import { descriptionField, nameField, otherLanguages } from '../forms/filing.ts';

export type Part = 'sections' | 'topics' | 'series' | 'redirects';

const parts: Record<Part, string> = {
  sections: 'Sections',
  topics: 'Topics',
  series: 'Series',
  redirects: 'Old addresses',
};

/** The ways between the pages of this part of the newsroom. */
export const waysTo = (part: Part) =>
  Object.entries(parts).map(([name, label]) => ({ label, href: `/admin/${name}`, current: name === part }));

export const languageName = (language: Language): string =>
  new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? language;

export const counted = (count: number, one: string, other: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : other}`;

/** A field as the templates of fields take it. */
export function textField(name: string, label: string, { form, errors }: Typed, more: Partial<FieldFacts> = {}) {
  const language = more.language ?? 'en';
  return {
    ...{ name, label, value: form[name] ?? '', error: errors[name] ?? null, hint: more.hint ?? null },
    ...{ language, direction: more.direction ?? direction(language) },
  };
}

interface FieldFacts {
  hint: string;
  language: Language;
  direction: string;
}

export interface Typed {
  form: Form;
  errors: FieldErrors;
}

export const statusOf = ({ errors }: Typed): number => (Object.keys(errors).length > 0 ? 422 : 200);

/** Name, names in other languages, address. */
export function nameFields(kind: FilingKind, typed: Typed, site: Site) {
  const own = site.language;
  const others = otherLanguages(own).map((language) =>
    textField(nameField(language), `Name in ${languageName(language)}`, typed, { language }),
  );
  const hint = `After ${filingPath(kind, '')}. Without one, from the name. An address that readers know leads on to a new one for ever.`;
  return [
    textField('name', 'Name', typed, { language: own }),
    ...others,
    textField('slug', 'Address', typed, { hint, direction: 'auto' }),
  ];
}

interface Sections {
  sections: Section[];
  /** Stories that readers see, by section. */
  counts: Map<number, number>;
  canChange: boolean;
  notice: string | null;
}

export function sectionsPage({ sections, counts, canChange, notice }: Sections): Page {
  const model = {
    ways: waysTo('sections'),
    notice: notice === null ? null : { text: notice, link: null },
    canChange,
    sections: sections.map((section, index) => ({
      id: String(section.id),
      name: section.name,
      href: canChange ? `/admin/sections/${section.id}` : null,
      path: filingPath('section', section.slug),
      hue: hueOf(section.colour),
      others: Object.values(JSON.parse(section.translations) as Record<string, string>).join(', '),
      count: (counts.get(section.id) ?? 0).toLocaleString('en'),
      canMoveUp: index > 0,
      canMoveDown: index < sections.length - 1,
    })),
  };
  return { ...around('Sections'), view: 'admin/house/sections', model };
}

interface EditedSection extends Typed {
  /** Null for a new one. */
  section: Section | null;
  site: Site;
  notice: string | null;
}

export function sectionPage({ section, site, notice, ...typed }: EditedSection): Page {
  const heading = section ? 'Edit section' : 'New section';
  const model = {
    ways: waysTo('sections'),
    heading,
    notice:
      notice === null
        ? null
        : { text: notice, link: section && { href: filingPath('section', section.slug), label: 'View section' } },
    summary: summaryOf(typed.errors),
    action: section ? `/admin/sections/${section.id}` : '/admin/sections',
    names: nameFields('section', typed, site),
    descriptions: languages.map((language) => ({
      ...textField(descriptionField(language), `Description in ${languageName(language)}`, typed, {
        language,
        hint: 'One sentence under the heading of its page, and for search engines.',
      }),
      rows: '2',
      look: '',
    })),
    colours: ['', ...hues].map((colour) => ({
      value: colour,
      label: colour === '' ? 'The newsroom’s own' : `${colour.charAt(0).toUpperCase()}${colour.slice(1)}`,
      hue: hueOf(colour),
      checked: (typed.form.colour ?? '') === colour,
    })),
    colourError: typed.errors.colour ?? null,
    deleteHref: section ? `/admin/sections/${section.id}/delete` : null,
  };
  return { ...around(heading), view: 'admin/house/section', status: statusOf(typed), model };
}

interface Removal {
  kind: FilingKind;
  id: number;
  name: string;
  slug: string;
  /** How many stories are in it, and the newest of them. */
  count: number;
  stories: FiledStory[];
  status: number;
  /** Sections that can get the stories; of what is no section, none. */
  others: Section[];
  errors: FieldErrors;
}

const partOf: Record<FilingKind, Exclude<Part, 'redirects'>> = {
  section: 'sections',
  topic: 'topics',
  series: 'series',
};

/** Asks once more, or says what stands against it. */
export function removalPage({ kind, id, name, slug, count, stories, status, others, errors }: Removal): Page {
  const part = partOf[kind];
  const more = count - stories.length;
  const model = {
    ways: waysTo(part),
    heading: `Delete the ${kind} “${name}”`,
    path: filingPath(kind, slug),
    action: `/admin/${part}/${id}/delete`,
    back: `/admin/${part}/${id}`,
    kind,
    inUse: count > 0 ? counted(count, `story is in this ${kind}`, `stories are in this ${kind}`) : null,
    stories: stories.map(storyLine),
    move:
      count > 0 && others.length > 0
        ? {
            ...{ name: 'into', label: 'Move its stories to', hint: null, error: errors.into ?? null },
            options: [
              { value: '', label: 'Choose a section', language: 'en', selected: true },
              ...others.map((other) => ({
                value: String(other.id),
                label: other.name,
                language: null,
                selected: false,
              })),
            ],
          }
        : null,
    more: more > 0 ? `and ${counted(more, 'older one', 'older ones')}` : null,
  };
  return { ...around(model.heading), view: 'admin/house/removal', status, model };
}

const storyLine = ({ id, headline, language, state }: FiledStory) => ({
  href: `/admin/articles/${id}`,
  headline: headline || 'No headline yet',
  language,
  state: stateNames[state],
});

export const around = (title: string) =>
  ({ layout: 'newsroom', language: 'en', title, current: 'filing' }) as const satisfies Partial<Page>;

export function summaryOf(errors: FieldErrors): { title: string; items: { href: string; message: string }[] } | null {
  const items = Object.entries(errors).map(([name, message]) => ({ href: `#${name}`, message }));
  return items.length > 0 ? { title: 'Please look at:', items } : null;
}
