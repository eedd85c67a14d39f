import type { RequestListener } from 'node:http';
import { countRead, type ReadCounts } from './reads.ts';

/** What an address is of, for whoever watches the site. */
export const addressKinds = [
  'story',
  'list',
  'comments',
  'page',
  'search',
  'machine',
  'file',
  'newsroom',
  'watch',
] as const;

export type AddressKind = (typeof addressKinds)[number];

/** Upper ends of the steps in which times are counted, in seconds; there is one more for what took longer. */
const steps = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Of statuses: 1xx, 2xx and so on. */
const classes = 6;

/** Numbers by their names, as Prometheus writes them: `name{label="value"}`. */
export type Series = Record<string, number>;

/** What one process tells: what adds up for ever, what adds up over processes, and of what the highest counts. */
export interface Measured {
  counters: Series;
  gauges: Series;
  highest: Series;
}

/** Asks every process of this machine, this one included, and the one that looks after them; of who does not answer in time it has what was said before. */
export type AskOthers = () => Promise<Measured[]>;

/** Numbers that a process counts for itself as it answers; nothing is made anew for any of them. */
export interface Measures {
  /** One answer, and how long it took in milliseconds. */
  count(kind: AddressKind, status: number, milliseconds: number): void;
  counters(): Series;
}

export function createMeasures(): Measures {
  const answers = new Float64Array(addressKinds.length * classes);
  const times = new Float64Array(addressKinds.length * (steps.length + 1));
  const sums = new Float64Array(addressKinds.length);
  const indexes = Object.fromEntries(addressKinds.map((kind, index) => [kind, index])) as Record<AddressKind, number>;
  const add = (numbers: Float64Array, at: number, by: number) => {
    numbers[at] = (numbers[at] ?? 0) + by;
  };
  return {
    count(kind, status, milliseconds) {
      const index = indexes[kind];
      const seconds = milliseconds / 1000;
      let step = 0;
      while (step < steps.length && seconds > (steps[step] ?? 0)) step += 1;
      add(answers, index * classes + Math.trunc(status / 100), 1);
      add(times, index * (steps.length + 1) + step, 1);
      add(sums, index, seconds);
    },
    counters: () => ({ ...answersOf(answers), ...timesOf(times, sums) }),
  };
}

function answersOf(answers: Float64Array): Series {
  const entries = addressKinds.flatMap((kind, index) =>
    Array.from({ length: classes }, (_, first) => {
      const name = `broadsheet_answers_total{kind="${kind}",status="${first}xx"}`;
      return [name, answers[index * classes + first] ?? 0] as const;
    }),
  );
  return Object.fromEntries(entries.filter(([, count]) => count > 0));
}

/** A step of a histogram counts all that took no longer. */
function timesOf(times: Float64Array, sums: Float64Array): Series {
  const all: Series = {};
  for (const [index, kind] of addressKinds.entries()) {
    let count = 0;
    for (const [step, end] of [...steps, '+Inf'].entries()) {
      count += times[index * (steps.length + 1) + step] ?? 0;
      all[`broadsheet_answer_seconds_bucket{kind="${kind}",le="${end}"}`] = count;
    }
    all[`broadsheet_answer_seconds_sum{kind="${kind}"}`] = sums[index] ?? 0;
    all[`broadsheet_answer_seconds_count{kind="${kind}"}`] = count;
  }
  return all;
}

interface Counted {
  measures: Measures;
  reads: ReadCounts;
}

/** Counts what `app` answers, until the last of it is sent. Who leaves before the first of it is not counted. */
export function countAnswers(app: RequestListener, { measures, reads }: Counted): RequestListener {
  return (request, response) => {
    const begun = performance.now();
    const kind = kindOf(request.url?.split('?', 1)[0] ?? '');
    response.once('close', () => {
      if (!response.headersSent) return;
      measures.count(kind, response.statusCode, performance.now() - begun);
      countRead(reads, request, response);
    });
    return app(request, response);
  };
}

const story = String.raw`^\/\d{4}\/\d\d\/\d\d\/[^/]+`;

/** What is asked for most comes first. */
const kinds: readonly (readonly [AddressKind, RegExp])[] = [
  ['story', new RegExp(`${story}(/history)?$`)],
  ['file', /^\/(assets|media)\//],
  ['machine', /\.(xml|atom|json|txt)$|^\/oembed|^\/\.well-known\//],
  ['comments', new RegExp(`${story}/`)],
  ['newsroom', /^\/admin(\/|$)/],
  ['search', /^\/search$/],
  ['watch', /^\/(healthz(\/write)?|metrics)$/],
  ['page', /^\/(pages|preview|your-data|replies)\//],
];

/** By how it looks alone: whether there is anything is another question. Whatever is nothing else is a list, the front page first of all. */
export function kindOf(path: string): AddressKind {
  if (path === '/') return 'list';
  for (const [kind, looks] of kinds) if (looks.test(path)) return kind;
  return 'list';
}
