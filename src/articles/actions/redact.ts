import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, Invalid } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { removeCards } from '../../media/actions/cards.ts';
import { purgeRemoved } from '../../search/queries/documents.ts';
import { type LedgerEntry, takingOf } from '../article/ledger.ts';
import { type Article, wasPublished } from '../article.ts';
import { canRedact } from '../policy.ts';
import { appendPublication, findPublications } from '../queries/ledger.ts';
import { blankRevisions, findLiveRevisions, findTexts, findUnseenRevisions } from '../queries/redaction.ts';
import { indexNewest } from '../queries/working-texts.ts';
import { updateArticle } from '../queries/writing.ts';
import { redactAutosaves } from './autosave.ts';
import { authorize, findOwn, settleIfDue } from './find.ts';
import { showAgain } from './rebuild.ts';

/** Which row of the ledger, and the reason that readers get. */
export interface Redaction {
  articleId: number;
  publicationId: number | null;
  reason: string;
}

/**
 * What was shown with a publication is gone from here on, for everybody and for good: its text from every version that says the
 * same, its note from every page. What stays is that it happened, and the redaction itself, in the ledger.
 * The password has been asked again by who calls this.
 * @throws Invalid, Conflict, Forbidden, NotFound
 */
export async function redact(context: Context, actor: Actor, redaction: Redaction): Promise<void> {
  const { articleId, publicationId, reason } = redaction;
  if (!reason) throw new Invalid({ reason: 'Give the reason: readers see it in the history of the story.' });
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const article = await settleIfDue(context, tx, await findOwn(tx, actor, articleId));
    authorize(canRedact(actor));
    if (!wasPublished(article)) throw new Conflict('Readers never saw this story, so there is nothing to redact.');
    const live = await findLiveRevisions(tx, article);
    const entry = (await findPublications(tx, articleId)).find(({ id }) => id === publicationId);
    if (!entry) throw new Invalid({ publication: 'Choose what is to be redacted.' });
    const taking = takingOf(entry, live.has(entry.revisionId));
    if (!taking) throw new Invalid({ publication: nothingLeft(entry) });
    const { revisionId, textHash } = entry;
    const row = { articleId, revisionId, kind: 'redaction', note: reason, at: now, textHash } as const;
    const id = await appendPublication(tx, { ...row, personId: actor.id, redacts: entry.id });
    if (taking === 'text') await takeText(tx, { article, entry, live, id, now });
    await indexNewest(tx, [articleId]);
    if (article.state === 'withdrawn')
      await updateArticle(tx, articleId, { note: await reasonOfWithdrawal(tx, article) });
    const names = await showAgain(tx, article, now);
    await purgeRemoved(tx);
    await record(tx, { at: now, actor, action: 'article.redacted', subject: `article:${articleId}`, names });
  });
  // Old headlines stand on cards too; the present one is drawn again when somebody asks.
  await removeCards(context, articleId);
}

interface Taking {
  article: Article;
  entry: LedgerEntry;
  live: Set<number>;
}

/** The words of all that says the same, saved or not, in the name of the ledger's row of the redaction. */
async function takeText(tx: Tx, { id, now, ...taking }: Taking & { id: number; now: string }): Promise<void> {
  const { article, entry } = taking;
  const revisionIds = await saying(tx, taking);
  await blankRevisions(tx, revisionIds, id);
  await redactAutosaves(tx, { article, revisionIds, textHash: entry.textHash }, now);
}

/** As it stands now: the redaction may have been about it. */
async function reasonOfWithdrawal(tx: Tx, { id, note }: Article): Promise<string> {
  const ledger = await findPublications(tx, id);
  return ledger.findLast(({ kind }) => kind === 'withdrawal')?.note ?? note;
}

const nothingLeft = ({ kind, isBlank, noteGone }: LedgerEntry): string =>
  isBlank || noteGone || kind === 'withdrawal'
    ? 'Nothing is left of this to redact.'
    : 'Readers see this text now. Publish a version without it first, or withdraw the story.';

/**
 * The revisions that go with an entry: those that say the same, and those that readers never saw, which may say nearly the same.
 * Neither what readers see now goes, nor the newest version, unless it is the same text: an editor can still change that one.
 */
async function saying(tx: Tx, { article, entry, live }: Taking): Promise<number[]> {
  const unseen = await findUnseenRevisions(tx, article.id);
  const shown = (await findPublications(tx, article.id)).map(({ revisionId }) => revisionId);
  const texts = await findTexts(tx, [...new Set([...shown, article.revisionId])]);
  const taken = texts.find(({ id }) => id === entry.revisionId);
  const liveHash = texts.find(({ id }) => live.has(id))?.hash;
  const same = texts
    .filter(({ key, hash }) => key === taken?.key || (hash === taken?.hash && hash !== liveHash))
    .map(({ id }) => id);
  const drafts = unseen.filter((id) => id !== article.revisionId);
  return [...new Set([entry.revisionId, ...same, ...drafts])].filter((id) => !live.has(id));
}
