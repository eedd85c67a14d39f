import { isCheck, titleOf } from '../../articles/article/checks.ts';
import type { Happened, Subject } from '../queries/activity.ts';

/** An event as a sentence: who, what they did, to what, and the rest of it. */
export interface Sentence {
  who: string;
  before: string;
  target: { text: string; href: string | null; language: string } | null;
  after: string;
}

/** What an action did, where its own words do not say it: the star stands for what it did it to. */
const said: Record<string, string> = {
  'article.submitted': 'submitted * for review',
  'article.sent_back': 'sent * back to the writer',
  'article.fix': 'published a fix of *',
  'article.update': 'published an update of *',
  'article.correction': 'published a correction of *',
  'article.withdrawn': 'withdrew *',
  'article.unscheduled': 'took * off the schedule',
  'article.reinstated': 'published * again',
  'article.redacted': 'redacted words of *',
  'article.planned': 'changed the assignment of *',
  'article.held': 'held *',
  'article.hold_lifted': 'lifted the hold on *',
  'article.noted': 'left a note beside *',
  'article.note_removed': 'removed a note beside *',
  'article.check_passed': 'passed a check of *',
  'article.check_closed': 'closed a task of *',
  'article.preview_made': 'made a preview link to *',
  'article.preview_revoked': 'revoked a preview link to *',
  'article.preview_approved': 'approved *',
  'article.preview_noted': 'left a note on *',
  'article.rebuilt': 'made the pages of * again',
  'comment.posted': 'posted *',
  'comment.edited': 'changed *',
  'comment.reported': 'reported *',
  'comment.removed': 'deleted *',
  'comment.picked': 'made a pick of *',
  'comment.unpicked': 'took the pick from *',
  'comment.settled': 'kept * that readers had reported',
  'comment.struck': 'struck out a passage of *',
  'comment.note_pinned': 'pinned a note above the comments on *',
  'comment.note_removed': 'took the note away above the comments on *',
  'comment.banned': 'banned whoever wrote *',
  'comment.ban_lifted': 'lifted a ban',
  'comment.flood_on': 'turned flood mode on for *',
  'comment.flood_off': 'turned flood mode off for *',
  'comment.undone': 'undid a decision on *',
  'comment.objected': 'objected to the rejection of *',
  'comment.erased': 'erased what was kept of a person who commented',
  'comment.erased_again': 'erased again what a backup brought back of a person',
  'report.received': 'sent *',
  'report.taken': 'took on *',
  'media.described': 'said something else of *',
  'media.replaced': 'gave * another file',
  'media.removed': 'removed * from the library',
  'recording.added': 'added *',
  'recording.described': 'said something else of *',
  'recording.removed': 'removed * from the library',
  'document.added': 'added *',
  'document.described': 'said something else of *',
  'document.removed': 'removed * from the library',
  'section.moved': 'moved * in the navigation',
  'section.merged': 'moved the stories of * to another section, and deleted it',
  'topic.merged': 'merged * into another topic',
  'template.kept': 'kept *',
  'redirect.removed': 'removed an old address of *',
  'site.checks_set': 'changed the checks before publishing',
  'site.pages_emptied': 'had all pages made anew',
  'site.second_steps_required': 'changed who has to have a second step',
  'site.set': 'changed the settings',
  'site.comment_rules_set': 'changed the rules for comments',
  'site.comments_closed': 'changed when comments are closed',
  'site.comment_words_set': 'changed the unwanted words of comments',
  'site.spam_check_set': 'changed whether comments are checked for spam',
  'front.changed': 'changed the front page',
  'front.undone': 'undid a change of the front page',
  'front.reverted': 'reverted the front page to an earlier state',
  'front.prepared': 'began to prepare a front page',
  'front.preparation_changed': 'changed a prepared front page',
  'front.launch_set': 'set the time of a prepared front page',
  'front.launch_cancelled': 'took the time from a prepared front page',
  'front.launched': 'launched a prepared front page',
  'front.discarded': 'discarded a prepared front page',
  'breaking.set': 'put up the breaking strip',
  'breaking.ended': 'took down the breaking strip',
  'person.signed_in': 'signed in',
  'person.signed_in_by_recovery': 'signed in with a recovery code',
  'person.signed_in_by_passkey': 'signed in with a passkey',
  'person.second_step_set': 'set up an app for codes',
  'person.second_step_ended': 'turned the app for codes off',
  'person.passkey_added': 'added a passkey',
  'person.passkey_named': 'gave a passkey another name',
  'person.passkey_removed': 'removed a passkey',
  'person.second_step_taken': 'took the second step from *',
  'person.recovery_codes_made': 'made new recovery codes',
  'person.password_reset': 'chose another password by a mailed link',
  'person.password_changed': 'changed the password',
  'person.session_ended': 'signed out elsewhere',
  'person.sessions_ended': 'signed out everywhere else',
  'person.signed_out_everywhere': 'signed * out everywhere',
  'person.signed_out': 'signed out',
  'person.invited': 'sent *',
  'person.invited_again': 'sent * again',
  'person.invitation_revoked': 'revoked *',
  'person.joined': 'joined by invitation',
  'person.role_changed': 'gave * another role',
  'person.left': 'closed *',
  'person.chose_mails': 'chose which mails to get',
  'set_up.issued': 'made the address for the first account',
  'demo.begun': 'began to load the demo newsroom',
  'demo.loaded': 'loaded the demo newsroom',
  'demo.cleared': 'cleared the demo newsroom',
};

