import type { Db } from '../../db/database.ts';
import { findMedia } from '../../media/queries.ts';
import { type Block, type RenderedStory, renderStory } from '../../text/markdown.ts';
import { findReferences } from '../../text/references.ts';
import { mediaIdsOf, pictureOf } from '../article/shown-pictures.ts';
import type { Content } from '../article.ts';
import { findArticleId } from '../queries/addresses.ts';
import type { ReadingSide } from '../queries/reading-rows.ts';
import { resolveDocuments } from './own-documents.ts';
import { type Own, resolveRecordings } from './own-recordings.ts';

export type Resolved = Pick<RenderedStory, 'blocks' | 'contents' | 'words' | 'problems'> & {
  references: ReadingSide['references'];
} & Pick<Own, 'leadPosterId' | 'lostLead'>;

/** Turns what blocks refer to into ids; what does not exist becomes a problem, or, for a related story, is left out. */
export async function resolveReferences(
  tx: Db,
  content: Pick<Content, 'body' | 'leadKind' | 'leadVideo'>,
): Promise<Resolved> {
  const markdown = content.body;
  const { blocks, contents, words, problems } = renderStory(markdown);
  const own = await resolveRecordings(tx, content, blocks);
  const documents = await resolveDocuments(tx, blocks, markdown);
  const references: ReadingSide['references'] = [...own.references, ...documents.references];
  const resolved: Block[] = [];
  const found = new Set((await findMedia(tx, mediaIdsOf(blocks))).map(({ id }) => id));
  const unknown: string[] = [];
  for (const block of blocks) {
    if (block.kind !== 'related') {
      const [mediaId] = mediaIdsOf([block]);
      if (mediaId !== undefined && found.has(mediaId)) references.push({ kind: 'media', targetId: mediaId });
      const picture = pictureOf(block);
      if (picture !== '' && !found.has(mediaId ?? 0)) unknown.push(picture);
      resolved.push(block);
      continue;
    }
    const id = await findArticleId(tx, block.story);
    if (id === null) continue;
    references.push({ kind: 'article', targetId: id });
    resolved.push({ kind: 'related', story: String(id) });
  }
  return {
    blocks: resolved,
    contents,
    words,
    problems: [...problems, ...unknownPictures(markdown, unknown), ...own.problems, ...documents.problems],
    references,
    leadPosterId: own.leadPosterId,
    lostLead: own.lostLead,
  };
}

function unknownPictures(markdown: string, pictures: string[]): RenderedStory['problems'] {
  if (pictures.length === 0) return [];
  const shown = findReferences(markdown).filter(({ kind }) => kind === 'picture');
  // Of several with the same name, the first.
  const lines = new Map(shown.toReversed().map(({ value, line }) => [value, line]));
  return pictures.map((picture) => ({
    line: lines.get(picture) ?? 1,
    message: `There is no picture “${picture}”. Add it with “Add a picture to the text”.`,
  }));
}
