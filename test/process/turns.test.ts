import { expect, test } from '@jest/globals';
import { startChild } from '../support/children.ts';

test('Processes do in turn what only one may do at a time, and one that is killed in the middle holds up nobody', async () => {
  const { code, stdout, stderr } = await startChild(['test/support/turns-child.ts']).ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const steps = stdout.trim().split('\n');
  const begun = steps.filter((step) => step.endsWith('begins'));
  // Four of each, and of the one that died those until then.
  expect(begun.sort()).toEqual([
    ...Array.from({ length: 4 }, () => '1 begins'),
    ...Array.from({ length: 2 }, () => '2 begins'),
    ...Array.from({ length: 4 }, () => '3 begins'),
  ]);
  // What one began it ended before another began, but for what it died of.
  const died = steps.lastIndexOf('2 begins');
  const whole = steps.filter((_, index) => index !== died);
  for (let at = 0; at < whole.length; at += 2) {
    const [who] = whole[at]?.split(' ') ?? [];
    expect(whole.slice(at, at + 2)).toEqual([`${who} begins`, `${who} ends`]);
  }
});
