import type { Arrival } from '../articles/actions/bring-in.ts';
import { fetchVideoFacts, type VideoFacts } from '../articles/actions/video-facts.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../db/tables.ts';
import { bareVideosIn, fillVideos } from '../text/video-lines.ts';

/** Asks providers for what stories do not say of their videos, each once. */
export type Filling = (arrival: Arrival) => Promise<Arrival>;

/** Once so many in a row told nothing, no other is asked: there may be no network, and each takes seconds to find out. */
const patience = 2;

/** For stories that are brought in one after the other. */
export function fillingVideos(context: Context, actor: Actor): Filling {
  let silences = 0;
  const known = new Map<string, VideoFacts | null>();
  const ask = async (url: string): Promise<VideoFacts | null> => {
    const asked = known.get(url);
    if (asked !== undefined) return asked;
    const facts = silences < patience ? await fetchVideoFacts(context, actor, url) : null;
    silences = facts ? 0 : silences + 1;
    known.set(url, facts);
    return facts;
  };
  return async (arrival) => withLead(await withTexts(arrival, ask), ask);
}

type Ask = (url: string) => Promise<VideoFacts | null>;

async function withLead(arrival: Arrival, ask: Ask): Promise<Arrival> {
  const { content, lead } = arrival;
  const { leadKind, leadVideo, leadVideoTitle } = content;
  if (leadKind !== 'video' || (leadVideoTitle && lead !== null)) return arrival;
  const facts = await ask(leadVideo);
  if (!facts) return arrival;
  return {
    ...arrival,
    content: { ...content, leadVideoTitle: leadVideoTitle || facts.title },
    lead: lead ?? (facts.poster ? String(facts.poster.id) : null),
  };
}

async function withTexts(arrival: Arrival, ask: Ask): Promise<Arrival> {
  const found = new Map<string, VideoFacts | null>();
  for (const { url } of bareVideosIn(arrival.content.body)) found.set(url, await ask(url));
  const body = fillVideos(arrival.content.body, (video) => {
    const facts = found.get(video.url);
    return facts ? { ...video, title: facts.title, poster: facts.poster ? String(facts.poster.id) : '' } : video;
  });
  return { ...arrival, content: { ...arrival.content, body } };
}
