import type { CommentReportReason } from '../db/columns.ts';

/** What can be wrong with a comment, in the order in which readers are asked. */
export const reportReasons = [
  ...(['spam', 'abuse', 'personal-data', 'false', 'illegal', 'other'] as const),
] satisfies CommentReportReason[];

/** In UTF-16 units, as `maxlength` counts them. */
export const noteLimit = 500;

/** What a reader says of a comment. */
export interface CommentReport {
  reason: CommentReportReason;
  note: string;
}
