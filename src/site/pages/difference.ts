import { slugOf } from '../../articles/article.ts';
import { type DifferenceModel, differingFields } from '../../articles/pages/difference.ts';
import type { Version } from '../../articles/queries/history.ts';
import { altIn } from '../../media/picture.ts';
import { type Language, words } from '../../text/language.ts';
import { readingText } from '../../text/reading-text.ts';
import { nameIn } from '../../topics/section.ts';
import type { Compared } from '../queries/history.ts';

/** What readers could see change between two versions, field by field, in words. */
export function differenceModel(compared: Compared, language: Language): DifferenceModel {
  const says = words(language).history;
  const { from, to, before, after } = compared;
  const heading = says.change(String(from), String(to));
  const said = (...remarks: string[]): DifferenceModel => ({ heading, remarks, fields: [] });
  if (from === to) return said(says.sameVersion);
  if (!before || !after) return said(says.hidden);
  const [old, fresh] = [fieldsOf(before, compared, language), fieldsOf(after, compared, language)];
  const names = Object.keys(says.fields) as FieldName[];
  const { fields, isCut } = differingFields(
    names.map((name) => ({
      label: says.fields[name],
      before: old[name],
      after: fresh[name],
      isWhole: items.has(name),
    })),
  );
  const isReset = before.body !== after.body && same(old.text, fresh.text);
  const remarks = [
    ...(isReset ? [says.formatting] : []),
    ...(fields.length === 0 && !isReset ? [says.noChange] : []),
    ...(isCut ? [says.cut] : []),
  ];
  return { heading, remarks, fields };
}

type FieldName = keyof ReturnType<typeof words>['history']['fields'];

/** Fields whose values are not read word by word. */
const items: ReadonlySet<FieldName> = new Set(['links', 'section', 'topics', 'label', 'language', 'address']);

const same = (old: string[], fresh: string[]) => old.join('\n\n') === fresh.join('\n\n');

/** A version as its readers saw it: each field as passages, none where there was nothing. */
function fieldsOf(version: Version, compared: Compared, language: Language): Record<FieldName, string[]> {
  const { headline, standfirst, dateline, section, topics, authors } = version;
  const catalogue = words(language);
  const headlineOf = (reference: string) => compared.related.get(reference) ?? null;
  const { passages, links } = readingText(version.body, { says: catalogue.history.blocks, headlineOf });
  const separators = catalogue.separators(authors.length);
  const one = (text: string) => (text === '' ? [] : [text]);
  return {
    headline: one(headline),
    standfirst: one(standfirst),
    text: passages,
    links,
    byline: one(authors.map((name, index) => `${name}${separators[index] ?? ''}`).join('')),
    dateline: one(dateline),
    section: section ? [nameIn(section, language)] : [],
    topics: topics.map((topic) => nameIn(topic, language)),
    label: [version.label === 'news' ? catalogue.history.news : catalogue.labels[version.label]],
    ...leadOf(version, compared, language),
    language: [new Intl.DisplayNames([language], { type: 'language' }).of(version.language) ?? version.language],
    address: [slugOf(version)],
  };
}

function leadOf(
  version: Version,
  { pictures }: Compared,
  language: Language,
): Record<'picture' | 'video' | 'caption', string[]> {
  const says = words(language).history.blocks;
  const { leadKind, leadMediaId, leadDecorative, leadAlt, leadCaption, leadCredit, leadVideo, leadVideoTitle } =
    version;
  if (leadKind === 'none') return { picture: [], video: [], caption: [] };
  const library = leadMediaId === null ? undefined : pictures.get(leadMediaId);
  const filled = (...texts: string[]) => {
    const text = texts.filter(Boolean).join(' · ');
    return text === '' ? [] : [text];
  };
  const number = leadMediaId === null ? '' : `${says.picture} ${says.numbered(String(leadMediaId))}`;
  const isVideo = leadKind === 'video';
  return {
    picture: filled(
      number,
      isVideo || leadDecorative ? '' : leadAlt || (library ? altIn(library, version.language) : ''),
    ),
    video: isVideo ? filled(leadVideoTitle, leadVideo) : [],
    caption: filled(
      leadCaption || (isVideo ? '' : (library?.caption ?? '')),
      leadCredit || (isVideo ? '' : (library?.credit ?? '')),
    ),
  };
}
