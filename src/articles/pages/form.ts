import type { Form } from '../../http/forms.ts';
import type { Content } from '../article.ts';
import type { Editing } from '../queries/editing.ts';

type Names = Pick<Editing, 'topicNames' | 'authorNames' | 'seriesName' | 'original'>;

/** A revision as the fields of the editor's form: what articles/forms.ts reads back. */
export function formOfRevision(
  content: Content,
  { topicNames, authorNames, seriesName, original }: Names,
  revisionId: number | null,
): Form {
  return {
    revision: revisionId === null ? '' : String(revisionId),
    headline: content.headline,
    shortHeadline: content.shortHeadline,
    standfirst: content.standfirst,
    body: content.body,
    section: content.sectionId === null ? '' : String(content.sectionId),
    topics: topicNames.join(', '),
    authors: authorNames.join(', '),
    series: seriesName,
    seriesPart: content.seriesPart === null ? '' : String(content.seriesPart),
    label: content.label,
    dateline: content.dateline,
    language: content.language,
    translationOf: original,
    slug: content.slug,
    leadKind: content.leadKind,
    pictureId: content.leadMediaId === null ? '' : String(content.leadMediaId),
    pictureAlt: content.leadAlt,
    // As a browser sends it: a box that is not ticked is not there.
    ...(content.leadDecorative ? { pictureDecorative: 'on' } : {}),
    pictureCaption: content.leadCaption,
    pictureCredit: content.leadCredit,
    video: content.leadVideo,
    videoTitle: content.leadVideoTitle,
    searchTitle: content.searchTitle,
    searchDescription: content.searchDescription,
    comments: content.comments,
  };
}
