export interface Measurements {
  types: Record<string, string>;
  /** By name and labels, as they are written. */
  values: Record<string, number>;
}

const ends = { counter: [''], gauge: [''], histogram: ['_bucket', '_sum', '_count'] };

/** Reads what Prometheus reads. @throws Error where it is not of the format, or a number stands below another name */
export function readMeasurements(text: string): Measurements {
  const measurements: Measurements = { types: {}, values: {} };
  if (!text.endsWith('\n')) throw new Error('The last line has no end.');
  let allowed: string[] = [];
  for (const line of text.trimEnd().split('\n')) {
    if (/^# HELP [a-z_]+ \S/.test(line)) continue;
    const [, named = '', type = ''] = /^# TYPE ([a-z_]+) (counter|gauge|histogram)$/.exec(line) ?? [];
    if (named) {
      allowed = (ends[type as keyof typeof ends] ?? []).map((end) => named + end);
      measurements.types[named] = type;
      continue;
    }
    const [, key = '', name = '', value = ''] =
      /^(([a-z_]+)(?:\{[a-z]+="[^"]+"(?:,[a-z]+="[^"]+")*\})?) (\S+)$/.exec(line) ?? [];
    if (!allowed.includes(name) || key in measurements.values || !Number.isFinite(Number(value))) throw new Error(line);
    measurements.values[key] = Number(value);
  }
  return measurements;
}
