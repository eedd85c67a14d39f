import type { Response } from 'supertest';
import type { Agent } from '../support/app.ts';
import { fillForm, sendForm } from '../support/forms.ts';

const address = '/admin/settings/comments';

/** Turns the outside check on with this key, or off, through the form; '' leaves the field empty. */
export async function setSpamCheck(
  admin: Agent,
  { on = true, key = '' }: { on?: boolean; key?: string },
): Promise<Response> {
  const page = await admin.get(address).expect(200);
  const chosen = on ? 'Are checked by Akismet' : 'Are not checked';
  return sendForm(
    admin,
    fillForm(page, 'Save spam check', { 'Comments of people who are not known yet': chosen, 'API key': key }),
  );
}

/** First comments are held for nothing but what the check says. */
export async function letFirstThrough(admin: Agent): Promise<void> {
  const page = await admin.get(address).expect(200);
  await sendForm(admin, fillForm(page, 'Save rules', { 'first-does': 'off' })).expect(303);
}
