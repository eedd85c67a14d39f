import type { Form } from '../../http/forms.ts';
import type { Page } from '../../http/render.ts';
import { zoneLabel } from '../../text/dates.ts';
import type { Section } from '../../topics/section.ts';
import type { Article } from '../article.ts';
import type { RevisionRow } from '../queries/revisions.ts';
import type { DifferenceModel } from './difference.ts';
import { differenceOfForms } from './fields.ts';
import { differenceHref, type RevisionModel, type RevisionsPlace, revisionModel, revisionsHref } from './revisions.ts';

/** A revision with its content, as the editor's form has it. */
export interface Compared {
  row: RevisionRow;
  form: Form;
}

interface Side {
  name: string;
  revision: RevisionModel;
  /** To put others beside it. */
  others: { text: string; href: string }[];
}

/** What changed from the older of two revisions to the other, in every field. */
export function differencePage([from, to]: [Compared, Compared], sections: Section[], place: RevisionsPlace): Page {
  const { article, headline, language, site, now } = place;
  const sideOf = (name: string, { row }: Compared, { row: other }: Compared): Side => ({
    name,
    revision: revisionModel(row, place),
    others: othersOf(row, other, article),
  });
  const model = {
    kind: article.kind,
    story: { headline: headline || 'No headline yet', language, href: `/admin/articles/${article.id}` },
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}`,
    backHref: revisionsHref(article),
    sides: [sideOf('From', from, to), sideOf('To', to, from)],
    difference: differenceOf(from, to, { article, sections }),
  };
  const title = `What changed: ${model.story.headline}`;
  return {
    ...{ layout: 'newsroom', view: 'articles/revisions/difference', language: 'en', current: 'stories' },
    ...{ title, site, model },
  };
}

/** What readers see and the newest are reached from every difference, wherever in a long list they stand. */
function othersOf(row: RevisionRow, other: RevisionRow, article: Article): Side['others'] {
  const wanted = [
    { id: article.publishedRevisionId, text: 'Compare with what readers see' },
    { id: article.revisionId, text: 'Compare with the newest' },
  ];
  const live = article.state === 'published' ? article.publishedRevisionId : null;
  return wanted
    .filter(({ id }, index) => id !== null && id !== row.id && id !== other.id && (index > 0 || id === live))
    .filter(({ id }, index, all) => all.findIndex((each) => each.id === id) === index)
    .map(({ id, text }) => ({ text, href: differenceHref(article, row.id, id ?? 0) }));
}

function differenceOf(
  { row: from, form: before }: Compared,
  { row: to, form: after }: Compared,
  { article, sections }: { article: Article; sections: Section[] },
): DifferenceModel {
  const heading = 'What changed';
  const said = (remark: string): DifferenceModel => ({ heading, remarks: [remark], fields: [] });
  if (from.id === to.id) return said('This is the same version twice.');
  if (from.isBlank || to.isBlank) return said('The text of one of these was redacted, so what changed is not shown.');
  return differenceOfForms({ heading, none: 'Nothing changed between these two.' }, [before, after], {
    kind: article.kind,
    sections,
  });
}
