import Sequencer from '@jest/test-sequencer';

/** What takes longest, and so comes first where jest has not seen these files run yet: the end of a run waits for nobody. */
const longest = [
  'permissions',
  'browser/accessibility',
  'browser/never-lose',
  'browser/reach',
  'browser/newsroom-reach',
  'db/killed',
  'browser/pages',
  'browser/two-editors',
  'browser/front-page',
  'process/start',
  'browser/story-tools',
  'cli/demo',
].map((name) => `/test/${name}.test.ts`);

/** jest's own order, by the times of the last run, else by size; but for the longest. */
export default class extends Sequencer {
  sort(tests) {
    const place = ({ path, duration }) => {
      const index = longest.findIndex((end) => path.endsWith(end));
      return index < 0 || duration ? longest.length : index;
    };
    // It is stable: the others stay in their order.
    return super.sort(tests).sort((one, other) => place(one) - place(other));
  }
}
