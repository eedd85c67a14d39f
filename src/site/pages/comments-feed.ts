import { feedFormats } from '../../articles/pages/feed-links.ts';
import type { Story } from '../../articles/queries/reading.ts';
import type { PublishedComment } from '../../comments/comment.ts';
import type { Site } from '../../db/settings.ts';
import { words } from '../../text/language.ts';
import { withWholeAddresses } from './feed-story.ts';
import type { Feed, FeedItem } from './feeds.ts';

interface Around {
  story: Story;
  site: Site;
  siteUrl: string;
}

/** The newest comments below a story. */
export function commentsFeed(around: Around, comments: readonly PublishedComment[]): Feed {
  const { story, site, siteUrl } = around;
  const says = words(story.language);
  const address = `${siteUrl}${encodeURI(story.path)}`;
  const [newest] = comments;
  return {
    title: `${says.commentsHeading}: ${story.headline}`,
    description: says.threads.feedAbout(story.headline, site.name),
    language: story.language,
    address: `${address}#comments`,
    addresses: {
      rss: `${address}/comments/${feedFormats.rss.ending}`,
      atom: `${address}/comments/${feedFormats.atom.ending}`,
      json: `${address}/comments/${feedFormats.json.ending}`,
    },
    publisher: { name: site.name, address: `${siteUrl}/` },
    changedAt: comments.reduce(
      (last, { editedAt }) => (editedAt && editedAt > last ? editedAt : last),
      newest?.createdAt ?? story.publishedAt,
    ),
    items: comments.map((comment) => itemOf(comment, around)),
  };
}

function itemOf({ id, name, html, createdAt, editedAt }: PublishedComment, { story, siteUrl }: Around): FeedItem {
  const address = `${siteUrl}${encodeURI(story.path)}/comments/${id}`;
  return {
    // Of the site's name and the day, neither of which changes. Source: RFC 4151.
    id: `tag:${new URL(siteUrl).hostname},${createdAt.slice(0, 10)}:comment-${id}`,
    address,
    title: words(story.language).threads.commentBy(name),
    summary: null,
    html: withWholeAddresses(html, address),
    language: null,
    published: createdAt,
    updated: editedAt ?? createdAt,
    // Whoever comments has no page.
    authors: [{ name, address: null }],
    tags: [],
    picture: null,
    enclosure: null,
  };
}
