import type { Context } from '../../context.ts';
import type { Actor } from '../../db/tables.ts';
import { Invalid } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import { bareVideosIn, fillVideos } from '../../text/video-lines.ts';
import { fetchVideoFacts, type VideoFacts } from '../actions/video-facts.ts';

/** So many are asked for at one press; who has more presses again. */
const most = 8;

/**
 * The form with titles and posters of its videos where it says none, the lead's and those in the text.
 * @throws Invalid where there was nothing to fill in, or nobody told anything
 */
export async function withVideoFacts(context: Context, actor: Actor, form: Form): Promise<Form> {
  const wanted = wantedIn(form);
  // A page has no lead: what is wrong stands beside its text.
  const field = form.video === undefined ? 'body' : 'video';
  if (wanted.length === 0) throw new Invalid({ [field]: 'There is no video here that lacks a title or a poster.' });
  const found = await askFor(context, actor, wanted);
  if (found.size === 0) throw new Invalid({ [field]: nothingCame });
  const { removePicture: _replaced, ...kept } = form;
  const lead = isLeadBare(form) ? found.get(form.video ?? '') : undefined;
  const poster = hasPoster(form) ? null : lead?.poster;
  return {
    ...(poster ? { ...kept, pictureId: String(poster.id) } : form),
    ...(lead && { videoTitle: form.videoTitle?.trim() || lead.title }),
    body: fillVideos(form.body ?? '', (video) => {
      const facts = found.get(video.url);
      return facts ? { ...video, title: facts.title, poster: facts.poster ? String(facts.poster.id) : '' } : video;
    }),
  };
}

export const nothingCame =
  'No title and no poster came: the provider tells programs nothing, or did not answer. Type the title, and add the poster as a picture.';

const hasPoster = ({ pictureId, removePicture }: Form): boolean => Boolean(pictureId) && !removePicture;

const isLeadBare = (form: Form): boolean =>
  form.leadKind === 'video' && Boolean(form.video?.trim()) && !(form.videoTitle?.trim() && hasPoster(form));

const wantedIn = (form: Form): string[] => {
  const urls = [
    ...(isLeadBare(form) ? [form.video ?? ''] : []),
    ...bareVideosIn(form.body ?? '').map(({ url }) => url),
  ];
  return [...new Set(urls)].slice(0, most);
};

async function askFor(context: Context, actor: Actor, urls: string[]): Promise<Map<string, VideoFacts>> {
  const facts = await Promise.all(urls.map(async (url) => [url, await fetchVideoFacts(context, actor, url)] as const));
  return new Map(facts.flatMap(([url, told]) => (told ? [[url, told] as const] : [])));
}
