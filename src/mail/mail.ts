import type { Language } from '../text/language.ts';

/** What is to be said to whom. Plain text; each paragraph is one line. */
export interface Mail {
  to: string;
  language: Language;
  subject: string;
  text: string;
  /** Where one press ends mails of this kind; null where there is no such kind. */
  unsubscribe?: string | null;
}

/** A mail with what the post needs. */
export interface Message extends Mail {
  /** Without its angle brackets; the same at every attempt. */
  id: string;
  from: { name: string; address: string };
  /** When it was written. */
  at: string;
}

/** Where mails are handed over. */
export interface Sender {
  /** Returns once the message is out of our hands. @throws Error where it was not taken */
  send(message: Message): Promise<void>;
  close(): void;
}

/** Longer lines than this no server has to take; nor does anybody read on. Source: RFC 5322, 2.1.1. */
const subjectLength = 200;

/**
 * The fields as nodemailer takes them. Names and addresses are given as parts, so that none is read as a list of several; nodemailer
 * encodes what is no ASCII and folds what is long, and lets no line end into a header.
 */
export const fieldsOf = ({ id, from, to, at, language, subject, text, unsubscribe }: Message) => ({
  from,
  to: { name: '', address: to },
  envelope: { from: from.address, to: [to] },
  subject: [...subject.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim()].slice(0, subjectLength).join(''),
  text,
  messageId: `<${id}>`,
  date: new Date(at),
  headers: {
    'Auto-Submitted': 'auto-generated',
    'Content-Language': language,
    // Source: RFC 8058, for mail programs that show a button.
    ...(unsubscribe && {
      'List-Unsubscribe': `<${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  },
  // A text is a text, never the name of a file or an address to fetch.
  disableFileAccess: true,
  disableUrlAccess: true,
});
