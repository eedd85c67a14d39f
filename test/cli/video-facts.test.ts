import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { setSite } from '../../src/admin/actions/site.ts';
import { articlePublish } from '../../src/cli/article-publish.ts';
import { type Started, startApp } from '../support/app.ts';
import { newFolder } from '../support/database.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { readPage } from '../support/pages.ts';
import { startVideoSite, type VideoSite } from '../support/video-site.ts';
import { run } from './run.ts';

let site: VideoSite;
let app: Started;
let folder: string;

beforeEach(async () => {
  site = await startVideoSite();
  app = await startApp(site.options);
  folder = newFolder();
  await addPerson(app.context, { role: 'admin' });
  await addSection(app.context, { slug: 'politics', name: 'Politics' });
});

const video = 'https://youtu.be/dQw4w9WgXcQ';

function story(headline: string, fields: string[] = [], body = 'The text.'): string {
  const path = join(folder, `${headline}.md`);
  writeFileSync(path, `---\nheadline: ${headline}\nsection: politics\n${fields.join('\n')}\n---\n${body}\n`);
  return path;
}

const publish = async (...files: string[]) => {
  const { out, failure } = await run(articlePublish, app.context, files);
  expect(failure).toBeNull();
  return out.trim().split('\n');
};
const read = async (address = '') => readPage(await app.visitor().get(new URL(address).pathname).expect(200));

describe('article:publish', () => {
  test('asks the provider for the title and the poster of a lead video, and of those in the text', async () => {
    const body = `So.\n\n::video{url="https://vimeo.com/76979871" title="The speech"}`;
    const [address] = await publish(story('Quay', [`video: ${video}`], body));
    const page = await read(address);
    const posters = page.attributes('img', 'src').filter((src) => src.startsWith('/media/'));
    expect(posters).toHaveLength(2);
    expect(page.attributes('iframe', 'title')).toEqual(['The quay at night', 'The speech']);
  });

  test('leaves what a file says', async () => {
    const [address] = await publish(story('Quay', [`video: ${video}`, 'videoTitle: Our words']));
    expect((await read(address)).attributes('iframe', 'title')).toEqual(['Our words']);
  });

  test('publishes as before where nobody answers, and does not go on asking', async () => {
    site.behave('/', (_request, response) => response.writeHead(503).end());
    const files = ['One', 'Two', 'Three', 'Four'].map((name, number) =>
      story(name, [`video: https://vimeo.com/7697987${number}`]),
    );
    const [address, ...others] = await publish(...files);
    expect(others).toHaveLength(3);
    const page = await read(address);
    expect([page.attributes('iframe', 'title'), page.texts('.bare').length]).toEqual([['One'], 1]);
    expect(site.asked()).toHaveLength(2);
  });

  test('refuses a lead of a host of PeerTube that nobody allowed, and says how it is', async () => {
    const file = story('Quay', ['video: https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv']);
    const refused = await run(articlePublish, app.context, [file]);
    expect(refused.err).toContain('Quay.md:4: tube.example plays no videos here until an administrator allows it');
    expect([refused.failure, site.asked()]).toEqual(['Nothing was published: there is one mistake.', []]);
    await setSite(app.context, null, { videoHosts: 'tube.example' });
    const [address] = await publish(file);
    expect((await read(address)).attributes('iframe', 'title')).toEqual(['The quay at night']);
  });
});
