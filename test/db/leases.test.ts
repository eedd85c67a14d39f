import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { createLease, secondsSinceDone, whileHeld } from '../../src/db/leases.ts';
import { startChild } from '../support/children.ts';
import { cleanUp } from '../support/clean-up.ts';
import { newDatabase, newDatabaseUrl, openUrl } from '../support/database.ts';
import type { Task } from '../support/database-child.ts';

const start = (url: string, task: Task) =>
  startChild(['test/support/database-child.ts', JSON.stringify({ url, task })]);

const long = { name: 'sweep', term: 60_000 };
const short = { name: 'sweep', term: 600 };

describe('A lease', () => {
  test('is one process’s own, and renewed by it alone', async () => {
    const db = await newDatabase();
    const [one, other] = [createLease(db, long), createLease(db, long)];
    expect([one.isHeld(), await one.take(), one.isHeld()]).toEqual([false, true, true]);
    expect([await other.take(), other.isHeld()]).toEqual([false, false]);
    expect(await one.take()).toBe(true);
    expect(await createLease(db, { ...long, name: 'another' }).take()).toBe(true);
  });

  test('is free at once when it is released, and by nobody else', async () => {
    const db = await newDatabase();
    const [one, other] = [createLease(db, long), createLease(db, long)];
    await one.take();
    await other.release();
    expect(await other.take()).toBe(false);
    await one.release();
    expect([one.isHeld(), await other.take(), await one.take()]).toEqual([false, true, false]);
  });

  test('goes to one of many who ask at the same time', async () => {
    const db = await newDatabase();
    const leases = Array.from({ length: 8 }, () => createLease(db, long));
    expect((await Promise.all(leases.map((lease) => lease.take()))).filter(Boolean)).toHaveLength(1);
  });

  test('is over with its term, for its holder not later than for others', async () => {
    const db = await newDatabase();
    const [one, other] = [createLease(db, short), createLease(db, short)];
    await one.take();
    let taken = false;
    while (!taken) {
      const held = one.isHeld();
      taken = await other.take();
      if (held) expect(one.isHeld() && taken).toBe(false);
    }
    expect([one.isHeld(), await one.take(), other.isHeld()]).toEqual([false, false, true]);
  });

  test('whose end a wrong clock has set is over', async () => {
    const db = await newDatabase();
    const row = { name: 'sweep', holder: 'somebody', until: '2999-01-01T00:00:00.000Z', done_at: null };
    await db.transaction((tx) => tx.insertInto('leases').values(row).execute());
    expect(await createLease(db, long).take()).toBe(true);
  });

  test('knows when its work was last done, whoever did it', async () => {
    const db = await newDatabase();
    const [one, other] = [createLease(db, long), createLease(db, long)];
    await one.take();
    expect(await secondsSinceDone(db, 'sweep')).toBeNull();
    await one.take(true);
    await one.release();
    await other.take();
    await wait(20);
    const seconds = (await secondsSinceDone(db, 'sweep')) ?? Number.NaN;
    expect(seconds).toBeGreaterThan(0.01);
    expect(seconds).toBeLessThan(10);
  });

  test('is kept while there is work, and then somebody else’s who waits', async () => {
    const db = await newDatabase();
    const steps: string[] = [];
    const work = (name: string) => async () => {
      steps.push(`${name} begins`);
      await wait(3 * short.term);
      steps.push(`${name} ends`);
    };
    await Promise.all([whileHeld(db, short, work('one')), whileHeld(db, short, work('other'))]);
    const [first] = steps[0]?.split(' ') ?? [];
    const second = first === 'one' ? 'other' : 'one';
    expect(steps).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`]);
  });

  test('is given back where the work fails', async () => {
    const db = await newDatabase();
    const failing = whileHeld(db, long, () => Promise.reject(new Error('It failed.')));
    await expect(failing).rejects.toThrow('It failed.');
    expect(await createLease(db, long).take()).toBe(true);
  });

  test('of a process that is killed in the middle of its work is another’s after its end, and not before', async () => {
    const url = await newDatabaseUrl();
    const db = openUrl(url);
    cleanUp(() => db.close());
    const term = 1500;
    const holder = start(url, { kind: 'lease', term });
    await holder.printed('held');
    const lease = createLease(db, { name: 'sweep', term });
    // It keeps it for longer than a term.
    await wait(1.5 * term);
    expect(await lease.take()).toBe(false);
    holder.process.kill('SIGKILL');
    await holder.ended;
    const killed = performance.now();
    expect(await lease.take()).toBe(false);
    while (!(await lease.take())) await wait(20);
    expect(performance.now() - killed).toBeLessThan(2 * term);
  });
});
