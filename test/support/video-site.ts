import type { RequestListener, ServerResponse } from 'node:http';
import { pictureFile } from '../articles/newsroom.ts';
import { startOtherSite } from './other-site.ts';

export interface VideoSite {
  /** For `startApp`: whatever it asks of others, it asks of this. */
  options: { instead: (address: string) => string; reaches: (ip: string) => boolean };
  /** What was asked for, as addresses of the web, in order. */
  asked(): string[];
  /** From now on an address that holds this is answered so; the last said goes first. */
  behave(part: string, answer: RequestListener): void;
  /** The same for oEmbed: what it tells beside, or in place of, what it would. */
  tell(part: string, told: object): void;
}

/** What stands for all sites of the web, on this machine: it tells of each video by oEmbed, and has a picture for it. */
export async function startVideoSite(): Promise<VideoSite> {
  const { content } = await pictureFile('#248');
  const odd: { part: string; answer: RequestListener }[] = [];
  const site = await startOtherSite((request, response) => {
    const url = request.url ?? '';
    const found = odd.findLast(({ part }) => url.includes(part));
    if (found) return found.answer(request, response);
    if (url.includes('oembed')) return json(response, usual);
    if (url.includes('maxresdefault')) return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': 'image/png' }).end(content);
  });
  return {
    options: {
      // The host of what is asked for stands at the beginning of the path.
      instead: (address) => address.replace(/^https:\/\//, `${site.url}/`),
      reaches: (ip) => ip === '127.0.0.1',
    },
    asked: () => site.asked.map(({ url = '' }) => `https:/${url}`),
    behave: (part, answer) => odd.push({ part, answer }),
    tell: (part, told) => odd.push({ part, answer: (_request, response) => json(response, { ...usual, ...told }) }),
  };
}

const usual = {
  version: '1.0',
  type: 'video',
  title: 'The quay at night',
  author_name: 'Harbour TV',
  thumbnail_url: 'https://pictures.example/quay.jpg',
};

const json = (response: ServerResponse, told: object) =>
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(told));
