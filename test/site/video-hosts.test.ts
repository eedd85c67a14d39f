import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { setSite } from '../../src/admin/actions/site.ts';
import { readSite } from '../../src/db/settings.ts';
import { errorsIn, press } from '../articles/newsroom.ts';
import { readPage } from '../support/pages.ts';
import { type AddedStory, addStory } from '../support/stories.ts';
import { type KeptNewsroom, startKept } from './kept-newsroom.ts';

const uuid = '9c9de5e8-0a1e-484a-b099-e80766180a6d';
const inText = `https://tube.example/videos/watch/${uuid}`;
const lead = `https://video.example/w/${uuid}?start=42s`;

let newsroom: KeptNewsroom;
let story: AddedStory;

beforeAll(async () => {
  newsroom = await startKept();
  const { context, editor, sectionId } = newsroom;
  const body = `So.\n\n::video{url="${inText}" title="A gull"}\n\n::video{url="https://nowhere.example/v/1" title="A tern"}`;
  const content = {
    headline: 'Gulls',
    sectionId,
    body,
    leadKind: 'video',
    leadVideo: lead,
    leadVideoTitle: 'The quay',
  } as const;
  story = await addStory(context, { editor, content });
});

const site = () => readSite(newsroom.context.db.reader);
const allow = async (videoHosts: string, who = newsroom.context) => {
  await setSite(who, newsroom.admin, { videoHosts });
  if (who !== newsroom.context) await newsroom.hear();
};
const read = () => newsroom.visitor().get(story.path).expect(200);

/** What may be framed beside the players that every newsroom has. */
const allowedIn = ({ headers }: Response) =>
  (/frame-src ([^;]*)/.exec(String(headers['content-security-policy']))?.[1] ?? '')
    .split(' ')
    .filter((origin) => origin.endsWith('.example'));

const shownIn = (answer: Response) => ({
  frames: readPage(answer).attributes('iframe', 'src'),
  links: readPage(answer)
    .links('figure')
    .filter((href) => href.startsWith('https://')),
  allowed: allowedIn(answer),
});

const nowhere = 'https://nowhere.example/v/1';
const asLinks = { frames: [], links: [lead, inText, nowhere], allowed: [] };
const [leadPlayer, textPlayer] = [
  `https://video.example/videos/embed/${uuid}?autoplay=1&p2p=0&start=42s`,
  `https://tube.example/videos/embed/${uuid}?autoplay=1&p2p=0`,
];
const [leadPage, textPage] = [`https://video.example/w/${uuid}`, `https://tube.example/w/${uuid}`];
const asPlayers = {
  frames: [leadPlayer, textPlayer],
  links: [leadPage, textPage, nowhere],
  allowed: ['https://tube.example', 'https://video.example'],
};

describe('A host of PeerTube', () => {
  test('plays at once in stories that were there, and its videos are links again when it is taken away, whoever did it', async () => {
    expect(shownIn(await read())).toEqual(asLinks);
    await allow('tube.example video.example');
    expect(shownIn(await read())).toEqual(asPlayers);
    // By another process.
    await allow('video.example', newsroom.other);
    const onlyLead = { frames: [leadPlayer], links: [leadPage, inText, nowhere], allowed: ['https://video.example'] };
    expect(shownIn(await read())).toEqual(onlyLead);
    await newsroom.compare();
    await allow('', newsroom.other);
    expect(shownIn(await read())).toEqual(asLinks);
  });

  test('is told to machines as a player while it is one', async () => {
    const videosIn = async () => {
      const [article] = readPage(await read()).data;
      return (article?.video as { embedUrl: string }[] | undefined)?.map(({ embedUrl }) => embedUrl);
    };
    expect(await videosIn()).toBeUndefined();
    await allow('tube.example video.example');
    expect(await videosIn()).toEqual([leadPlayer, textPlayer]);
    const { text: feed } = await newsroom.visitor().get('/feed.json').expect(200);
    expect(feed).toContain(leadPage);
    expect(feed).not.toContain('<iframe');
    await allow('');
    expect((await newsroom.visitor().get('/feed.json')).text).toContain(inText);
  });

  test('that is not allowed is told to the editor, by the video', async () => {
    await allow('video.example');
    const agent = await newsroom.signIn(newsroom.admin);
    const page = readPage(await agent.get(`/admin/articles/${story.articleId}`).expect(200));
    expect(page.main).toContain(`what stands at ${inText} is shown as a link`);
    expect(page.main).toContain('what stands at https://nowhere.example/v/1 is shown as a link');
    expect(page.main).not.toContain(`what stands at ${lead}`);
    expect(page.attributes('form', 'data-video-hosts')).toContain('video.example');
    await allow('');
  });
});

describe('In the settings, hosts of PeerTube', () => {
  const save = async (videoHosts: string, button = 'Save') =>
    press(await newsroom.signIn(newsroom.admin), '/admin/settings', button, { 'Hosts of PeerTube': videoHosts });

  test('are kept as addresses have them, each once, and shown one a line', async () => {
    expect((await save('Video.Example,\r\n tube.example\r\nفيديو.example video.example')).status).toBe(303);
    expect((await site()).videoHosts).toBe('tube.example video.example xn--ugb9awagb.example');
    const agent = await newsroom.signIn(newsroom.admin);
    const { text } = await agent.get('/admin/settings').expect(200);
    expect(text).toContain('\ntube.example\nvideo.example\nxn--ugb9awagb.example</textarea>');
  });

  test('are told before they are saved', async () => {
    await allow('tube.example');
    const sentences = readPage(await save('video.example', 'Look at the changes')).texts('li');
    expect(sentences).toContain(
      'Videos of video.example play in stories once a reader presses for it. In stories, videos of tube.example become links.',
    );
    expect((await site()).videoHosts).toBe('tube.example');
  });

  test.each([
    ...['https://tube.example', 'tube.example:9000', 'tube.example/w', 'user@tube.example', 'tube', '*.tube.example'],
    ...['localhost', 'tube.localhost', 'tube.local', 'nas.home.arpa', 'tube.internal', '127.0.0.1', '2130706433'],
    ...[
      '0x7f.1',
      '[::1]',
      '::1',
      '169.254.169.254',
      '1.2.3',
      'tube.example;script-src',
      "'unsafe-inline'",
      'tube.example.',
    ],
    ...['tube..example', '-tube.example', 'tube_1.example', `${'a'.repeat(64)}.example`, 'tube.example%00', 'data:x'],
  ])('are names of hosts outside, and %s is none', async (typed) => {
    await allow('tube.example');
    const answer = await save(typed);
    expect([answer.status, Object.keys(errorsIn(answer))]).toEqual([422, ['videoHosts']]);
    expect(answer.text).toContain('is no name of a host');
    expect((await site()).videoHosts).toBe('tube.example');
  });

  test('are fifty at most', async () => {
    const many = Array.from({ length: 51 }, (_, number) => `tube${number}.example`).join('\n');
    expect(errorsIn(await save(many))).toEqual({ videoHosts: 'Hosts of PeerTube: at most 50.' });
  });
});
