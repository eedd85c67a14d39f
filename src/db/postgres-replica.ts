/** How often it is compared with the server that it follows, and for how long that holds: in milliseconds. */
const [compareEvery, holds] = [1000, 2500];
/** What pg's has. */
interface Pool<Client> {
  query(text: string): Promise<{ rows: { id: number }[] }>;
  connect(): Promise<Client>;
  end(): Promise<void>;
}

const newestEvent = 'select coalesce(max(id), 0)::int8 as id from events';

/**
 * Reads from a replica as long as it has all that its server had a second before it was looked at, else from the server itself: one that lags behind,
 * or is gone, is as none.
 */
export function followReplica<Client>({
  server,
  replica,
}: {
  server: Pool<Client>;
  replica: Pool<Client>;
}): Pick<Pool<Client>, 'connect' | 'end'> {
  let [before, followedAt] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const ask = async (pool: Pool<Client>): Promise<number> => (await pool.query(newestEvent)).rows[0]?.id ?? 0;

  async function compare(): Promise<void> {
    const begun = performance.now();
    try {
      const [there, here] = await Promise.all([ask(replica), ask(server)]);
      if (there >= before) followedAt = begun;
      before = here;
    } catch {
      // Whoever does not answer follows nobody.
    }
  }

  const timer = setInterval(() => void compare(), compareEvery).unref();
  const first = compare();
  return {
    async connect() {
      if (performance.now() - followedAt > holds) return server.connect();
      return replica.connect().catch(() => {
        followedAt = Number.NEGATIVE_INFINITY;
        return server.connect();
      });
    },
    async end() {
      clearInterval(timer);
      await first;
      await replica.end();
    },
  };
}
