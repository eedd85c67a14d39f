import { howToStop, type MailKind } from '../accounts/mail-choice.ts';
import type { ArticleKind } from './article.ts';

/** What mails to colleagues are about. Subjects name no story: they are seen on locked screens. */
export interface LetterAbout {
  newsroom: string;
  siteUrl: string;
  articleId: number;
  kind: ArticleKind;
  headline: string;
}

interface Letter {
  subject: string;
  text: string;
}

/** @param of who is asked alone; null where the whole desk is */
export function reviewLetter(about: LetterAbout, said: { by: string; of: string | null; note: string }): Letter {
  const { kind, newsroom } = about;
  return letter(about, 'review', {
    subject: `A ${kind} waits for review at ${newsroom}`,
    says: `${said.by} asks ${said.of === null ? 'the desk' : 'you'} to review a ${kind}:`,
    note: said.note,
  });
}

export function sentBackLetter(about: LetterAbout, said: { by: string; note: string }): Letter {
  const { kind, newsroom } = about;
  return letter(about, 'changes', {
    subject: `A ${kind} of yours was sent back at ${newsroom}`,
    says: `${said.by} sent back a ${kind} of yours, with what should change:`,
    note: said.note,
  });
}

/** @param by null where the schedule published it */
export function publishedLetter(about: LetterAbout, said: { by: string | null; path: string | null }): Letter {
  const { kind, newsroom, siteUrl } = about;
  return letter(about, 'published', {
    subject: `A ${kind} of yours is published at ${newsroom}`,
    says: said.by === null ? `A ${kind} of yours came out as scheduled:` : `${said.by} published a ${kind} of yours:`,
    readers: said.path === null ? null : `${siteUrl}${encodeURI(said.path)}`,
    note: '',
  });
}

interface Said {
  subject: string;
  says: string;
  note: string;
  /** Where readers find it. */
  readers?: string | null;
}

function letter(about: LetterAbout, kind: MailKind, { subject, says, note, readers = null }: Said): Letter {
  const { headline, siteUrl, articleId, newsroom } = about;
  const paragraphs = [
    says,
    [headline || 'No headline yet', readers].filter(Boolean).join('\n'),
    ...(note ? [`“${note}”`] : []),
    `In the newsroom:\n${siteUrl}/admin/articles/${articleId}`,
    newsroom,
    howToStop(kind, siteUrl),
  ];
  return { subject, text: `${paragraphs.join('\n\n')}\n` };
}
