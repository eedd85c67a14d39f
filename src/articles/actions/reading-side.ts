import type { Db, Tx } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import { type FieldErrors, Invalid } from '../../errors.ts';
import { findMedia, replaceMediaUses } from '../../media/queries.ts';
import { rendererVersion, renderStory } from '../../text/markdown.ts';
import { slugify } from '../../text/slug.ts';
import { Held } from '../article/hold.ts';
import { correctionsIn } from '../article/ledger.ts';
import { mediaIdsOf } from '../article/shown-pictures.ts';
import { hasVideo } from '../article/shown-videos.ts';
import {
  type Article,
  type Content,
  missingForReaders,
  type Publication,
  pathOf,
  type Revision,
  slugOf,
} from '../article.ts';
import { findKnownPath, isTaken, moveAddress } from '../queries/addresses.ts';
import { findHold } from '../queries/holds.ts';
import type { ReadingSide } from '../queries/reading-rows.ts';
import { findReadingSide, writeReadingSide } from '../queries/reading-side.ts';
import { recordDocumentUses } from './own-documents.ts';
import { recordRecordingUses } from './own-recordings.ts';
import { type Resolved, resolveReferences } from './references.ts';
import { touchedPages } from './touched.ts';

export interface Showing {
  article: Pick<Article, 'id' | 'kind'>;
  revision: Revision;
  /** The ledger of the story, oldest first, including what is happening now; empty for a story that is yet to come out. */
  ledger: Publication[];
  /** When it was, or will be, first published. */
  publishedAt: string;
  now: string;
}

/**
 * Puts a revision where readers see it (from `publishedAt` on), at its address; an address that readers know already leads on
 * to the new one for ever.
 * @returns the names of all pages that this touches, old and new.
 * @throws Held where somebody holds the story: there is no other way to readers.
 * @throws Invalid when something is missing that readers need, or another story has the address.
 */
export async function showToReaders(
  tx: Tx,
  { article, revision, ledger, publishedAt, now }: Showing,
): Promise<string[]> {
  const hold = await findHold(tx, article.id);
  if (hold) throw new Held(hold);
  const rendered = await resolveReferences(tx, revision);
  const missing = missingOf(revision, rendered, article.kind);
  if (Object.keys(missing).length > 0) throw new Invalid(missing);
  const before = await findReadingSide(tx, article.id);
  const path = await freeAddress(tx, { article, revision, publishedAt });
  const wasSeen = ledger.some(({ kind }) => kind === 'first') && ledger.length > 1;
  // A withdrawn story has an address that readers know, too.
  const known = await findKnownPath(tx, article.id);
  if (known !== null && known !== path && wasSeen)
    await moveAddress(tx, { articleId: article.id, from: known, to: path, now });
  await writeReadingSide(tx, describe({ article, revision, ledger, publishedAt, now }, rendered, path));
  return touchedPages(tx, article.id, { before, now });
}

/** What keeps a revision from being shown, by field. Nothing is written. */
export async function findFaults(
  db: Db,
  { article, revision }: Pick<Showing, 'article' | 'revision'>,
): Promise<FieldErrors> {
  return missingOf(revision, await resolveReferences(db, revision), article.kind);
}

const missingOf = (revision: Revision, { problems, lostLead }: Resolved, kind: Article['kind']): FieldErrors => ({
  ...missingForReaders(revision, problems, kind),
  ...(lostLead ? { video: 'There is no recording at this address. Copy it from its page in the library.' } : {}),
});

/** What the reading side would hold of the revision; nothing is written, and nothing need be complete. */
export async function describeForReaders(db: Db, showing: Showing): Promise<ReadingSide> {
  const rendered = await resolveReferences(db, showing.revision);
  return describe(showing, rendered, await addressOf(db, showing));
}

