import type { DifferenceModel } from '../../articles/pages/difference.ts';
import type { HistoryRow } from '../../articles/queries/history.ts';
import type { Head, Page } from '../../http/render.ts';
import { longDateTime, type Place } from '../../text/dates.ts';
import { type Language, words } from '../../text/language.ts';
import type { LoadedHistory } from '../queries/history.ts';
import { differenceModel } from './difference.ts';
import { type Entry, timesOf } from './history-entries.ts';

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
    ...timesOf({ rows: told, replaced: [], bylines: [], compared: null }, { zone: site.zone, language }, null),
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
    remark: compared ? null : loaded.replaced.length > 0 ? says.sameWords : says.oneVersion,
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
