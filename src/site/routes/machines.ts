import { type Request, type RequestHandler, Router } from 'express';
import { findPage } from '../../articles/queries/pages.ts';
import type { Context } from '../../context.ts';
import { readSite } from '../../db/settings.ts';
import { NotFound } from '../../errors.ts';
import { robots, securityTxt } from '../pages/notices.ts';
import { embedOf, embedXml } from '../pages/oembed.ts';
import { findEmbedded } from '../queries/embeds.ts';
import { sendFile } from './machine-answer.ts';

const text = 'text/plain; charset=utf-8';

/** What search engines, those who find weaknesses, and sites that embed a story ask for. */
export function machineRoutes(context: Context): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/robots.txt', (_request, response) => sendFile(context, response, robotsFile(context)));
  router.get('/.well-known/security.txt', security(context));
  router.get('/oembed', oembed(context));
  return router;
}

const robotsFile = ({ config }: Context) => ({ type: text, content: robots(config.siteUrl) });

const security =
  (context: Context): RequestHandler =>
  async (_request, response) => {
    const now = context.now();
    const { email, language } = await readSite(context.db.reader);
    if (!email.includes('@')) throw new NotFound('The newsroom has named nobody to write to.');
    const contact = await findPage(context.db.reader, { path: '/pages/contact', now });
    const { siteUrl } = context.config;
    const content = securityTxt({ siteUrl, email, contactPage: contact?.path ?? null, language, now });
    await sendFile(context, response, { type: text, content });
  };

/** Source: oembed.com, section 2. */
const oembed =
  (context: Context): RequestHandler =>
  async (request, response) => {
    const { url, format = 'json' } = request.query;
    if (format !== 'json' && format !== 'xml') return void response.status(501).type('text').send('json or xml.\n');
    const db = context.db.reader;
    const { siteUrl } = context.config;
    const story = await findEmbedded(db, { url: String(url ?? ''), siteUrl, now: context.now() });
    if (!story) throw new NotFound('There is no story of this site at that address.');
    const { name: siteName } = await readSite(db);
    const [width, height] = [pixelsIn(request, 'maxwidth'), pixelsIn(request, 'maxheight')];
    const embed = embedOf(story, { siteUrl, siteName, width, height });
    await sendFile(context, response, embedFiles[format](embed));
  };

const embedFiles = {
  json: (embed: ReturnType<typeof embedOf>) => ({ type: 'application/json', content: JSON.stringify(embed) }),
  xml: (embed: ReturnType<typeof embedOf>) => ({ type: 'text/xml; charset=utf-8', content: embedXml(embed) }),
};

/** How many there is room for; any number where nothing sensible is said. */
function pixelsIn({ query }: Request, name: string): number {
  const said = query[name];
  return typeof said === 'string' && /^\d{1,6}$/.test(said) ? Number(said) : Number.POSITIVE_INFINITY;
}
