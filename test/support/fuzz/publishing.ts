import { decideComment } from '../../../src/comments/actions/decide.ts';
import { postComment } from '../../../src/comments/actions/post.ts';
import { networkAround } from '../../../src/comments/queries/networks.ts';
import type { Context } from '../../../src/context.ts';
import type { Actor } from '../../../src/db/tables.ts';
import { addStory } from '../stories.ts';
import { vectors } from './hostile.ts';

/**
 * Publishes each hostile text in all that readers are shown of a story, and below it in a comment. Where it is refused as the
 * story's text, it stands in the rest. @returns how many stories have it in their text, too
 */
export async function publishAll(context: Context, editor: Actor, sectionId: number): Promise<number> {
  let inText = 0;
  for (const [index, vector] of vectors.entries()) {
    const titles = { headline: vector, standfirst: vector, searchTitle: vector, searchDescription: vector };
    const around = { ...titles, sectionId, shortHeadline: vector.slice(0, 100), dateline: vector.slice(0, 80) };
    const print = (slug: string, body: string) => addStory(context, { editor, content: { ...around, slug, body } });
    const whole = await print(`hostile-${index}`, `Text.\n\n${vector}`).catch(() => null);
    if (whole) inText += 1;
    const { path } = whole ?? (await print(`hostile-${index}-beside`, 'Text.'));
    const typed = { text: vector, name: vector, email: `reader-${index}@news.example`, website: '' };
    const poster = { actor: null, browserHash: `hostile ${index}`, network: networkAround(`192.0.2.${index}`) };
    const { id } = await postComment(context, poster, { ...typed, path, parentId: null });
    await decideComment(context, editor, { id, seen: 'held', act: 'publish' });
  }
  return inText;
}
