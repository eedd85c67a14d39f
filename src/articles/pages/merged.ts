import type { Actor } from '../../accounts/person.ts';
import type { Form } from '../../http/forms.ts';
import type { Article } from '../article.ts';
import type { Notice } from './editor-state.ts';
import { differing } from './fields.ts';
import { differenceHref } from './revisions.ts';

interface Merged {
  article: Article;
  /** The revision from which the one began who saved last. */
  since: number;
  base: Form;
  /** As others had saved it by then. */
  theirs: Form;
}

interface By {
  writers: { name: string; personId: number }[];
  actor: Actor;
  /** The button that was pressed. */
  press: unknown;
}

/** What the button would have done, had there been nothing to merge. */
const undone: Record<string, string> = {
  submit: 'It is not submitted yet',
  publish: 'It is not published yet',
  'publish-changes': 'It is not published yet',
  schedule: 'It is not scheduled yet',
};

/** What was merged, and with whom. */
export function mergedNoticeOf({ article, since, base, theirs }: Merged, { writers, actor, press }: By): Notice {
  const others = writers.filter(({ personId }) => personId !== actor.id).map(({ name }) => name);
  const who = others.length > 0 ? [...new Set(others)].join(', ') : 'you';
  const fields = differing(article.kind, base, theirs).map(({ label }) => label);
  const what = fields.length > 0 ? `: ${fields.join(', ')}` : '';
  const rest = typeof press === 'string' && undone[press] ? ` ${undone[press]}: look at it, and press again.` : '';
  return {
    text: `Saved, together with what ${who} had saved meanwhile${what}.${rest}`,
    link: { href: differenceHref(article, since, article.revisionId), label: 'What changed' },
  };
}
