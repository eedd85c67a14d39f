import type { Story } from '../../articles/queries/reading.ts';
import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import { words } from '../../text/language.ts';
import { repliesOnPage } from '../comment.ts';
import type { Replies } from '../queries/replies.ts';
import type { ThreadsPage } from '../queries/threads.ts';
import type { Link } from './form.ts';
import { unlisted } from './posting.ts';
import { repliesHref, type ThreadModel, threadModel } from './thread.ts';
import { type Around, type CommentView, headView, threadKeeping, viewsOf } from './view.ts';

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

interface Shown {
  story: Story;
  site: Site;
  now: string;
}

/** Threads that have no room below the story, or in another order. */
export function commentsPage({ story, site, now }: Shown, found: ThreadsPage): Page {
  const around = aroundIn({ story, site, now });
  const thread = threadModel(found, around);
  if (!thread) throw new Error('Closed comments of which there never were any have no page.');
  // The form and the note stand on the first page: here people came to read on.
  const write = thread.form && { text: thread.form.heading, href: `${story.path}#leave-a-comment` };
  const model: CommentsModel = { story: toStory(story), thread: { ...thread, form: null, note: null, write } };
  const keeping = threadKeeping(
    found.threads.flatMap(({ comments }) => comments),
    { story, now },
  );
  return { ...pageOf(story, site, thread.heading), view: 'comments/list', model, keeping };
}

/** Some replies of one thread. */
export function repliesPage({ story, site, now }: Shown, { head, comments: found, after, replies }: Replies): Page {
  const says = words(story.language);
  const around = aroundIn({ story, site, now });
  const { id } = head;
  // What answers the head hangs below it; what answers something on an earlier page stands by itself.
  const comments = viewsOf([head, ...found], around).flatMap((view) => (view.id === String(id) ? view.replies : view));
  const at = (index: number) => repliesHref(story, { id, after: Math.max(0, index) });
  const heading = head.name ? says.threads.threadOf(head.name) : says.commentsHeading;
  const model: RepliesModel = {
    story: toStory(story),
    heading,
    all: { text: says.threads.allComments, href: `${story.path}#comments` },
    head: headView(head, around),
    comments,
    empty: comments.length === 0 ? says.threads.nothingHere : null,
    earlier: after > 0 ? { text: says.threads.earlierReplies, href: at(after - repliesOnPage) } : null,
    later:
      replies > after + repliesOnPage ? { text: says.threads.laterReplies, href: at(after + repliesOnPage) } : null,
  };
  const keeping = threadKeeping([head, ...found], { story, now });
  return { ...pageOf(story, site, heading), view: 'comments/replies', model, keeping };
}

const aroundIn = ({ story, site, now }: Shown): Around => ({
  ...{ story, now, zone: site.zone },
  ...{ recommends: site.recommend === 'on', spamCheck: site.spamCheck },
});

const toStory = ({ headline, path }: Story): Link => ({ text: headline, href: path });

const pageOf = (story: Story, site: Site, heading: string) => ({
  ...{
    layout: 'reader' as const,
    script: 'comments' as const,
    language: story.language,
    section: story.sectionId,
    head: unlisted,
  },
  title: `${heading} | ${story.headline} | ${site.name}`,
});
