import { longDate, longDateTime } from '../../text/dates.ts';
import { type Language, words } from '../../text/language.ts';
import type { Block } from '../../text/markdown.ts';
import { networkOf } from '../../text/posts.ts';
import { type SafeHtml, safeHtml } from '../../text/safe-html.ts';

/** A post of a network as a quotation of ours: nothing comes from there. */
export interface PostView {
  html: SafeHtml;
  name: string;
  handle: string | null;
  href: string;
  /** "Post at Bluesky" */
  link: string;
  time: { iso: string; text: string } | null;
}

export function postView(
  { url, name, handle, time, html }: Extract<Block, { kind: 'post' }>,
  { language, zone }: { language: Language; zone: string },
): PostView {
  return {
    html: safeHtml(html),
    name,
    handle: handle || null,
    href: url,
    link: words(language).postAt(networkOf(url)),
    time: time === '' ? null : { iso: time, text: timeText(time, { language, zone }) },
  };
}

/** A day is the same in every zone. */
const timeText = (time: string, { language, zone }: { language: Language; zone: string }): string =>
  time.length === 10
    ? longDate(`${time}T12:00:00.000Z`, { language, zone: 'UTC' })
    : longDateTime(new Date(time).toISOString(), { language, zone });
