import { describe, expect, test } from '@jest/globals';
import { findVideo, frameOrigins, providerNames } from '../../src/text/embeds.ts';

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

describe('findVideo', () => {
  test.each([
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'http://youtube.com/watch?v=dQw4w9WgXcQ',
    '  https://www.youtube.com/watch?v=dQw4w9WgXcQ\n',
    'HTTPS://WWW.YOUTUBE.COM/watch?v=dQw4w9WgXcQ',
    'https://m.youtube.com/watch?v=dQw4w9WgXcQ&feature=share',
    'https://www.youtube.com/watch?list=PL123&v=dQw4w9WgXcQ&t=42s#top',
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

  test.each([youtube, vimeo, privateVimeo, dailymotion])(
    'knows the address that it gives for $provider $id',
    (video) => {
      expect(findVideo(video.address)).toEqual(video);
      expect(findVideo(video.embedUrl)).toEqual(video);
      expect(frameOrigins()).toContain(new URL(video.embedUrl).origin);
      expect(providerNames()).toContain(video.provider);
    },
  );

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
  ])('is null for %j', (url) => {
    expect(findVideo(url)).toBeNull();
  });
});