/** The pictures, recordings and documents that a revision shows, in the newsroom's record of where each is used. */
export async function recordMediaUses(tx: Tx, articleId: number, contents: Content[]): Promise<void> {
  const ids = contents.flatMap((content) => [
    ...(content.leadMediaId === null ? [] : [content.leadMediaId]),
    ...mediaIdsOf(renderStory(content.body).blocks),
  ]);
  ids.push(...(await recordDocumentUses(tx, articleId, contents)));
  const existing = await findMedia(tx, [...new Set(ids)]);
  await replaceMediaUses(
    tx,
    articleId,
    existing.map(({ id }) => id),
  );
  await recordRecordingUses(tx, articleId, contents);
}

type Addressed = Pick<Showing, 'article' | 'revision' | 'publishedAt'>;

async function addressOf(db: Db, { article, revision, publishedAt }: Addressed, ending?: string): Promise<string> {
  const { zone } = await readSite(db);
  return pathOf(article.kind, ending ?? slugOf(revision, article.kind), { publishedAt, zone });
}

async function freeAddress(tx: Tx, addressed: Addressed): Promise<string> {
  const { path, taken } = await findAddress(tx, addressed);
  if (taken) throw new Invalid({ slug: `${taken.message} This one is free: ${taken.free}` });
  return path;
}

/** Where a revision is to stand; where another story does, an ending that is free. */
export async function findAddress(
  db: Db,
  addressed: Addressed,
): Promise<{ path: string; taken: { message: string; free: string } | null }> {
  const { id: articleId, kind } = addressed.article;
  const slug = slugOf(addressed.revision, kind);
  const path = await addressOf(db, addressed);
  if (!(await isTaken(db, { path, articleId }))) return { path, taken: null };
  const message = `Another ${kind === 'page' ? 'page' : 'story of that day'} has the address ending “${slug}”.`;
  for (let number = 2; ; number += 1) {
    const free = slugify(`${slug.slice(0, 95)}-${number}`);
    const isFree = !(await isTaken(db, { path: await addressOf(db, addressed, free), articleId }));
    if (isFree) return { path, taken: { message, free } };
  }
}

function describe({ article, revision, ledger, publishedAt }: Showing, rendered: Resolved, path: string): ReadingSide {
  const changes = ledger.filter(({ kind }) => kind === 'update' || kind === 'correction');
  const corrections = correctionsIn(ledger);
  const lead = revision.leadKind === 'none' ? null : (revision.leadMediaId ?? rendered.leadPosterId);
  const leadReference = lead === null ? [] : [{ kind: 'media' as const, targetId: lead }];
  const references = [...leadReference, ...rendered.references];
  const unique = new Map(references.map((reference) => [`${reference.kind}:${reference.targetId}`, reference]));
  return {
    kind: article.kind,
    topicIds: revision.topicIds,
    authorIds: revision.authorIds,
    references: [...unique.values()],
    corrections,
    story: {
      article_id: article.id,
      revision_id: revision.id,
      path,
      published_at: publishedAt,
      updated_at: changes.at(-1)?.at ?? null,
      section_id: revision.sectionId,
      language: revision.language,
      label: revision.label,
      headline: revision.headline,
      short_headline: revision.shortHeadline,
      standfirst: revision.standfirst,
      dateline: revision.dateline,
      translation_of: revision.translationOf,
      lead_kind: revision.leadKind,
      lead_media_id: lead,
      lead_alt: revision.leadDecorative ? '' : revision.leadAlt,
      lead_decorative: revision.leadDecorative ? 1 : 0,
      lead_caption: revision.leadCaption,
      lead_credit: revision.leadCredit,
      lead_video: revision.leadKind === 'video' ? revision.leadVideo : '',
      lead_video_title: revision.leadVideoTitle,
      has_video: hasVideo(revision, rendered.blocks) ? 1 : 0,
      search_title: revision.searchTitle,
      search_description: revision.searchDescription,
      comments: revision.comments,
      series_id: revision.seriesId,
      series_part: revision.seriesPart,
      words: rendered.words,
      corrections: JSON.stringify(corrections.map(({ at, text }) => ({ at, text }))),
      contents: JSON.stringify(rendered.contents),
      blocks: JSON.stringify(rendered.blocks),
      renderer: rendererVersion,
    },
  };
}
