import type { Measured, Series } from './measures.ts';

interface Metric {
  name: string;
  type: 'counter' | 'gauge' | 'histogram';
  help: string;
}

const metric = (name: string, type: Metric['type'], help: string): Metric => ({ name, type, help });

/** All that there are, in the order in which they are told. */
const metrics: readonly Metric[] = [
  metric('broadsheet_answers_total', 'counter', 'Answers, by what the address is of and the class of the status.'),
  metric('broadsheet_answer_seconds', 'histogram', 'From a request to the end of its answer.'),
  metric('broadsheet_kept_pages', 'gauge', 'Whole pages that are kept.'),
  metric('broadsheet_kept_bytes', 'gauge', 'What they take of the memory.'),
  metric('broadsheet_kept_hits_total', 'counter', 'Pages that were given from those that are kept.'),
  metric('broadsheet_kept_misses_total', 'counter', 'Pages that could have been and were not there.'),
  metric('broadsheet_pictures_waiting', 'gauge', 'Works on pictures that wait or are under way.'),
  metric('broadsheet_mails_waiting', 'gauge', 'Mails that were not sent yet.'),
  metric('broadsheet_sweep_age_seconds', 'gauge', 'Since what is due was last written down.'),
  metric('broadsheet_backup_age_seconds', 'gauge', 'Since the daily backup that was made last was begun.'),
  metric(
    'broadsheet_database_refusals_total',
    'counter',
    'Changes that were refused since the database was busy or lost.',
  ),
  metric(
    'broadsheet_event_loop_delay_seconds',
    'gauge',
    'How late the slowest process was, since this was last asked for.',
  ),
  metric('broadsheet_processes', 'gauge', 'Processes that answer, of this machine.'),
  metric('broadsheet_process_restarts_total', 'counter', 'Processes that died and were replaced.'),
  metric('process_resident_memory_bytes', 'gauge', 'Memory of all processes.'),
  metric('process_cpu_seconds_total', 'counter', 'Time of processors that all processes took.'),
];

/** The numbers of all processes as one. */
export function sumOf(all: readonly Measured[]): Measured {
  const sum: Measured = { counters: {}, gauges: {}, highest: {} };
  for (const { counters, gauges, highest } of all) {
    addTo(sum.counters, counters);
    addTo(sum.gauges, gauges);
    for (const [name, value] of Object.entries(highest)) sum.highest[name] = Math.max(sum.highest[name] ?? 0, value);
  }
  return sum;
}

function addTo(sum: Series, series: Series): void {
  for (const [name, value] of Object.entries(series)) sum[name] = (sum[name] ?? 0) + value;
}

export const measuresType = 'text/plain; version=0.0.4; charset=utf-8';

/** As Prometheus reads it. Source: https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format */
export function measuresText({ counters, gauges, highest }: Measured): string {
  const series = Object.entries({ ...counters, ...gauges, ...highest });
  const lines = metrics.flatMap(({ name, type, help }) => {
    const own = series.filter(([key]) => isOf(key, name, type));
    return own.length === 0
      ? []
      : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...own.map(([key, value]) => `${key} ${value}`)];
  });
  return `${lines.join('\n')}\n`;
}

function isOf(key: string, name: string, type: Metric['type']): boolean {
  const own = key.split('{', 1)[0];
  return type === 'histogram' ? ['_bucket', '_sum', '_count'].some((end) => own === name + end) : own === name;
}