const nouns: Record<string, string> = {
  ...{ article: 'a story', comment: 'a comment', report: 'a report of an error', media: 'a picture' },
  recording: 'a recording',
  document: 'a document',
  ...{ section: 'a section', topic: 'a topic', series: 'a series', person: 'an account', site: 'the site' },
  template: 'a template',
  invitation: 'an invitation',
};

/** Who did it where nobody of the newsroom did. */
const others: Record<string, string> = {
  'comment.posted': 'A reader',
  'comment.edited': 'A reader',
  'comment.reported': 'A reader',
  'comment.removed': 'A reader',
  'report.received': 'A reader',
  'article.published': 'The schedule',
  'front.launched': 'The schedule',
  'article.preview_approved': 'Somebody with a preview link',
  'article.preview_noted': 'Somebody with a preview link',
};

export function sentenceOf({ person, action, subject, names }: Happened, found: Subject | undefined): Sentence {
  const [kind = '', id = ''] = subject.split(':');
  const verb = action.slice(action.indexOf('.') + 1).replaceAll('_', ' ');
  const [before = '', rest] = (said[action] ?? `${verb} *`).split('*');
  const path = action === 'redirect.removed' ? ` ${pathIn(names)}` : checkIn(names);
  const noun = nounOf({ kind, action }, found);
  const who = person ?? others[action] ?? 'The program';
  if (rest === undefined) return { who, before, target: null, after: path };
  if (!found) return { who, before: `${before}${noun}`, target: null, after: `${rest}${path}` };
  const text = found.name || 'No headline yet';
  const target = { text, href: hrefOf(kind, id, found), language: found.language };
  return { who, before: `${before}${noun} `, target, after: `${rest}${path}` };
}

function nounOf({ kind, action }: { kind: string; action: string }, found: Subject | undefined): string {
  if (!found && action.startsWith('byline.')) return 'a byline';
  if (!found) return kind === 'site' ? 'the site' : (nouns[kind] ?? `the ${kind}`);
  if (kind === 'article') return found.isPage ? 'the page' : 'the story';
  // Editors are told of bylines, of accounts they are not.
  if (kind === 'person' && /^(byline|redirect)\./.test(action)) return 'the byline of';
  if (kind === 'comment' || kind === 'report') return `${nouns[kind]} on`;
  return kind === 'person' ? 'the account of' : `the ${kind}`;
}

function hrefOf(kind: string, id: string, { articleId }: Subject): string | null {
  if (articleId !== null) return `/admin/articles/${articleId}`;
  const parts: Record<string, string> = { topic: 'topics', series: 'series' };
  return parts[kind] ? `/admin/${parts[kind]}/${id}` : null;
}

const pathIn = (names: string): string =>
  (JSON.parse(names) as string[]).find((name) => name.startsWith('path:'))?.slice('path:'.length) ?? '';

/** Which check was passed over, of an event that says so. */
function checkIn(names: string): string {
  const check = (JSON.parse(names) as string[]).find((name) => name.startsWith('check:'))?.slice('check:'.length) ?? '';
  return isCheck(check) ? `: ${titleOf(check).toLowerCase()}` : '';
}

export const plainSentence = ({ who, before, target, after }: Sentence): string =>
  `${who} ${before}${target ? `“${target.text}”` : ''}${after}.`;
