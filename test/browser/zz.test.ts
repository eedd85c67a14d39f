import { test } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { openBrowser } from '../support/browser.ts';
import { startDemo, stories } from '../support/demo.ts';
test('x', async () => {
  const demo = await startDemo();
  for (const broken of [false, true]) for (const width of [1280, 390]) for (const path of ['/', await demo.story(stories.fullest)]) {
  const page = await openBrowser({ javaScript: true, viewport: { width, height: 844 } });
    await page.route('**/*.woff2', async (route) => {
      await setTimeout(800);
      await route.continue();
    });
    if (broken) await page.route((u) => !/\./.test(u.pathname), async (route) => {
      const answer = await route.fetch();
      const headers = answer.headers(); delete headers['content-security-policy'];
      const body = (await answer.text()).replace(/size-adjust/g, 'sizes');
      await route.fulfill({ response: answer, headers, body });
    });
    await page.goto(demo.url + path, { waitUntil: 'commit' });
    console.log(broken, width, path, JSON.stringify(await page.evaluate(`(async () => {
      const out = [];
      new PerformanceObserver((l) => { for (const e of l.getEntries()) out.push(['shift', Math.round(e.startTime), e.value, e.sources.map((s) => s.node?.nodeName + '.' + s.node?.className).slice(0,3).join()]); }).observe({ type: 'layout-shift', buffered: true });
      const h = () => document.documentElement.scrollHeight;
      document.fonts.addEventListener('loadingdone', (e) => out.push(['fonts', Math.round(performance.now()), e.fontfaces.map((f) => f.family + f.style).join(), h()]));
      out.push(['start', Math.round(performance.now()), h(), document.readyState]);
      await new Promise((r) => setTimeout(r, 300)); out.push(['later', Math.round(performance.now()), h(), document.readyState]);
      await new Promise((r) => setTimeout(r, 2500));
      out.push(['end', h(), performance.getEntriesByType('paint').map((e) => e.name + Math.round(e.startTime)).join()]);
      return out;
    })()`)));
  }
});
