import { z } from 'zod';
import { type Form, line, parseForm } from '../../http/forms.ts';
import { type Language, languages } from '../../text/language.ts';
import { hues, type Section } from '../../topics/section.ts';

/** The languages besides the newsroom's own. */
export const otherLanguages = (own: Language): Language[] => languages.filter((language) => language !== own);

export const nameField = (language: Language): string => `name-${language}`;
export const descriptionField = (language: Language): string => `description-${language}`;

const named = (own: Language) => ({
  name: line(60, 'The name').refine((text) => text !== '', 'It needs a name.'),
  // As people copy it: with its slashes.
  slug: line(200, 'The address').transform((text) => text.replace(/\/+$/, '').replace(/^.*\//, '')),
  ...Object.fromEntries(otherLanguages(own).map((language) => [nameField(language), line(60, 'The name')])),
});

export interface NamedFields {
  name: string;
  /** As it was typed; '' to make it from the name. */
  address: string;
  translations: string;
}

/** What a topic or a series is called. @throws Invalid with a message for each wrong field */
export function namedForm(form: Form, own: Language): NamedFields {
  const fields = named(own);
  const name = fields.name.refine(
    (text) => !/[,،]/.test(text),
    'A comma cannot stand in it: beside a story, commas stand between names.',
  );
  return namesIn(parseForm(z.object({ ...fields, name }), form), own);
}

/** @throws Invalid with a message for each wrong field */
export function sectionForm(form: Form, own: Language): NamedFields & Pick<Section, 'descriptions' | 'colour'> {
  const descriptions = languages.map((language) => [descriptionField(language), line(320, 'The description')] as const);
  const colour = z.enum(['', ...hues], { error: 'Choose one of these colours.' }).default('');
  const fields = { ...named(own), ...Object.fromEntries(descriptions), colour };
  const said = parseForm(z.object(fields), form) as Form & { colour: string };
  return { ...namesIn(said, own), descriptions: byLanguage(said, languages, descriptionField), colour: said.colour };
}

function namesIn(said: Record<string, string>, own: Language): NamedFields {
  const { name = '', slug = '' } = said;
  return { name, address: slug, translations: byLanguage(said, otherLanguages(own), nameField) };
}

function byLanguage(
  said: Record<string, string>,
  among: readonly Language[],
  field: (language: Language) => string,
): string {
  const written = among.flatMap((language) => (said[field(language)] ? [[language, said[field(language)]]] : []));
  return JSON.stringify(Object.fromEntries(written));
}

type Named = Pick<Section, 'slug' | 'name' | 'translations'>;

/** As the form's fields; what these functions read back. */
export function formOfNamed({ slug, name, translations }: Named, own: Language): Form {
  const known = JSON.parse(translations) as Partial<Record<Language, string>>;
  // The newsroom's language may be another than it was when this was named.
  const spare = known[own] === undefined ? '' : name;
  const others = otherLanguages(own).map((language) => [nameField(language), known[language] ?? spare]);
  return { name: known[own] ?? name, slug, ...Object.fromEntries(others) };
}

export function formOfSection(section: Named & Pick<Section, 'descriptions' | 'colour'>, own: Language): Form {
  const known = JSON.parse(section.descriptions) as Partial<Record<Language, string>>;
  const said = languages.map((language) => [descriptionField(language), known[language] ?? '']);
  return { ...formOfNamed(section, own), ...Object.fromEntries(said), colour: section.colour };
}
