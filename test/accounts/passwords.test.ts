import { describe, expect, test } from '@jest/globals';
import { demoPassword, hashPassword, makePassword, verifyPassword } from '../../src/accounts/passwords.ts';
import { passwordProblem } from '../../src/accounts/person.ts';

const password = 'the tide turns at four';

describe('A password', () => {
  test('is hashed with argon2id, 19 MiB, two passes, and differently each time', async () => {
    const [one, other] = await Promise.all([hashPassword(password), hashPassword(password)]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(await verifyPassword(one, password)).toBe(true);
    expect(await verifyPassword(one, `${password} `)).toBe(false);
  });

  test.each([
    ['composed and decomposed letters', 'cafe\u0301 au lait, s’il vous plaît', 'café au lait, s’il vous plaît', true],
    ['what stands after a NUL', 'the tide turns\u0000at four', 'the tide turns\u0000at five', false],
    ['letters beyond the first plane', '🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀', '🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🐟', false],
    ['case', password, password.toUpperCase(), false],
  ])('compares %s', async (_what, stored, typed, same) => {
    expect(await verifyPassword(await hashPassword(stored), typed)).toBe(same);
  });

  test('is refused where nobody has the account, after the time that a wrong one takes', async () => {
    const hash = await hashPassword(password);
    expect(await verifyPassword(null, password)).toBe(false);
    const [known = 0, unknown = 0] = await quickest([
      () => verifyPassword(hash, 'wrong'),
      () => verifyPassword(null, 'wrong'),
    ]);
    expect(unknown).toBeGreaterThan(known / 2);
    expect(unknown).toBeLessThan(known * 2);
  });

  test('waits in line in a flood, and the line ends somewhere', async () => {
    const hash = await hashPassword(password);
    const results = await Promise.allSettled(Array.from({ length: 300 }, () => verifyPassword(hash, password)));
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(98);
    expect(String((refused[0] as PromiseRejectedResult).reason)).toContain('Unavailable: Too many people');
    expect(await verifyPassword(hash, password)).toBe(true);
  }, 60_000);

  test.each([
    ['', 'A password needs at least 12 characters.'],
    ['eleven lett', 'A password needs at least 12 characters.'],
    ['twelve lette', null],
    ['🦀'.repeat(11), 'A password needs at least 12 characters.'],
    ['🦀'.repeat(200), null],
    ['a'.repeat(201), 'A password may have at most 200 characters.'],
  ])('that somebody wants must have 12 to 200 characters: %j', (wanted, problem) => {
    expect(passwordProblem(wanted)).toBe(problem);
  });
});

describe('A password made here', () => {
  test('can be read out, and is long enough', () => {
    expect(makePassword()).toMatch(/^[a-z]{5}(-[a-z]{5}){3}$/);
    expect(makePassword()).not.toBe(makePassword());
    expect(passwordProblem(makePassword())).toBeNull();
  });

  test('for the demo is the same at each start of one install, and another elsewhere', () => {
    const one = demoPassword('secret', 'mara@courier.example');
    expect(one).toMatch(/^[a-z]{5}(-[a-z]{5}){2}$/);
    expect(passwordProblem(one)).toBeNull();
    expect(demoPassword('secret', 'mara@courier.example')).toBe(one);
    expect(demoPassword('another secret', 'mara@courier.example')).not.toBe(one);
    expect(demoPassword('secret', 'ines@courier.example')).not.toBe(one);
  });
});

/** Milliseconds, of each the fewest; in turns, so that a busy moment is not that of one alone. */
async function quickest(works: (() => Promise<unknown>)[]): Promise<number[]> {
  const fewest = works.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < 12; round += 1) {
    for (const [index, work] of works.entries()) {
      const start = performance.now();
      await work();
      fewest[index] = Math.min(fewest[index] ?? 0, performance.now() - start);
    }
  }
  return fewest;
}
