import { Unavailable } from '../errors.ts';
import { unreachable } from './connections.ts';
import { isLost, isSilence } from './postgres-failures.ts';

/** What pg's has, with `pipeline` on: it sends what it is asked without waiting for the answers before. */
interface Client {
  connect(): Promise<unknown>;
  query(asked: Asked): Promise<{ rows: unknown[] }>;
  on(event: 'error' | 'end', hear: () => void): unknown;
  end(): Promise<void>;
  connection: { stream: { cork(): void; uncork(): void } };
}

interface Asked {
  name: string;
  text: string;
  values: unknown[];
}

interface Line {
  /** @throws Unavailable where it could not be reached */
  client: Promise<Client>;
  /** How many are asked and not answered. */
  waiting: number;
}

/** So many wait on one connection before another is opened. */
const fewest = 24;

export interface Pipeline {
  /** @throws Unavailable, or what the server says */
  run(text: string, values: readonly unknown[], name: string): Promise<unknown[]>;
  end(): Promise<void>;
}

/**
 * Asks over few connections, many questions on each before the first is answered, and hands those of one turn of the event loop to the
 * operating system at once: on PostgreSQL a page of twenty short queries costs its process most by handing them over one by one. Statements
 * have names, so the server reads and plans them once for a connection. For short queries that only read: each waits for those before it.
 */
export function createPipeline(open: () => Client, most: number): Pipeline {
  const lines: Line[] = [];
  let hasEnded = false;
  /** What has been asked in this turn and not been sent. */
  const corked = new Set<Client>();

  function leave(line: Line): void {
    if (lines.includes(line)) lines.splice(lines.indexOf(line), 1);
  }

  function begin(): Line {
    if (hasEnded) throw new Error('The database is closed.');
    const client = open();
    const line: Line = { client: client.connect().then(() => client, unreachable), waiting: 0 };
    // Who asked it is told; whoever asks next gets another.
    for (const event of ['error', 'end'] as const) client.on(event, () => leave(line));
    line.client.catch(() => leave(line));
    lines.push(line);
    return line;
  }

  function shortest(): Line {
    const known = lines.toSorted((one, other) => one.waiting - other.waiting)[0];
    return known && (known.waiting < fewest || lines.length >= most) ? known : begin();
  }

  function cork(client: Client): void {
    if (corked.has(client)) return;
    if (corked.size === 0) setImmediate(send);
    corked.add(client);
    client.connection.stream.cork();
  }

  function send(): void {
    for (const { connection } of corked) connection.stream.uncork();
    corked.clear();
  }

  async function ask(line: Line, asked: Asked): Promise<unknown[]> {
    line.waiting += 1;
    try {
      const client = await line.client;
      cork(client);
      return (await client.query(asked)).rows;
    } finally {
      line.waiting -= 1;
    }
  }

  return {
    async run(text, values, name) {
      const [line, asked] = [shortest(), { name, text, values: [...values] }];
      try {
        return await ask(line, asked);
      } catch (error) {
        // With the connection, maybe before anything was asked: what only reads is asked once more.
        if (error instanceof Unavailable || !isLost(error)) throw error;
        leave(line);
        // Another would not be answered sooner.
        if (isSilence(error)) throw error;
        return await ask(shortest(), asked);
      }
    },
    async end() {
      hasEnded = true;
      await Promise.all(lines.splice(0).map(async ({ client }) => (await client.catch(() => null))?.end()));
    },
  };
}
