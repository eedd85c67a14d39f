import { expect, jest, test } from '@jest/globals';
import { killAgain } from '../../bench/killed.ts';
import { newDatabaseUrl, newFolder } from '../support/database.ts';

// Each kill is a start of the program, under load.
jest.setTimeout(120_000);

test('Killed in the middle of comments, saves, publications and uploads, it has all that was answered, and nothing by half', async () => {
  const killed = await killAgain(newFolder(), await newDatabaseUrl(), { kills: 4, directly: true });
  const { seed, lost, faults, answered } = killed;
  expect({ seed, lost, faults }).toEqual({ seed, lost: [], faults: [] });
  expect(Object.values(answered).flat().length).toBeGreaterThanOrEqual(4);
});
