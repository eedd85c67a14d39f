import { describe, expect, test } from '@jest/globals';
import { findVideo as find, frameOrigins, looksLikeVideo, providerNames } from '../../src/text/embeds.ts';

const tube = 'tube.alder.example';
const players = { siteHost: 'courier.example', videoHosts: ['other.example', tube], chartHosts: [] };
const findVideo = (url: string) => find(url, players);

const youtube = {
  provider: 'YouTube',
  id: 'dQw4w9WgXcQ',
  embedUrl: 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1',
  address: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
};
const vimeo = {
  provider: 'Vimeo',
  id: '76979871',
  embedUrl: 'https://player.vimeo.com/video/76979871?dnt=1&autoplay=1',
  address: 'https://vimeo.com/76979871',
};
const privateVimeo = {
  provider: 'Vimeo',
  id: '76979871/8272103f6e',
  embedUrl: 'https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1&autoplay=1',
  address: 'https://vimeo.com/76979871/8272103f6e',
};
const dailymotion = {
  provider: 'Dailymotion',
  id: 'x8abcd1',
  embedUrl: 'https://geo.dailymotion.com/player.html?video=x8abcd1&autoplay=1',
  address: 'https://www.dailymotion.com/video/x8abcd1',
};

const facebook = {
  provider: 'Facebook',
  id: '10153231379946729',
  embedUrl:
    'https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D10153231379946729&show_text=false&autoplay=true',
  address: 'https://www.facebook.com/watch/?v=10153231379946729',
};
const tiktok = {
  provider: 'TikTok',
  id: '7106594312292453675',
  embedUrl: 'https://www.tiktok.com/player/v1/7106594312292453675?autoplay=1',
  address: 'https://www.tiktok.com/@/video/7106594312292453675',
};
const x = {
  provider: 'X',
  id: '1725512345678901234',
  embedUrl: 'https://platform.twitter.com/embed/Tweet.html?id=1725512345678901234&dnt=true',
  address: 'https://x.com/i/status/1725512345678901234/video/1',
};

const clip = {
  provider: 'Twitch',
  id: 'SpicyHarbourGull-a1B2_c3',
  embedUrl: 'https://clips.twitch.tv/embed?clip=SpicyHarbourGull-a1B2_c3&parent=courier.example&autoplay=true',
  address: 'https://clips.twitch.tv/SpicyHarbourGull-a1B2_c3',
};
const recording = {
  provider: 'Twitch',
  id: '1234567890',
  embedUrl: 'https://player.twitch.tv/?video=1234567890&parent=courier.example&autoplay=true',
  address: 'https://www.twitch.tv/videos/1234567890',
};
const channel = {
  provider: 'Twitch',
  id: 'Alder_Courier',
  embedUrl: 'https://player.twitch.tv/?channel=Alder_Courier&parent=courier.example&autoplay=true',
  address: 'https://www.twitch.tv/Alder_Courier',
};
const uuid = '9c9de5e8-0a1e-484a-b099-e80766180a6d';
const peerTube = {
  provider: tube,
  id: uuid,
  embedUrl: `https://${tube}/videos/embed/${uuid}?autoplay=1&p2p=0`,
  address: `https://${tube}/w/${uuid}`,
};
const short = 'kkGMgK9ZtnKfYAgnEtQxbv';
const shortPeerTube = {
  provider: tube,
  id: short,
  embedUrl: `https://${tube}/videos/embed/${short}?autoplay=1&p2p=0`,
  address: `https://${tube}/w/${short}`,
};

