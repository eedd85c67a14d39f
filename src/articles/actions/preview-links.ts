import type { Context } from '../../context.ts';
import type { Db } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Invalid, NotFound } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { later } from '../../text/moments.ts';
import { hashToken, makeToken } from '../../text/tokens.ts';
import { isOut, type PreviewAnswerKind, type PreviewLink, previewLimits } from '../article/preview-link.ts';
import { canEdit, canRevokePreview } from '../policy.ts';
import {
  countOpenPreviewLinks,
  countPreviewAnswers,
  findByPreviewToken,
  findPreviewed,
  findPreviewLink,
  insertPreviewAnswer,
  insertPreviewLink,
  notePreviewOpened,
  revokePreviewLink,
} from '../queries/preview-links.ts';
import { findRevisionRow } from '../queries/revisions.ts';
import { authorize, findOwn } from './find.ts';

const day = 24 * 60 * 60 * 1000;
const minute = 60_000;

interface Wanted {
  articleId: number;
  /** For whom. */
  recipient: string;
  days: number;
}

/**
 * Makes an address at which somebody without an account reads the newest text. @returns the token, which is kept nowhere else
 * @throws Forbidden, NotFound, Conflict where there is nothing that readers do not see, Invalid where too many links work
 */
export async function makePreviewLink(
  context: Context,
  actor: Actor,
  { articleId, recipient, days }: Wanted,
): Promise<{ token: string; expiresAt: string }> {
  const at = context.now();
  const token = makeToken();
  const expiresAt = later(at, days * day);
  await context.db.transaction(async (tx) => {
    authorize(canEdit(actor, await findOwn(tx, actor, articleId)));
    await requireUnseen(tx, articleId, at);
    if ((await countOpenPreviewLinks(tx, articleId, at)) >= previewLimits.links) {
      throw new Invalid({ previewFor: `${previewLimits.links} links work already. Revoke one that nobody needs.` });
    }
    const link = { tokenHash: hashToken(token), articleId, recipient, createdAt: at, createdBy: actor.id, expiresAt };
    await insertPreviewLink(tx, link);
    await record(tx, { at, actor, action: 'article.preview_made', subject: `article:${articleId}`, names: [] });
  });
  return { token, expiresAt };
}

async function requireUnseen(db: Db, articleId: number, now: string): Promise<void> {
  const story = await findPreviewed(db, articleId);
  if (story?.state === 'withdrawn') throw new Conflict('This story is withdrawn. Nobody can be shown it.');
  if (story && isOut(story, now) && !story.hasChanges) {
    throw new Conflict('Readers see the newest version of this story: give people its own address.');
  }
}

/** The link is worth nothing from now on. @throws Conflict, Forbidden, NotFound */
export async function revokePreview(
  context: Context,
  actor: Actor,
  { articleId, linkId }: { articleId: number; linkId: number },
): Promise<void> {
  const at = context.now();
  await context.db.transaction(async (tx) => {
    const article = await findOwn(tx, actor, articleId);
    const link = await findPreviewLink(tx, { articleId, linkId });
    if (!link) throw new NotFound('There is no such preview link of this story.');
    authorize(canRevokePreview(actor, article, link));
    if (link.revokedAt !== null) return;
    await revokePreviewLink(tx, linkId, at);
    await record(tx, { at, actor, action: 'article.preview_revoked', subject: `article:${articleId}`, names: [] });
  });
}

/** Notes that the link was used; looks in quick succession are one. Where nothing can be written now, the story is read all the same. */
export async function noteOpening(context: Context, { id, openedAt }: PreviewLink): Promise<void> {
  const at = context.now();
  if (openedAt !== null && Date.parse(at) - Date.parse(openedAt) < minute) return;
  await context.db
    .transaction((tx) => notePreviewOpened(tx, id, at))
    .catch((error: unknown) => {
      context.log.warn({ err: error, link: id }, 'that a preview link was opened could not be noted');
    });
}

interface Answer {
  kind: PreviewAnswerKind;
  name: string;
  text: string;
  /** The version that was read. */
  revisionId: number;
}

/**
 * Somebody with the link approves the version that they read, or leaves a note on it.
 * A note may be on an older version; only the newest can be approved.
 * @throws Conflict where that is not so, or the link is worth nothing by now, or too much was said by it
 */
export async function answerByLink(context: Context, token: string, answer: Answer): Promise<void> {
  const at = context.now();
  await context.db.transaction(async (tx) => {
    const { link, story, standing } = (await findByPreviewToken(tx, token, at)) ?? {};
    if (!link || !story || standing !== 'open') throw new Conflict('This link does not work any more.');
    if ((await countPreviewAnswers(tx, link.id)) >= previewLimits.answers)
      throw new Conflict('Too much was said by it.');
    const isNewest = answer.revisionId === story.revisionId;
    const wasNewest = { articleId: story.id, revisionId: answer.revisionId };
    if (!isNewest && (answer.kind === 'approval' || !(await findRevisionRow(tx, wasNewest)))) {
      throw new Conflict('The text was changed meanwhile.');
    }
    await insertPreviewAnswer(tx, { ...answer, linkId: link.id, articleId: story.id, at });
    const action = answer.kind === 'approval' ? 'article.preview_approved' : 'article.preview_noted';
    await record(tx, { at, actor: null, action, subject: `article:${story.id}`, names: [] });
  });
}
