import type { Generated } from 'kysely';
import type { ReportState } from './columns.ts';

/** What readers say is wrong in a story. */
export interface ErrorReports {
  id: Generated<number>;
  article_id: number;
  /** The version that the reporter saw. */
  revision_id: number;
  text: string;
  /** Where the reporter is to be told; '' where none was left, and once there is a mail. */
  email: string;
  state: ReportState;
  created_at: string;
  /** Who is putting it right at the moment. */
  taken_by: number | null;
  taken_at: string | null;
  decided_at: string | null;
  decided_by: number | null;
  /** What the reporter is told of a report that changed nothing. */
  answer: string;
  /** The ledger's row that put it right. */
  publication_id: number | null;
  /** What the reporter is told. */
  mail_id: number | null;
}

/** Written in the transaction of what caused it, sent afterwards. Once it is sent or given up, it holds no personal data. */
export interface OutgoingMails {
  id: Generated<number>;
  /** Without its angle brackets; the same at every attempt, so that who gets it twice can tell. */
  message_id: string;
  recipient: string;
  language: string;
  subject: string;
  text: string;
  /** Where one press ends mails of this kind. */
  unsubscribe: Generated<string | null>;
  created_at: string;
  attempts: number;
  /** When the next attempt is to be made. */
  due_at: string;
  /** Until then a process is sending it; after that it has died. */
  leased_until: string | null;
  sent_at: string | null;
  given_up_at: string | null;
}
