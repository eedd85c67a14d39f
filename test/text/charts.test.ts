import { describe, expect, test } from '@jest/globals';
import { findChart, frameOrigins, playersOf } from '../../src/text/embeds.ts';

const players = playersOf({ videoHosts: 'tube.example', chartHosts: 'charts.example' }, 'https://courier.example');
const find = (url: string) => findChart(url, players);

describe('findChart', () => {
  test.each([
    ['https://datawrapper.dwcdn.net/AbCd1/', 'Datawrapper', 'https://datawrapper.dwcdn.net/AbCd1/'],
    ['https://datawrapper.dwcdn.net/AbCd1', 'Datawrapper', 'https://datawrapper.dwcdn.net/AbCd1/'],
    ['https://datawrapper.dwcdn.net/AbCd1/12/', 'Datawrapper', 'https://datawrapper.dwcdn.net/AbCd1/12/'],
    ['https://datawrapper.dwcdn.net/AbCd1/12/index.html', 'Datawrapper', 'https://datawrapper.dwcdn.net/AbCd1/12/'],
    ['https://www.datawrapper.de/_/AbCd1/?a=b', 'Datawrapper', 'https://datawrapper.dwcdn.net/AbCd1/'],
    [
      'https://public.flourish.studio/visualisation/1234567/',
      'Flourish',
      'https://flo.uri.sh/visualisation/1234567/embed',
    ],
    ['https://public.flourish.studio/story/1234567/?utm=a', 'Flourish', 'https://flo.uri.sh/story/1234567/embed'],
    ['https://flo.uri.sh/visualisation/1234567/embed', 'Flourish', 'https://flo.uri.sh/visualisation/1234567/embed'],
    ['https://charts.example/harbour/map?year=2026', 'charts.example', 'https://charts.example/harbour/map?year=2026'],
    ['https://CHARTS.example/a b'.replace(' ', '%20'), 'charts.example', 'https://charts.example/a%20b'],
  ])('knows the chart at %s', (url, provider, embedUrl) => {
    expect(find(url)).toMatchObject({ provider, embedUrl });
    const { origin } = new URL(embedUrl);
    expect([...frameOrigins(), 'https://charts.example']).toContain(origin);
  });

  test.each([
    ...['', 'https://nowhere.example/chart', 'https://evilcharts.example/', 'https://charts.example.evil.example/'],
    ...['http://charts.example/harbour', 'https://charts.example:8443/', 'https://a:b@charts.example/'],
    ...['https://charts.example\\@evil.example/', 'javascript:alert(1)', '//charts.example/', 'https://tube.example/a'],
    ...[
      'https://datawrapper.dwcdn.net/',
      'https://datawrapper.dwcdn.net/AbCd1/../../x',
      'https://app.datawrapper.de/AbCd1',
    ],
    ...['https://public.flourish.studio/', 'https://flo.uri.sh/visualisation/x/embed', 'https://courier.example/'],
  ])('knows none at %j', (url) => {
    expect(find(url)).toBeNull();
  });
});
