import { expect, test } from '@jest/globals';
import { networkKey } from '../../src/http/network.ts';
import { startApp } from '../support/app.ts';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:db8:1::2:3:4:5', '2001:db8:1:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['64:ff9b::203.0.113.7', '64:ff9b:0:0::/64'],
  ['unknown', 'unknown'],
])('The network of %s is %s', (address, network) => {
  expect(networkKey(address)).toBe(network);
});

test.each([
  ['without a proxy nobody says', {}, [429, 429]],
  ['behind one it says, and nobody before it', { TRUST_PROXY: '1' }, [303, 429]],
])('Where somebody comes from, %s', async (_who, environment, statuses) => {
  const app = await startApp({ environment });
  const ask = (number: number, forwarded: string) =>
    app
      .visitor()
      .post('/your-data')
      .set('X-Forwarded-For', forwarded)
      .set('X-Real-IP', `203.0.113.${number}`)
      .set('Forwarded', `for=203.0.113.${number}`)
      .type('form')
      .send({ email: `reader${number}@example.org` });
  for (let number = 1; number <= 5; number += 1) await ask(number, '198.51.100.7').expect(303);
  const another = await ask(6, '198.51.100.8');
  // What a browser writes itself stands before what the proxy adds.
  const pretending = await ask(7, '198.51.100.9, 198.51.100.7');
  expect([another.status, pretending.status]).toEqual(statuses);
});
