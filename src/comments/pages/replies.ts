import type { Story } from '../../articles/queries/reading.ts';
import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import { words } from '../../text/language.ts';
import type { SaidModel } from './flagging.ts';
import type { Link } from './form.ts';
import { unlisted } from './posting.ts';

/** What a mail about replies led to; `story` is null where readers do not see it. */
export interface AboutReplies {
  site: Site;
  story: Story | null;
  /** The comment's number. */
  commentId: number;
}

/** Asks for the press that confirms an address, or says that it was made. */
export function confirmPage(about: AboutReplies, { token, isDone }: { token: string; isDone: boolean }): Page {
  const says = words(languageOf(about)).replies;
  const [heading, sentence] = isDone ? [says.confirmed, says.confirmedNext] : [says.confirmHeading, says.confirmAbout];
  const button = isDone ? null : { action: `/replies/confirm/${token}`, name: 'confirm', text: says.confirm };
  return pageOf(about, { heading, sentences: [sentence], button, back: backTo(about) });
}

/** Asks for the press that ends mails, or says that they ended. */
export function stopPage(about: AboutReplies, { token, isDone }: { token: string; isDone: boolean }): Page {
  const says = words(languageOf(about)).replies;
  const [heading, sentence] = isDone ? [says.stopped, says.stoppedNext] : [says.stopHeading, says.stopAbout];
  const button = isDone ? null : { action: `/replies/stop/${token}`, name: 'stop', text: says.stop };
  return pageOf(about, { heading, sentences: [sentence], button, back: backTo(about) });
}

const languageOf = ({ site, story }: AboutReplies) => story?.language ?? site.language;

const backTo = ({ site, story, commentId }: AboutReplies): Link =>
  story ? { text: story.headline, href: `${story.path}/comments/${commentId}` } : { text: site.name, href: '/' };

function pageOf(about: AboutReplies, model: SaidModel): Page {
  const { site } = about;
  return {
    ...{ layout: 'reader', view: 'comments/said', language: languageOf(about), head: unlisted, site },
    title: `${model.heading} | ${site.name}`,
    model,
  };
}
