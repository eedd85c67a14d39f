import type { Watch } from './watch.ts';

interface Statement {
  pluck(): Statement;
  get(...parameters: number[]): unknown;
  all(...parameters: number[]): unknown[];
}

interface Connection {
  prepare(text: string): Statement;
  close(): unknown;
}

/**
 * `connection` is given up to it: one that reads anything else for a while does not see what others commit meanwhile. `changed` is called
 * when the version is another one, so that nobody who is told goes on to read what stood there before.
 */
export function watchFile(connection: Connection, changed: () => void): Watch {
  const dataVersion = connection.prepare('pragma data_version').pluck();
  const since = connection.prepare('select id, names from events where id > ? order by id');
  let known = Number.NaN;
  let newest = Number(connection.prepare('select coalesce(max(id), 0) from events').pluck().get());
  return {
    tells: () => true,
    version() {
      const version = Number(dataVersion.get());
      if (version !== known) changed();
      known = version;
      return version;
    },
    touched() {
      const events = since.all(newest) as { id: number; names: string }[];
      newest = events.at(-1)?.id ?? newest;
      return events.map(({ names }) => JSON.parse(names) as string[]);
    },
    newestEvent: () => newest,
    // Each look is at the file as it is.
    catchUp: async () => {},
    close: async () => void connection.close(),
  };
}
