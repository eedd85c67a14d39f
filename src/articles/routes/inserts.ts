import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { Invalid, NotFound } from '../../errors.ts';
import { formOf } from '../../http/forms.ts';
import { idOf } from '../../http/paging.ts';
import { actorOf, allow } from '../../http/sessions.ts';
import { readUploads, uploadsOf } from '../../http/uploads.ts';
import { addPicture } from '../../media/actions.ts';
import type { Picture } from '../../media/picture.ts';
import { canAddPictures } from '../../media/policy.ts';
import { findLibrary } from '../../media/queries/library.ts';
import { findMedia } from '../../media/queries.ts';
import { cleanSource } from '../../text/markdown/plain-text.ts';
import { findPost } from '../../text/posts.ts';
import { fetchVideoFacts } from '../actions/video-facts.ts';
import type { PostInsert, VideoInsert } from '../insert.ts';
import { pictureChoice, pictureInsert, storyInsert } from '../pages/inserts.ts';
import { canWrite } from '../policy.ts';
import { findArticleId } from '../queries/addresses.ts';
import { findCards } from '../queries/cards.ts';
import { findInserts } from '../queries/inserts.ts';
import { nothingCame } from './filling.ts';

/** What the visual editor asks for while a story is written: stories and pictures to put into it. It is answered in JSON. */
export function insertRoutes(context: Context): Router {
  const router = Router();
  router.use('/admin/inserts', (_request, response, next) => {
    response.set('Cache-Control', 'private, no-store');
    next();
  });
  router.get('/admin/inserts/stories', allow(canWrite), stories(context));
  router.get('/admin/inserts/story', allow(canWrite), story(context));
  router.get('/admin/inserts/pictures', allow(canAddPictures), pictures(context));
  router.get('/admin/inserts/pictures/:id', allow(canAddPictures), picture(context));
  router.post('/admin/inserts/video', allow(canWrite), video(context));
  router.post('/admin/inserts/post', allow(canWrite), post(context));
  router.post('/admin/inserts/pictures', readUploads, allow(canAddPictures), store(context));
  return router;
}

/** What is longer is no address and no search; no database takes a NUL. */
const textOf = (request: Request, name: string): string => {
  const value = request.query[name];
  return typeof value === 'string' ? cleanSource(value).slice(0, 500).toWellFormed() : '';
};

/** Those that readers see, by words; without words the newest. */
const stories =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const now = context.now();
    const [site, cards] = await Promise.all([readSite(db), findInserts(db, { words: textOf(request, 'q'), now })]);
    response.json({ stories: cards.map((card) => storyInsert(card, site)) });
  };

/** The story that an editor means by an address or its end. */
const story =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const db = context.db.reader;
    const id = await findArticleId(db, textOf(request, 'at'));
    const [card] = id === null ? [] : await findCards(db, { now: context.now(), articleIds: [id], limit: 1 });
    if (!card) throw new NotFound('Readers see no such story.');
    response.json(storyInsert(card, await readSite(db)));
  };

/** Those of which the words are said; without words the newest. */
const pictures =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const search = textOf(request, 'q').slice(0, 200);
    const part = {
      filter: 'all',
      search,
      endingBy: '',
      personId: null,
      from: null,
      until: null,
      before: null,
    } as const;
    const found = await findLibrary(context.db.reader, { ...part, limit: mostChoices });
    response.json({ pictures: found.map(pictureChoice) });
  };

const mostChoices = 24;

const picture =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const [found] = await findMedia(context.db.reader, [idOf(request)]);
    if (!found) throw new NotFound('There is no such picture.');
    response.json(await insertOf(context, found));
  };

/** What the provider of a video says of it. */
const video =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const facts = await fetchVideoFacts(context, actorOf(response), formOf(request).url ?? '');
    if (!facts) return void response.status(422).json({ error: nothingCame });
    const { title, poster } = facts;
    response.json({ title, poster: poster && (await insertOf(context, poster)) } satisfies VideoInsert);
  };

/** What a network tells of a post: an editor puts it into the text, and can change every word of it. */
const post =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const { url = '' } = formOf(request);
    const told = await context.askPost(url);
    if (!told) return void response.status(422).json({ error: nothingTold });
    response.json({ url: findPost(url)?.address ?? url, ...told } satisfies PostInsert);
  };

const nothingTold =
  'Nothing came: the network tells programs nothing, or did not answer. Type name, time and text as they stand there.';

const store =
  (context: Context): RequestHandler =>
  async (request, response) => {
    try {
      response.json(await insertOf(context, await storeUpload(context, request, response)));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      response.status(422).json({ error: Object.values(error.fields)[0] ?? error.message });
    }
  };

const insertOf = async ({ db, now }: Context, picture: Picture) =>
  pictureInsert(picture, { ...(await readSite(db.reader)), now: now() });

/** @throws Invalid */
async function storeUpload(context: Context, request: Request, response: Response) {
  const { picture: upload } = uploadsOf(request);
  if (!upload) throw new Invalid({ picture: 'Choose the file of the picture first.' });
  return addPicture(context, actorOf(response), { ...upload, alt: '', caption: '', credit: '' });
}
