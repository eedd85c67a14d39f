import type { Story } from '../../articles/queries/reading.ts';
import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import { words } from '../../text/language.ts';
import { repliesOnPage } from '../comment.ts';
import type { Replies } from '../queries/replies.ts';
import type { ThreadsPage } from '../queries/threads.ts';
import type { Link } from './form.ts';
import { unlisted } from './posting.ts';
import { type CommentView, repliesHref, type ThreadModel, threadModel, viewsOf } from './thread.ts';

export interface CommentsModel {
  story: Link;
  thread: ThreadModel;
}

export interface RepliesModel {
  story: Link;
  heading: string;
  all: Link;
  head: CommentView;
  comments: CommentView[];
  empty: string | null;
  earlier: Link | null;
  later: Link | null;
}

/** Threads that have no room below the story, or in another order. */
export function commentsPage(story: Story, site: Site, found: ThreadsPage): Page {
  const thread = threadModel(found, { story, zone: site.zone });
  if (!thread) throw new Error('Closed comments of which there never were any have no page.');
  const model: CommentsModel = { story: toStory(story), thread };
  return { ...pageOf(story, site, thread.heading), view: 'comments/list', model };
}

/** The replies of one thread behind the `after`-th. */
export function repliesPage(story: Story, site: Site, { found, after }: { found: Replies; after: number }): Page {
  const says = words(story.language);
  const views = viewsOf([found.head, ...found.comments], { story, zone: site.zone });
  const head = views.find(({ id }) => id === String(found.head.id));
  // What answers the head hangs below it; what answers something on an earlier page stands by itself.
  const others = views.filter((view) => view !== head);
  const [alone] = viewsOf([{ ...found.head, state: 'published' }], { story, zone: site.zone });
  const shown = head ?? { ...(alone as CommentView), gone: says.threads.gone };
  const comments = [...(head?.replies ?? []), ...others];
  const id = found.head.id;
  const at = (index: number) => repliesHref(story, { id, after: Math.max(0, index) });
  const heading = found.head.name ? says.threads.threadOf(found.head.name) : says.commentsHeading;
  const model: RepliesModel = {
    story: toStory(story),
    heading,
    all: { text: says.threads.allComments, href: `${story.path}#comments` },
    head: { ...shown, replies: [], moreReplies: null },
    comments,
    empty: comments.length === 0 ? says.threads.nothingHere : null,
    earlier: after > 0 ? { text: says.threads.earlierReplies, href: at(after - repliesOnPage) } : null,
    later:
      found.replies > after + repliesOnPage
        ? { text: says.threads.laterReplies, href: at(after + repliesOnPage) }
        : null,
  };
  return { ...pageOf(story, site, heading), view: 'comments/replies', model };
}

const toStory = ({ headline, path }: Story): Link => ({ text: headline, href: path });

const pageOf = (story: Story, site: Site, heading: string) => ({
  ...{ layout: 'reader' as const, language: story.language, section: story.sectionId, head: unlisted },
  title: `${heading} | ${story.headline} | ${site.name}`,
});
