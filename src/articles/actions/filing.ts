import { whoIs } from '../../accounts/person.ts';
import { findContributors } from '../../accounts/queries/contributors.ts';
import type { Tx } from '../../db/database.ts';
import type { Actor } from '../../db/tables.ts';
import { type FieldErrors, Invalid } from '../../errors.ts';
import { findMedia } from '../../media/queries.ts';
import { nearest } from '../../text/nearest.ts';
import { slugify } from '../../text/slug.ts';
import { ensureSeries, ensureTopics, findSections } from '../../topics/queries.ts';
import {
  type ArticleKind,
  type Content,
  contentOf,
  emptyContent,
  type FiledNames,
  filedNames,
  type Unfiled,
} from '../article.ts';
import { canSee } from '../policy.ts';
import { findArticleId } from '../queries/addresses.ts';
import { findDiscarded } from '../queries/discards.ts';
import { findArticle, findRevision } from '../queries/writing.ts';

/**
 * Turns the names that an editor wrote into ids. Topics and series that do not exist are made; people and stories must.
 * @throws Invalid naming who or what is not known.
 */
export async function fileByName(
  tx: Tx,
  written: { actor: Actor; kind: ArticleKind; content: Unfiled; names: FiledNames },
): Promise<Content> {
  const { actor, kind } = written;
  const content = contentOf(kind, { ...emptyContent, ...written.content });
  const names = filedNames(kind, written.names);
  const errors: FieldErrors = {};
  const authorIds = await findAuthorIds(tx, names.authors, errors);
  const translationOf = names.original ? await findOriginal(tx, actor, { kind, reference: names.original }) : null;
  if (names.original && translationOf === null)
    errors.translationOf = `There is no ${kind} at this address. Copy it from the ${kind === 'page' ? 'page' : 'story’s page'}.`;
  const sections = await findSections(tx);
  if (content.sectionId !== null && !sections.some(({ id }) => id === content.sectionId)) {
    errors.section = 'This section does not exist any more. Choose another one.';
  }
  if (content.leadMediaId !== null && (await findMedia(tx, [content.leadMediaId])).length === 0)
    errors.picture = 'This picture is not in the library. Add it again.';
  const unusable = names.topics.find((name) => slugify(name) === '');
  if (unusable !== undefined) errors.topics = `“${unusable}” cannot be a topic: it has no letters.`;
  const seriesSlug = slugify(names.series);
  if (names.series && !seriesSlug) errors.series = `“${names.series}” cannot be a series: it has no letters.`;
  if (!names.series && content.seriesPart !== null) errors.series = 'Name the series that this is a part of.';
  if (Object.keys(errors).length > 0) throw new Invalid(errors);
  const topicIds = await ensureTopics(
    tx,
    names.topics.map((name) => ({ name, slug: slugify(name) })),
  );
  const seriesId = seriesSlug ? await ensureSeries(tx, { slug: seriesSlug, name: names.series }) : null;
  return { ...content, topicIds, authorIds, seriesId, translationOf };
}

/** The story that was meant, or the one that it translates itself: all translations know the same original. */
async function findOriginal(
  tx: Tx,
  actor: Actor,
  { kind, reference }: { kind: ArticleKind; reference: string },
): Promise<number | null> {
  const id = await findArticleId(tx, reference, kind);
  // A discarded one may come back, and what it is the original of stays its translation until it is gone.
  const article = id === null ? null : ((await findArticle(tx, id)) ?? (await findDiscarded(tx, id)));
  // Of what is neither theirs nor out, an author learns nothing, not even that it exists.
  if (!article || !(article.state === 'published' || canSee(actor, article))) return null;
  const newest = await findRevision(tx, article.revisionId);
  return newest?.translationOf ?? id;
}

async function findAuthorIds(tx: Tx, wanted: string[], errors: FieldErrors): Promise<number[]> {
  if (wanted.length === 0) return [];
  const people = await findContributors(tx);
  const found = wanted.map((name) => whoIs(people, name));
  const strangers = wanted.filter((_, index) => !found[index]);
  if (strangers.length > 0) {
    errors.authors = nobodyCalled(
      strangers,
      people.map(({ name }) => name),
    );
  }
  return [...new Set(found.flatMap((person) => person?.id ?? []))];
}

/** So many names are listed; of more, only what comes near. */
const mostNames = 20;

function nobodyCalled(strangers: string[], names: string[]): string {
  const nobody = `Nobody here is called ${strangers.map((name) => `“${name}”`).join(' or ')}.`;
  if (names.length <= mostNames) return `${nobody} There are: ${names.join(', ')}.`;
  const meant = [...new Set(strangers.flatMap((name) => nearest(name, names) ?? []))];
  return meant.length > 0 ? `${nobody} Did you mean ${meant.map((name) => `“${name}”`).join(' or ')}?` : nobody;
}
