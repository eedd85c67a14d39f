import { reportError } from '../reports/actions/reporting.ts';
import type { DemoNewsroom } from './demo-newsroom.ts';
import type { DemoAct, Shift } from './demo-stories.ts';

interface Reporting {
  /** The addresses of the stories, by their names. */
  paths: ReadonlyMap<string, string>;
  shift: Shift;
}

/** What readers of the demo report to be wrong, each as a reader reports it. Nobody is told of it by mail. */
export function reportActs({ reports }: DemoNewsroom, { paths, shift }: Reporting): DemoAct[] {
  return reports.map(({ story, at, email, text }) => {
    const path = paths.get(story);
    if (path === undefined) throw new Error(`The demo has a report on ${story}, but there is no such story.`);
    return {
      at: shift(at),
      run: (context) =>
        reportError(context, { path, text: text.trim(), email, seen: 0, network: 'demo', isTold: false }),
    };
  });
}
