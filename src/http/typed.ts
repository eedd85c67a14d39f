import type { Request } from 'express';
import type { Words } from '../text/language.ts';
import { formOf } from './forms.ts';

/** Fields that no page gives back. */
export const secrets: ReadonlySet<string> = new Set(['password', 'newPassword', 'token', 'proof', 'code', 'passkey']);

/** What somebody wrote into a form. */
interface Typed {
  /** As the form has it. */
  name: string;
  label: string;
  text: string;
}

/** Fields of readers' forms; the newsroom has some of them too. */
const ofReaders = (catalogue: Words): Record<string, string> => ({
  text: catalogue.comment,
  report: catalogue.reports.what,
  note: catalogue.flags.note,
  remark: catalogue.previews.note,
  objection: catalogue.own.object.field,
});

/** Fields of the newsroom's forms, as far as somebody writes into them. */
const ofNewsroom: Record<string, string> = {
  ...{ headline: 'Headline', shortHeadline: 'Short headline', standfirst: 'Standfirst', body: 'Text' },
  ...{ topics: 'Topics', authors: 'Bylines', series: 'Series', seriesPart: 'Part', dateline: 'Dateline' },
  ...{ translationOf: 'Translation of', slug: 'Address ending', video: 'Video address', videoTitle: 'Video title' },
  ...{ pictureAlt: 'Alternative text', pictureCaption: 'Caption', pictureCredit: 'Credit' },
  ...{ pictureNumber: 'Number of the picture in the library', bodyPictureNumber: 'Number of the picture for the text' },
  ...{ bodyPictureAlt: 'Alternative text of the picture for the text', bodyPictureCaption: 'Its caption' },
  ...{ bodyPictureCredit: 'Its credit', searchTitle: 'Title for search engines', searchDescription: 'Description' },
  ...{
    reviewNote: 'What to look at',
    note: 'Note',
    reason: 'Reason',
    heldFor: 'Held for',
    holdReason: 'Why it is held',
  },
  ...{ brief: 'Brief', storyNote: 'Note for colleagues', answer: 'Answer', previewFor: 'For whom' },
  ...{ templateName: 'Name of the template', newTopic: 'Topic', topic: 'Topic', name: 'Name', bio: 'Biography' },
  ...{
    email: 'Email',
    zone: 'Time zone',
    imprint: 'Imprint',
    description: 'Description',
    videoHosts: 'Hosts of PeerTube',
    chartHosts: 'Hosts of charts',
    'name-en': 'Name in English',
    'name-ar': 'Name in Arabic',
  },
  ...{
    keyName: 'Name',
    title: 'Title',
    alt: 'Alternative text',
    caption: 'Caption',
    credit: 'Credit',
    source: 'Source',
    rights: 'Rights',
  },
  ...{ 'alt-en': 'Alternative text in English', 'alt-ar': 'Alternative text in Arabic' },
  ...{ 'description-en': 'Description in English', 'description-ar': 'Description in Arabic' },
};

/** What goes back to who typed it, whatever went wrong, with the name it has on the form. */
export function typedIn(request: Request, catalogue: Words): Typed[] {
  const form = formOf(request);
  const isNewsroom = request.path.startsWith('/admin');
  const labels: Record<string, string> = { ...ofReaders(catalogue), ...(isNewsroom && ofNewsroom) };
  // The line that readers see above every page.
  if (isNewsroom) labels.text = 'Text';
  // Why a check is passed over.
  for (const name of Object.keys(form).filter((each) => each.startsWith('pass-'))) labels[name] = 'Reason';
  return Object.entries(labels).flatMap(([name, label]) =>
    form[name]?.trim() ? [{ name, label, text: form[name] }] : [],
  );
}
