import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { record } from '../../events/log.ts';
import { addPicture } from '../../media/actions.ts';
import { replacePictures } from '../../text/references.ts';
import type { ArticleKind, FiledNames, Revision, RevisionKind, State, Unfiled } from '../article.ts';
import { canMake, canPublish } from '../policy.ts';
import { findKnownPath } from '../queries/addresses.ts';
import { findArticle, insertArticle, insertRevision, updateArticle } from '../queries/writing.ts';
import { fileByName } from './filing.ts';
import { authorize, requireRevision } from './find.ts';
import { putOut } from './publish.ts';
import { recordMediaUses, showToReaders } from './reading-side.ts';
import { refuseToMake } from './save.ts';

/** A story that was written elsewhere, checked, with pictures that are still files. */
export interface Arrival {
  kind: ArticleKind;
  /** In the text a figure's or a poster's picture is a path, or the id of a picture of the library. */
  content: Omit<Unfiled, 'leadMediaId'>;
  names: FiledNames;
  /** What the story calls a picture, and where the file is. */
  pictures: ArrivingPicture[];
  /** What the story calls the lead picture; null where there is none. */
  lead: string | null;
  state: 'draft' | 'review' | 'published';
  /** Null for now; later than now, the story is scheduled. */
  publishedAt: string | null;
}

export interface ArrivingPicture {
  reference: string;
  path: string;
  originalName: string;
  /** Where it is in the library already. */
  id?: number;
}

export interface Arrived {
  articleId: number;
  revisionId: number;
  state: State;
  /** The address; null for what is not to be read yet. */
  path: string | null;
}

/**
 * Brings in a story: its pictures first, which nobody sees without it, then all the rest in one transaction, whole or not
 * at all.
 * @throws Forbidden, Invalid as publish and addPicture do
 */
export async function bringIn(context: Context, actor: Actor, arrival: Arrival): Promise<Arrived> {
  const { kind } = arrival;
  if (!canMake(actor, kind)) throw refuseToMake(kind);
  const content = await withPictures(context, actor, arrival);
  const now = context.now();
  return context.db.transaction(async (tx) => {
    const articleId = await insertArticle(tx, { actor, now, kind });
    const filed = await fileByName(tx, { actor, kind, content, names: arrival.names });
    const saved = { articleId, kind: kinds[arrival.state] };
    const revisionId = await insertRevision(tx, { ...saved, content: filed, actor, now });
    const revision = await requireRevision(tx, revisionId);
    await recordMediaUses(tx, articleId, [revision]);
    const state = await settle(tx, { actor, revision, arrival, now });
    return { articleId, revisionId, state, path: await findKnownPath(tx, articleId) };
  });
}

const kinds: Record<Arrival['state'], RevisionKind> = { draft: 'save', review: 'submit', published: 'publish' };

/** The content of a story, its pictures now in the library. @throws as addPicture does */
export async function withPictures(
  context: Context,
  actor: Actor,
  { content, pictures, lead }: Pick<Arrival, 'content' | 'pictures' | 'lead'>,
): Promise<Unfiled> {
  const ids = new Map<string, string>();
  for (const { reference, path, originalName, ...known } of pictures) {
    const said = reference === lead ? content : { leadAlt: '', leadCaption: '', leadCredit: '' };
    const described = { alt: said.leadAlt, caption: said.leadCaption, credit: said.leadCredit };
    const id =
      known.id ?? (await addPicture(context, actor, { path, originalName, ...described, isForLater: true })).id;
    ids.set(reference, String(id));
  }
  const leadMediaId = lead === null ? null : Number(ids.get(lead) ?? lead);
  return { ...content, body: replacePictures(content.body, ids), leadMediaId };
}

interface Settling {
  actor: Actor;
  revision: Revision;
  arrival: Arrival;
  now: string;
}

/** Writes the event, too. */
async function settle(tx: Tx, { actor, revision, arrival, now }: Settling): Promise<State> {
  const { articleId } = revision;
  const subject = `article:${articleId}`;
  const at = arrival.publishedAt ?? now;
  if (arrival.state !== 'published') {
    await updateArticle(tx, articleId, { state: arrival.state });
    const action = arrival.state === 'review' ? 'article.submitted' : 'article.saved';
    await record(tx, { at: now, actor, action, subject, names: [] });
    return arrival.state;
  }
  authorize(canPublish(actor));
  const article = await findArticle(tx, articleId);
  if (!article) throw new Error(`The story ${articleId} was not made.`);
  if (at <= now) {
    await putOut(tx, { actor, article, revision, kind: 'first', note: '', at, now });
    return 'published';
  }
  const names = await showToReaders(tx, { article, revision, ledger: [], publishedAt: at, now });
  await updateArticle(tx, articleId, { state: 'scheduled', published_at: at });
  await record(tx, { at: now, actor, action: 'article.scheduled', subject, names });
  return 'scheduled';
}
