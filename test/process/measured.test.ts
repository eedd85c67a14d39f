import { expect, jest, test } from '@jest/globals';
import { type Measurements, readMeasurements } from '../support/measurements.ts';
import { type Client, connectedWith, connectToAll, isAlive, type Several, soon, startSeveral } from './several.ts';

jest.setTimeout(60_000);

const token = 'a-token-for-tests';

async function ask(client: Client): Promise<Measurements['values']> {
  const { status, body } = await client.ask('/metrics', { Authorization: `Bearer ${token}` });
  expect(status).toBe(200);
  return readMeasurements(body).values;
}

/** One client of each process. */
async function oneOfEach(several: Several): Promise<Client[]> {
  const clients = await connectToAll(several, 1);
  return several.pids().map((pid) => {
    const ports = connectedWith(pid, several.port);
    const client = clients.find(({ from }) => ports.includes(from));
    if (!client) throw new Error('Nobody is connected with it.');
    return client;
  });
}

const answered = 'broadsheet_answers_total{kind="list",status="2xx"}';

test('Whichever process is asked tells the numbers of all, and they do not fall when one is killed', async () => {
  const several = await startSeveral(2, { METRICS_TOKEN: token });
  const clients = await oneOfEach(several);
  const [killed = 0] = several.pids();
  // The first page of each is made, the others are given from those that are kept.
  for (const client of clients) for (let times = 0; times < 5; times += 1) await client.ask('/');
  const [first = {}, second = {}] = [await ask(clients[0] as Client), await ask(clients[1] as Client)];
  for (const values of [first, second]) {
    expect(values).toMatchObject({
      [answered]: 10,
      broadsheet_processes: 2,
      broadsheet_kept_pages: 2,
      broadsheet_kept_hits_total: 8,
      broadsheet_kept_misses_total: 2,
      broadsheet_process_restarts_total: 0,
    });
    expect(values.process_resident_memory_bytes).toBeGreaterThan(150_000_000);
  }
  process.kill(killed, 'SIGKILL');
  await soon(() => !isAlive(killed) && several.pids().length === 2);
  const left = await ask((await oneOfEach(several))[0] as Client);
  expect(left).toMatchObject({ [answered]: 10, broadsheet_processes: 2, broadsheet_process_restarts_total: 1 });
  expect(left.broadsheet_kept_pages).toBe(1);
  expect(left.process_cpu_seconds_total).toBeGreaterThan(second.process_cpu_seconds_total ?? 0);
});
