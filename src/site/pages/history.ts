import type { Moment } from '../../articles/pages/card.ts';
import type { DifferenceModel } from '../../articles/pages/difference.ts';
import type { HistoryRow } from '../../articles/queries/history.ts';
import type { Head, Page } from '../../http/render.ts';
import { longDateTime, type Place, zoneLabel } from '../../text/dates.ts';
import { type Language, words } from '../../text/language.ts';
import type { LoadedHistory } from '../queries/history.ts';
import { differenceModel } from './difference.ts';

interface Entry {
  /** Null where no text was shown with it. */
  version: string | null;
  time: Moment;
  kind: string;
  /** "by Tomas Lindqvist", of the first. */
  by: string | null;
  note: string | null;
  gone: string | null;
  change: { href: string; current: boolean; of: string } | null;
}

interface Choice {
  value: string;
  text: string;
  selected: boolean;
}

interface HistoryModel {
  back: { href: string; text: string };
  heading: string;
  intro: string;
  zone: string;
  entries: Entry[];
  /** Null where there is one version only. */
  choice: { action: string; from: Choice[]; to: Choice[] } | null;
  difference: DifferenceModel | null;
  /** What there is to say in place of a difference. */
  remark: string | null;
}

export function historyPage(loaded: LoadedHistory, siteUrl: string): Page {
  const { shown, site } = loaded;
  const says = words(shown.language).history;
  return {
    layout: 'reader',
    view: 'site/history',
    language: shown.language,
    title: `${says.title(shown.headline)} | ${site.name}`,
    ...(shown.sectionId === null ? {} : { section: shown.sectionId }),
    site,
    head: head(`${siteUrl}${encodeURI(shown.path)}/history`, says.about(shown.headline)),
    model: historyModel(loaded),
  };
}

interface WithdrawnHistory {
  site: LoadedHistory['site'];
  rows: HistoryRow[];
  path: string;
  language: Language;
}

/** Times, kinds and reasons of what is gone; nothing of what it said, and nothing that was said about that. */
export function withdrawnHistoryPage({ site, rows, path, language }: WithdrawnHistory, siteUrl: string): Page {
  const says = namesOf(path, language);
  const reasons = ['withdrawal', 'reinstatement', 'redaction'];
  const told = rows.map((row) => (reasons.includes(row.kind) ? row : { ...row, note: '', noteGone: false }));
  const model: HistoryModel = {
    back: { href: path, text: says.gone },
    heading: says.heading,
    intro: says.aboutWithdrawn,
    ...timesOf({ rows: told, bylines: [], compared: null }, { zone: site.zone, language }, null),
    choice: null,
    difference: null,
    remark: null,
  };
  return {
    layout: 'reader',
    view: 'site/history',
    status: 410,
    language,
    title: `${says.titleWithdrawn} | ${site.name}`,
    site,
    head: head(`${siteUrl}${encodeURI(path)}/history`, says.aboutWithdrawn),
    model,
  };
}

/** The words of a story's history, or of a page's. */
function namesOf(path: string, language: Language) {
  const catalogue = words(language);
  const ofStory = { ...catalogue.history, back: catalogue.backToStory };
  return path.startsWith('/pages/') ? { ...ofStory, ...catalogue.history.ofPage } : ofStory;
}

/** What was wrong once should not be found in place of what is right: search engines are kept out. */
const head = (canonical: string, description: string): Head => ({
  ...{ description, canonical, image: null, type: 'website', alternates: [], jsonLd: null },
  robots: 'noindex',
});

function historyModel(loaded: LoadedHistory): HistoryModel {
  const { shown, site, compared } = loaded;
  const says = namesOf(shown.path, shown.language);
  const place: Place = { zone: site.zone, language: shown.language };
  const address = `${shown.path}/history`;
  const versions = loaded.rows.filter(({ number }) => number !== null);
  return {
    back: { href: shown.path, text: says.back },
    heading: says.heading,
    intro: says.about(shown.headline),
    ...timesOf(loaded, place, address),
    choice: compared && choiceOf(versions, { address, place, from: compared.from, to: compared.to }),
    difference: compared && differenceModel(compared, shown.language),
    remark: compared ? null : says.oneVersion,
  };
}

function choiceOf(
  versions: HistoryRow[],
  { address, place, from, to }: { address: string; place: Place; from: number; to: number },
): HistoryModel['choice'] {
  const kinds = words(place.language).history.kinds;
  const options = (chosen: number): Choice[] =>
    versions.map(({ number, kind, at }) => ({
      value: String(number),
      text: `${number}: ${kinds[kind]}, ${longDateTime(at, place)}`,
      selected: number === chosen,
    }));
  return { action: `${address}#change`, from: options(from), to: options(to) };
}

type Told = Pick<LoadedHistory, 'rows' | 'bylines' | 'compared'>;

/** The entries, newest first. @param address null where no changes are shown */
function timesOf(told: Told, place: Place, address: string | null): Pick<HistoryModel, 'zone' | 'entries'> {
  const says = words(place.language).history;
  const last = told.rows.at(-1);
  const label = last ? zoneLabel(place.zone, last.at) : place.zone;
  const zone = label === place.zone ? label : `${place.zone} (${label})`;
  return {
    zone: says.zone(zone),
    entries: told.rows.map((row) => entryOf(row, { told, place, address })).toReversed(),
  };
}

function entryOf(row: HistoryRow, around: { told: Told; place: Place; address: string | null }): Entry {
  const { told, place } = around;
  const says = words(place.language).history;
  const separators = words(place.language).separators(told.bylines.length);
  const names = told.bylines.map((name, index) => `${name}${separators[index] ?? ''}`).join('');
  return {
    version: row.number === null ? null : says.version(String(row.number)),
    time: { iso: row.at, text: longDateTime(row.at, place) },
    kind: says.kinds[row.kind],
    by: row.kind === 'first' && names !== '' ? says.by(names) : null,
    note:
      [redactionOf(row, told.rows, place), row.note || (row.kind === 'fix' && !row.noteGone ? says.fixNote : null)]
        .filter(Boolean)
        .join(' ') || null,
    gone: row.isBlank && row.number !== null ? says.textGone : row.noteGone && row.note === '' ? says.noteGone : null,
    change: changeOf(row, around),
  };
}

/** What a redaction took: the text of a version, or the words about something that happened. */
function redactionOf({ redacts }: HistoryRow, rows: HistoryRow[], { language }: Place): string | null {
  const row = rows.find(({ id }) => id === redacts);
  if (redacts === null || !row) return null;
  const says = words(language).history;
  if (row.number !== null && row.isBlank) return says.redacted(String(row.number));
  return says.noteRedacted(row.number === null ? says.kinds[row.kind] : says.version(String(row.number)));
}

/** The change that came with it, where both texts are still there and differ. */
function changeOf(
  { number, kind, at, revisionId, isBlank }: HistoryRow,
  { told, place, address }: { told: Told; place: Place; address: string | null },
): Entry['change'] {
  const before = told.rows.find((row) => number !== null && row.number === number - 1);
  if (address === null || number === null || !before || before.isBlank || isBlank) return null;
  if (before.revisionId === revisionId) return null;
  const { compared } = told;
  return {
    href: `${address}?from=${before.number}&to=${number}#change`,
    current: compared?.from === before.number && compared?.to === number,
    of: `${words(place.language).history.kinds[kind]}, ${longDateTime(at, place)}`,
  };
}
