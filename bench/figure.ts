/** One measured thing, as it is printed and kept. */
export interface Figure {
  name: string;
  value: string;
  /** How the value was taken. */
  how: string;
  /** Null where nothing is asked of it. */
  bound: string | null;
  pass: boolean;
}

export const median = (values: number[]): number => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** Lines of a table, the last column as wide as it comes. */
export function table(figures: Figure[]): string[] {
  const rows = [
    ['', 'figure', 'value', 'bound', 'how it was taken'],
    ...figures.map(({ name, value, how, bound, pass }) => [verdict(bound, pass), name, value, bound ?? '', how]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

const verdict = (bound: string | null, pass: boolean) => (bound === null && pass ? '' : pass ? 'PASS' : 'FAIL');