describe('findVideo', () => {
  test.each([
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'http://youtube.com/watch?v=dQw4w9WgXcQ',
    '  https://www.youtube.com/watch?v=dQw4w9WgXcQ\n',
    'HTTPS://WWW.YOUTUBE.COM/watch?v=dQw4w9WgXcQ',
    'https://m.youtube.com/watch?v=dQw4w9WgXcQ&feature=share',
    'https://www.youtube.com/watch?list=PL123&v=dQw4w9WgXcQ&t=soon#top',
    'https://youtu.be/dQw4w9WgXcQ?si=abc',
    'https://www.youtube.com/shorts/dQw4w9WgXcQ',
    'https://youtube.com/live/dQw4w9WgXcQ?feature=share',
    'https://www.youtube.com/embed/dQw4w9WgXcQ',
    'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0',
    'https://www.youtube.com/v/dQw4w9WgXcQ',
  ])('knows the YouTube address %s', (url) => {
    expect(findVideo(url)).toEqual(youtube);
  });

  test.each([
    'https://vimeo.com/76979871',
    'https://www.vimeo.com/76979871?share=copy',
    'https://vimeo.com/channels/staffpicks/76979871',
    'https://vimeo.com/groups/motion/videos/76979871',
    'https://vimeo.com/showcase/123456/video/76979871',
    'https://player.vimeo.com/video/76979871',
    'https://player.vimeo.com/video/76979871?title=0',
  ])('knows the Vimeo address %s', (url) => {
    expect(findVideo(url)).toEqual(vimeo);
  });

  test.each([
    'https://vimeo.com/76979871/8272103f6e',
    'https://vimeo.com/76979871/8272103f6e?share=copy',
    'https://player.vimeo.com/video/76979871?h=8272103f6e',
    'https://player.vimeo.com/video/76979871?title=0&h=8272103f6e&byline=0',
  ])('keeps the key of the private Vimeo video %s', (url) => {
    expect(findVideo(url)).toEqual(privateVimeo);
  });

  test.each([
    'https://www.dailymotion.com/video/x8abcd1',
    'https://www.dailymotion.com/video/x8abcd1_a-title_news',
    'https://www.dailymotion.com/video/x8abcd1?playlist=x5zm',
    'https://www.dailymotion.com/embed/video/x8abcd1?autoplay=1',
    'https://dai.ly/x8abcd1',
    'https://geo.dailymotion.com/player.html?video=x8abcd1',
    'https://geo.dailymotion.com/player/xf0p2.html?mute=true&video=x8abcd1',
  ])('knows the Dailymotion address %s', (url) => {
    expect(findVideo(url)).toEqual(dailymotion);
  });

  test.each([
    'https://www.facebook.com/watch/?v=10153231379946729',
    'https://m.facebook.com/watch/?ref=saved&v=10153231379946729',
    'https://www.facebook.com/watch/live/?v=10153231379946729',
    'https://www.facebook.com/video.php?v=10153231379946729',
    'https://www.facebook.com/alder.courier/videos/10153231379946729/',
    'https://facebook.com/alder.courier/videos/the-walk-out/10153231379946729?ref=share',
    'https://www.facebook.com/reel/10153231379946729',
  ])('knows the Facebook address %s', (url) => {
    expect(findVideo(url)).toEqual(facebook);
  });

  test.each([
    'https://www.tiktok.com/@alder.courier/video/7106594312292453675',
    'https://www.tiktok.com/@alder_courier/video/7106594312292453675?is_from_webapp=1',
    'https://m.tiktok.com/v/7106594312292453675.html',
    'https://www.tiktok.com/embed/v2/7106594312292453675',
    'https://www.tiktok.com/share/video/7106594312292453675/',
  ])('knows the TikTok address %s', (url) => {
    expect(findVideo(url)).toEqual(tiktok);
  });

  test.each([
    'https://x.com/alder_courier/status/1725512345678901234/video/1',
    'https://twitter.com/alder_courier/status/1725512345678901234/video/1?s=20',
    'https://mobile.twitter.com/i/web/status/1725512345678901234/video/2',
  ])('knows the address of a post’s video on X %s', (url) => {
    expect(findVideo(url)).toEqual(x);
  });

  test.each([
    ['https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=42s', `${youtube.embedUrl}&start=42`],
    ['https://youtu.be/dQw4w9WgXcQ?t=1h2m3s', `${youtube.embedUrl}&start=3723`],
    ['https://www.youtube.com/embed/dQw4w9WgXcQ?start=90', `${youtube.embedUrl}&start=90`],
    ['https://vimeo.com/76979871#t=1m5s', `${vimeo.embedUrl}#t=65s`],
    ['https://www.dailymotion.com/video/x8abcd1?start=30', `${dailymotion.embedUrl}&startTime=30`],
    ['https://www.facebook.com/watch/?v=10153231379946729&t=12', `${facebook.embedUrl}&t=12`],
    ['https://youtu.be/dQw4w9WgXcQ?t=&start=5', `${youtube.embedUrl}&start=5`],
    ['https://www.twitch.tv/videos/1234567890?t=0h1m2s', `${recording.embedUrl}&time=62s`],
    ['https://player.twitch.tv/?video=1234567890&time=62s', `${recording.embedUrl}&time=62s`],
    [`https://${tube}/w/${uuid}?start=1m2s`, `${peerTube.embedUrl}&start=62s`],
    [`https://${tube}/videos/embed/${uuid}?start=62s`, `${peerTube.embedUrl}&start=62s`],
    ['https://youtu.be/dQw4w9WgXcQ?t=99999999', youtube.embedUrl],
    ['https://youtu.be/dQw4w9WgXcQ?t=1%22onload', youtube.embedUrl],
    ['https://youtu.be/dQw4w9WgXcQ?t=-5', youtube.embedUrl],
  ])('begins where the address says: %s', (url, embedUrl) => {
    expect(findVideo(url)?.embedUrl).toBe(embedUrl);
  });

  test.each([youtube, vimeo, privateVimeo, dailymotion, facebook, tiktok, x, clip, recording, channel])(
    'knows the address that it gives for $provider $id',
    (video) => {
      expect(findVideo(video.address)).toEqual(video);
      expect(findVideo(video.embedUrl)).toEqual(video);
      expect(looksLikeVideo(video.address)).toBe(true);
      expect(frameOrigins()).toContain(new URL(video.embedUrl).origin);
      expect(providerNames()).toContain(video.provider);
    },
  );

  test.each([
    'https://clips.twitch.tv/SpicyHarbourGull-a1B2_c3',
    'https://clips.twitch.tv/SpicyHarbourGull-a1B2_c3?featured=false&tt_medium=clips',
    'https://www.twitch.tv/alder_courier/clip/SpicyHarbourGull-a1B2_c3?filter=clips',
    'https://m.twitch.tv/clip/SpicyHarbourGull-a1B2_c3',
    'https://clips.twitch.tv/embed?clip=SpicyHarbourGull-a1B2_c3&parent=elsewhere.example',
    'https://clips.twitch.tv/embed?parent=elsewhere.example&clip=SpicyHarbourGull-a1B2_c3',
  ])('finds the clip of Twitch in %s', (url) => {
    expect(findVideo(url)).toEqual(clip);
  });

  test.each([
    'https://www.twitch.tv/videos/1234567890',
    'https://m.twitch.tv/videos/1234567890?filter=archives',
    'https://www.twitch.tv/alder_courier/v/1234567890',
    'https://www.twitch.tv/alder_courier/video/1234567890',
    'https://player.twitch.tv/?video=v1234567890&parent=elsewhere.example',
  ])('finds the recording of Twitch in %s', (url) => {
    expect(findVideo(url)).toEqual(recording);
  });

  test.each([
    'https://www.twitch.tv/Alder_Courier',
    'https://twitch.tv/Alder_Courier/',
    'https://m.twitch.tv/Alder_Courier?sr=a',
    'https://player.twitch.tv/?channel=Alder_Courier&parent=elsewhere.example',
  ])('finds the channel of Twitch in %s', (url) => {
    expect(findVideo(url)).toEqual(channel);
  });

  test.each([
    [`https://${tube}/w/${uuid}`, peerTube],
    [`https://${tube}/videos/watch/${uuid}?title=0`, peerTube],
    [`https://${tube}/videos/embed/${uuid}`, peerTube],
    [`https://${tube.toUpperCase()}/w/${uuid}/`, peerTube],
    [`https://${tube}/w/${short}`, shortPeerTube],
    [`https://${tube}/videos/embed/${short}?warningTitle=0`, shortPeerTube],
  ])('finds the video of an allowed host of PeerTube in %s', (url, video) => {
    expect(findVideo(url)).toEqual(video);
  });

  test.each([
    `https://tube.example/w/${uuid}`,
    `https://evil${tube}/w/${uuid}`,
    `https://${tube}.evil.example/w/${uuid}`,
    `https://evil.example/w/${uuid}`,
  ])('finds none of PeerTube where nobody allowed it, though it looks like one: %s', (url) => {
    expect([findVideo(url), looksLikeVideo(url)]).toEqual([null, true]);
  });

  test.each([
    '',
    'dQw4w9WgXcQ',
    'youtube.com/watch?v=dQw4w9WgXcQ',
    '//www.youtube.com/watch?v=dQw4w9WgXcQ',
    'javascript:alert(1)//https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'data:text/html,https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'ftp://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'https://evil.example/www.youtube.com/watch?v=dQw4w9WgXcQ',
    'https://evil.example/?https://youtu.be/dQw4w9WgXcQ',
    'https://evil.example/#https://youtu.be/dQw4w9WgXcQ',
    'https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ',
    'https://evilyoutube.com/watch?v=dQw4w9WgXcQ',
    'https://www.youtube.com@evil.example/watch?v=dQw4w9WgXcQ',
    'https://user:pass@www.youtube.com/watch?v=dQw4w9WgXcQ',
    'https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ',
    'https://www.youtube.com\\@evil.example/watch?v=dQw4w9WgXcQ',
    'https://www.youtube.com./watch?v=dQw4w9WgXcQ',
    'https://www.youtube.com/watch?v=dQw4w9WgXc',
    'https://www.youtube.com/watch?v=dQw4w9WgXcQQ',
    'https://www.youtube.com/watch?v=dQw4w9WgXc%22',
    'https://www.youtube.com/watch?v="onload=abc',
    'https://www.youtube.com/watch?av=dQw4w9WgXcQ',
    'https://www.youtube.com/watch#v=dQw4w9WgXcQ',
    'https://www.youtube.com/redirect?q=https://youtu.be/dQw4w9WgXcQ',
    'https://www.youtube.com/embed/../redirect?v=dQw4w9WgXcQ',
    'https://www.youtube.com/watch ?v=dQw4w9WgXcQ',
    'https://youtu.be/dQw4w9WgXcQ/../../x',
    'https://vimeo.com/about',
    'https://vimeo.com/76979871/edit',
    'https://vimeo.com/76979871/8272103F6E"onload',
    'https://player.vimeo.com/video/76979871?h="><script>',
    'https://www.dailymotion.com/user/x8abcd1',
    'https://dai.ly/x8<b>',
    'https://www.facebook.com/alder.courier/posts/10153231379946729',
    'https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fevil.example%2Fwatch%2F%3Fv%3D10153231379946729',
    'https://fb.watch/abc123/',
    'https://www.tiktok.com/@alder.courier',
    'https://www.tiktok.com/@alder.courier/photo/7106594312292453675',
    'https://x.com/alder_courier/status/1725512345678901234',
    'https://x.com/alder_courier/status/1725512345678901234/photo/1',
    ...['https://www.twitch.tv/', 'https://www.twitch.tv/directory', 'https://www.twitch.tv/Settings/'],
    ...[
      'https://www.twitch.tv/alder_courier/about',
      'https://www.twitch.tv/videos',
      'https://www.twitch.tv/videos/all',
    ],
    ...['https://clips.twitch.tv/embed?parent=a.example', 'https://player.twitch.tv/?parent=a.example'],
    ...[`https://${tube}/`, `https://${tube}/a/alder/videos`, `https://${tube}/w/all`, `https://${tube}/w/p/${uuid}`],
    ...[`https://${tube}:9000/w/${uuid}`, `https://${tube}/w/${short}x`, `https://${tube}/w/../admin/${uuid}`],
  ])('is null for %j', (url) => {
    expect(findVideo(url)).toBeNull();
  });
});
