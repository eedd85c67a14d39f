import { Secret, TOTP } from 'otpauth';
import type { Agent, Started } from './app.ts';
import type { Clock } from './clock.ts';
import { fillForm, sendForm } from './forms.ts';
import { readPage } from './pages.ts';

/** An app for codes, as somebody has it on their telephone. */
export interface App {
  secret: string;
  /** What it shows now, or so many seconds from now. */
  code(seconds?: number): string;
  /** What stood on paper beside it. */
  recoveryCodes: string[];
}

/** An app into which the key of this page was typed. */
export function appFrom(html: string, clock: Pick<Clock, 'now'>): App {
  const secret = (/Key<br><code dir="ltr">([A-Z2-7 ]+)</.exec(html)?.[1] ?? '').replaceAll(' ', '');
  return {
    secret,
    code: (seconds = 0) =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.parse(clock.now()) + seconds * 1000 }),
    recoveryCodes: [],
  };
}

/** Sets up a second step for who is signed in there, through the form. */
export async function setUpStep(newsroom: Started, agent: Agent, path = '/admin/account/second-step'): Promise<App> {
  const page = await agent.get(path).expect(200);
  const app = appFrom(page.text, newsroom.clock);
  const done = await sendForm(agent, fillForm(page, 'Turn it on', { 'Code that the app shows': app.code() }));
  if (done.status !== 200) throw new Error(`Setting up answered ${done.status}.`);
  return { ...app, recoveryCodes: readPage(done).texts('code') };
}
