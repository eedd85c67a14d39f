import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The path of a Chromium: of the variable CHROMIUM, else where systems put it; on Debian, for root, it is installed.
 * @throws Error with the one line that gets it.
 */
export function findChromium(): string {
  const found = installed();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    execFileSync(
      'sh',
      ['-c', 'apt-get update && apt-get install -y --no-install-recommends chromium fonts-liberation'],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      },
    );
  }
  const now = installed();
  if (now) return now;
  throw new Error(
    'The browser tests need Chromium. On Debian: sudo apt-get install -y chromium fonts-liberation. Elsewhere set CHROMIUM to its path.',
  );
}

function installed(): string | undefined {
  const given = process.env.CHROMIUM;
  if (given && !existsSync(given)) throw new Error(`CHROMIUM is ${given}, where there is nothing.`);
  return given || places.find((place) => existsSync(place));
}
