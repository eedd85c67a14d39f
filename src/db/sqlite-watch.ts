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
  let known = Number.NaN;
  const newest = connection.prepare('select coalesce(max(id), 0) from events').pluck();
  const since = connection.prepare('select id, names from events where id > ? order by id');
  return {
    version() {
      const version = Number(dataVersion.get());
      if (version !== known) changed();
      known = version;
      return version;
    },
    newestEvent: () => Number(newest.get()),
    eventsSince: (id) =>
      (since.all(id) as { id: number; names: string }[]).map((event) => ({
        id: event.id,
        names: JSON.parse(event.names) as string[],
      })),
    close: () => void connection.close(),
  };
}
