import type { PictureChoice, PictureInsert, PostInsert, StoryInsert, VideoInsert } from '../../articles/insert.ts';

/* What the newsroom knows of pictures and stories that a text names. */

const pictures = new Map<string, Promise<PictureInsert | null>>();
const answered = new Map<string, PictureInsert>();
const stories = new Map<string, Promise<StoryInsert | null>>();

/** The picture with this number; null where there is none, or nobody can be asked. */
export const findPicture = (id: string): Promise<PictureInsert | null> =>
  remembered(pictures, id, async () => {
    const { found } = await ask<PictureInsert>(`/admin/inserts/pictures/${encodeURIComponent(id)}`);
    if (found) answered.set(id, found);
    return found;
  });

/** The same, as far as it is known already. */
export const known = (id: string): PictureInsert | null => answered.get(id) ?? null;

/** The story that an address, or its ending, means to readers. */
export const findStory = (reference: string): Promise<StoryInsert | null> =>
  remembered(
    stories,
    reference,
    async () => (await ask<StoryInsert>(`/admin/inserts/story?${query({ at: reference })}`)).found,
  );

/** Stories that hold the words, or the newest; null where nobody can be asked. */
export const searchStories = async (words: string): Promise<StoryInsert[] | null> =>
  (await ask<{ stories: StoryInsert[] }>(`/admin/inserts/stories?${query({ q: words })}`)).found?.stories ?? null;

/** Pictures of which the words are said, or the newest; null where nobody can be asked. */
export const searchPictures = async (words: string): Promise<PictureChoice[] | null> =>
  (await ask<{ pictures: PictureChoice[] }>(`/admin/inserts/pictures?${query({ q: words })}`)).found?.pictures ?? null;

/** Into the library; or what is wrong with the file. */
export async function uploadPicture(file: File): Promise<PictureInsert | string> {
  const body = new FormData();
  body.set('picture', file);
  const { found, error } = await ask<PictureInsert>('/admin/inserts/pictures', { method: 'POST', body });
  if (!found)
    return error ?? 'The picture did not arrive. Are you still signed in, and connected? Then choose it again.';
  pictures.set(String(found.id), Promise.resolve(found));
  answered.set(String(found.id), found);
  return found;
}

/** What the provider says of the video at the address; or why nothing came. */
export async function askForVideo(url: string): Promise<VideoInsert | string> {
  const body = new URLSearchParams({ url });
  const { found, error } = await ask<VideoInsert>('/admin/inserts/video', { method: 'POST', body });
  if (!found) return error ?? 'Nothing came. Are you still signed in, and connected?';
  if (found.poster) pictures.set(String(found.poster.id), Promise.resolve(found.poster));
  return found;
}

/** What the network tells of the post at the address; or why nothing came. */
export async function askForPost(url: string): Promise<PostInsert | string> {
  const body = new URLSearchParams({ url });
  const { found, error } = await ask<PostInsert>('/admin/inserts/post', { method: 'POST', body });
  return found ?? error ?? 'Nothing came. Are you still signed in, and connected?';
}

const query = (values: Record<string, string>) => new URLSearchParams(values).toString();

/** Only what was found is remembered: a line that was down comes back. */
async function remembered<Facts>(
  known: Map<string, Promise<Facts | null>>,
  key: string,
  find: () => Promise<Facts | null>,
): Promise<Facts | null> {
  const asked = known.get(key) ?? find();
  known.set(key, asked);
  const found = await asked;
  if (found === null) known.delete(key);
  return found;
}

/** Whoever was signed out meanwhile gets a page instead of an answer. */
async function ask<Answer>(
  url: string,
  options: RequestInit = {},
): Promise<{ found: Answer | null; error: string | null }> {
  try {
    const response = await fetch(url, { ...options, headers: { Accept: 'application/json' } });
    if (!response.headers.get('Content-Type')?.startsWith('application/json')) return { found: null, error: null };
    const answer = await response.json();
    return response.ok ? { found: answer, error: null } : { found: null, error: String(answer.error ?? '') || null };
  } catch {
    return { found: null, error: null };
  }
}
