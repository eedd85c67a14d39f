import { expect, test } from '@jest/globals';
import { guessableProblem } from '../../src/accounts/common-passwords.ts';
import { makePassword } from '../../src/accounts/passwords.ts';

const owner = {
  name: 'Ilse van den Brandt',
  email: 'ilse.brandt@alder-courier.example',
  newsroom: 'The Alder Courier',
};
const problem = (password: string) => guessableProblem(password, owner);

test.each([
  ...['123456789012', 'passwordpassword', 'password2026!', 'P@ssw0rd2026!!', 'qwertyuiopasdf', 'QWERTYUIOP[]'],
  ...[
    '1q2w3e4r5t6y',
    'sunshinemonkey',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'abcdefghijklm',
    'zyxwvutsrqpo',
    '!!!!!!!!!!!!',
  ],
  ...['iloveyou123456', 'letmein-letmein', 'Football2025??', '098765432109', 'qazwsxedcrfv', '2026-11-23 12:00'],
])('%s is among those that are tried first', (password) => {
  expect(problem(password)).toContain('tried first');
});

test.each(['IlseBrandt2026', 'brandt.ilse.99', 'AlderCourier!1', 'thealdercourier', 'ilse@alder-courier'])(
  '%s is made of names',
  (password) => {
    expect(problem(password)).toContain('a name, an address or the newsroom');
  },
);

test.each([
  ...['a lighthouse in the fog', 'the tide turns at four', 'Herring for breakfast, again', 'kvintal-obrok-93-sne'],
  ...[
    'ilse sells sea shells',
    'Мы ждём прилива в порту',
    'الميناء مغلق في الليل',
    '海辺の灯台はまだ暗いままです',
    'x8#Lq2!vTz9@',
  ],
])('%s can be chosen', (password) => {
  expect(problem(password)).toBeNull();
});

test('What the program makes is never refused, and the longest password is judged at once', () => {
  for (let count = 0; count < 500; count += 1) expect(problem(makePassword())).toBeNull();
  const start = performance.now();
  for (const letter of ['ab', 'a', 'aaaaab']) problem(letter.repeat(200).slice(0, 199));
  expect(performance.now() - start).toBeLessThan(500);
});
