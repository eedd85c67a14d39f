import type { Fault, Rule } from './checked.ts';
import { comfortableHeadline } from './headline.ts';

const lengthOf = (text: string) => [...text].length;

const when = (isWrong: boolean, fault: Omit<Fault, 'subjects'>): Fault[] =>
  isWrong ? [{ ...fault, subjects: [fault.field] }] : [];

/** Every check, in the order in which they are told. */
export const rules = {
  headline: {
    ...{ title: 'No headline', level: 'block', isFixed: true, ofPages: true },
    find: ({ headline }) =>
      when(headline === '', { text: 'there is no headline', mend: 'Write a headline.', field: 'headline' }),
    fine: ({ headline }) =>
      lengthOf(headline) > comfortableHeadline ? null : `Headline is ${lengthOf(headline)} characters`,
  },
  'headline-length': {
    ...{ title: `Headline over ${comfortableHeadline} characters`, level: 'warn', ofPages: true },
    find: ({ headline }) =>
      when(lengthOf(headline) > comfortableHeadline, {
        text: `the headline is ${lengthOf(headline)} characters long`,
        mend: `Shorten the headline to ${comfortableHeadline} characters: lists and search engines cut longer ones.`,
        field: 'headline',
      }),
  },
  section: {
    ...{ title: 'No section', level: 'block', isFixed: true },
    find: ({ hasSection }) =>
      when(!hasSection, {
        text: 'no section is chosen',
        mend: 'Choose the section in which it appears.',
        field: 'section',
      }),
    fine: () => 'Section is chosen',
  },
  standfirst: {
    ...{ title: 'No standfirst', level: 'warn', ofPages: true },
    find: ({ standfirst }) =>
      when(standfirst === '', { text: 'there is no standfirst', mend: 'Write a standfirst.', field: 'standfirst' }),
    fine: () => 'Standfirst is there',
  },
  alt: {
    ...{ title: 'A picture with neither alternative text nor the mark that it is decorative', level: 'block' },
    ofPages: true,
    find: ({ kind, leadKind, hasPicture, leadDescribed, bareFigures, ...said }) => [
      ...when(
        kind === 'story' &&
          leadKind === 'image' &&
          hasPicture &&
          !leadDescribed &&
          !said.leadAlt &&
          !said.leadDecorative,
        {
          text: 'the lead picture has no alternative text',
          mend: 'Say in words what the lead picture shows, or mark it as decorative.',
          field: 'pictureAlt',
        },
      ),
      ...bareFigures.map(({ line, about }) => ({
        text: `the picture on line ${line} of the text has no alternative text`,
        mend: `Say in words what the picture on line ${line} shows, or mark it as decorative.`,
        field: 'body',
        subjects: [about],
      })),
    ],
  },
  'video-title': {
    ...{ title: 'A lead video without a title', level: 'block' },
    find: ({ leadKind, leadVideo, leadVideoTitle }) =>
      when(leadKind === 'video' && leadVideo !== '' && leadVideoTitle === '', {
        text: 'the lead video has no title',
        mend: 'Say in the title what the video is: readers see it before they play it.',
        field: 'videoTitle',
      }),
  },
  correction: {
    ...{ title: 'A correction without its text', level: 'block', ofPages: true },
    find: ({ change }) =>
      change?.kind === 'correction' && change.note === ''
        ? [
            {
              text: 'the correction has no text',
              mend: 'Say what was wrong, and what is right.',
              field: 'note',
              subjects: [`revision:${change.revisionId}`],
            },
          ]
        : [],
  },
  topic: {
    ...{ title: 'No topic', level: 'warn' },
    find: ({ hasTopics }) =>
      when(!hasTopics, { text: 'it has no topic', mend: 'File it under a topic.', field: 'topics' }),
  },
  byline: {
    ...{ title: 'Nobody in the byline, but of an editorial', level: 'warn' },
    find: ({ hasByline, label }) =>
      when(!hasByline && label !== 'editorial', {
        text: 'nobody is in the byline',
        mend: 'Say who wrote it.',
        field: 'authors',
      }),
  },
  caption: {
    ...{ title: 'A lead picture without a caption', level: 'warn' },
    find: ({ leadKind, hasPicture, leadCaption, leadCaptioned }) =>
      when(leadKind === 'image' && hasPicture && leadCaption === '' && !leadCaptioned, {
        text: 'the lead picture has no caption',
        mend: 'Write a caption for the lead picture.',
        field: 'pictureCaption',
      }),
    fine: ({ leadKind, hasPicture }) => (leadKind === 'image' && hasPicture ? 'Lead picture has a caption' : null),
  },
  poster: {
    ...{ title: 'A lead video without a poster', level: 'warn' },
    find: ({ leadKind, leadVideo, leadPostered, hasPicture }) =>
      when(leadKind === 'video' && leadVideo !== '' && !leadPostered && !hasPicture, {
        text: 'the lead video has no poster',
        mend: 'Choose the picture that stands there until the video is played.',
        field: 'picture',
      }),
    fine: ({ leadKind, leadVideo }) => (leadKind === 'video' && leadVideo !== '' ? 'Lead video has a poster' : null),
  },
  player: {
    ...{ title: 'A video or a chart that no player here shows', level: 'warn', ofPages: true },
    find: ({ unplayed, leadVideo }) =>
      unplayed.map((address) => ({
        text: `what stands at ${address} is shown as a link`,
        mend: `Take something of a provider that is known here in place of ${address}, or ask an administrator to allow its host.`,
        field: address === leadVideo ? 'video' : 'body',
        subjects: [address],
      })),
  },
  rights: {
    ...{ title: 'A picture whose rights have ended, or end within seven days', level: 'warn', ofPages: true },
    find: ({ endingRights }) =>
      endingRights.map(({ about, name, isLead, isOver, on }) => ({
        text: `the rights to ${isLead ? 'the lead picture' : `the picture “${name}”`} ${isOver ? 'ended' : 'end'} on ${on}`,
        mend: 'Choose another picture, or write down in the library until when this one may be shown.',
        field: isLead ? 'picture' : 'body',
        subjects: [about],
      })),
  },
  'own-links': {
    ...{ title: 'A link to a story of our own that was withdrawn or is not there', level: 'warn', ofPages: true },
    find: ({ lostLinks }) =>
      lostLinks.map((address) => ({
        text: `it links to ${address}, where readers find no story`,
        mend: `Take the link to ${address} out, or lead it elsewhere.`,
        field: 'body',
        subjects: [address],
      })),
  },
  'dead-links': {
    ...{ title: 'A link elsewhere that does not answer', level: 'warn', ofPages: true },
    find: ({ deadLinks }) =>
      deadLinks.map((address) => ({
        text: `the link to ${address} does not answer`,
        mend: `Take the link to ${address} out, or lead it elsewhere.`,
        field: 'body',
        subjects: [address],
      })),
  },
} as const satisfies Record<string, Rule>;
