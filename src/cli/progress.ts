import cliProgress from 'cli-progress';

export interface Bar {
  /** @param total of whatever is counted */
  begin(total: number, said?: object): void;
  /** So much more is done. */
  add(count: number, said?: object): void;
  end(): void;
}

/** Where somebody watches. @param said what `format` names beside the bar */
export function createBar(format: string): Bar {
  const bar = new cliProgress.SingleBar({
    format: `{bar} {percentage}%  ${format}`,
    hideCursor: true,
    stream: process.stderr,
    barsize: 24,
  });
  return {
    // One more than there is, so that nothing at all is whole, too.
    begin: (total, said = {}) => bar.start(Math.max(total, 1), 0, said),
    add: (count, said = {}) => bar.increment(count, said),
    end: () => bar.stop(),
  };
}

export const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

export const filesOf = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`;
