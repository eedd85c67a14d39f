import { demoPassword } from '../src/accounts/actions.ts';
import type { Role } from '../src/accounts/person.ts';
import type { openDatabase } from '../src/db/database.ts';
import { readSetting } from '../src/db/settings.ts';

/** Signs in somebody of the demo newsroom who has the role. @returns what to send as Cookie */
export async function signIn(url: string, database: ReturnType<typeof openDatabase>, role: Role): Promise<string> {
  const people = database.reader.selectFrom('people').select('email').where('role', '=', role);
  const { email } = await people.executeTakeFirstOrThrow();
  const password = demoPassword((await readSetting(database.reader, 'secret')) ?? '', email);
  const headers = { 'Sec-Fetch-Site': 'same-origin' };
  const body = new URLSearchParams({ email, password });
  const answer = await fetch(`${url}/admin/sign-in`, { method: 'POST', headers, body, redirect: 'manual' });
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}
