import { type Language, words } from '../text/language.ts';

/** What a mail about replies is about: a comment on a story, and the newsroom that sends it. */
export interface LetterAbout {
  language: Language;
  headline: string;
  /** Of the comment that may be answered. */
  permalink: string;
  newsroom: string;
}

interface Letter {
  subject: string;
  text: string;
}

/**
 * Asks whether somebody wants mails. Nothing in it was typed by whoever gave the address: nobody shall have us send a text to
 * somebody else.
 */
export function askingLetter({ language, headline, permalink, newsroom }: LetterAbout, confirm: string): Letter {
  const says = words(language).replies.letter;
  const paragraphs = [
    says.asked(newsroom),
    `${headline}\n${permalink}`,
    `${says.confirm}\n${confirm}`,
    says.otherwise,
    newsroom,
  ];
  return { subject: says.askedSubject(newsroom), text: `${paragraphs.join('\n\n')}\n` };
}

/** What was answered stands behind the link alone: a mail cannot be taken back when a comment is. */
export function toldLetter({ language, headline, permalink, newsroom }: LetterAbout, stop: string): Letter {
  const says = words(language).replies.letter;
  const paragraphs = [says.told, `${headline}\n${permalink}`, `${says.stop}\n${stop}`, newsroom];
  return { subject: says.toldSubject(newsroom), text: `${paragraphs.join('\n\n')}\n` };
}

/** Leads to what is kept under the address it goes to. What anybody typed does not stand in it. */
export function linkLetter({ name, href, language }: { name: string; href: string; language: Language }) {
  const { letter } = words(language).personalData;
  return {
    subject: letter.subject(name),
    text: `${[letter.opening(name), href, letter.closing, name].join('\n\n')}\n`,
  };
}
