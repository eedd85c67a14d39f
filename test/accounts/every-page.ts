import type { Test } from 'supertest';
import type { Started } from '../support/app.ts';
import { askedOf, newDevice } from '../support/authenticator.ts';
import { addPerson, password } from '../support/factories.ts';
import { setUpStep } from '../support/second-steps.ts';
import { addResetLink } from '../support/sign-in.ts';

type Asked = [ask: () => Test, status: number];

const keys = '/admin/account/passkeys';
const own = '/admin/account/second-step';

/** Each kind of page about how people sign in, and the status that it answers. */
export async function signInPages(newsroom: Started): Promise<Asked[]> {
  const person = await addPerson(newsroom.context, { role: 'admin' });
  const agent = await newsroom.signIn(person);
  const fresh = await newsroom.signIn('author');
  await setUpStep(newsroom, agent);
  const passkey = newDevice(newsroom.url).create(await askedOf(agent, 'add'));
  await agent.post(keys).type('form').send({ keyName: 'My telephone', passkey }).expect(303);
  const resetPath = await addResetLink(newsroom.context, person.id);
  const begun = newsroom.visitor();
  await begun.post('/admin/sign-in').type('form').send({ email: person.email, password }).expect(303);
  const later = () => {
    newsroom.clock.advance({ minutes: 10 });
    return agent;
  };
  const wrong = { code: '000000' };
  return [
    [() => begun.get('/admin/second-step?next=/admin/comments'), 200],
    [() => begun.post('/admin/second-step').type('form').send(wrong), 422],
    [() => agent.get(own), 200],
    [() => agent.get(`${own}?anew`), 200],
    [() => agent.get('/admin/account?done=step-ended'), 200],
    [() => agent.post(`${own}/codes`), 200],
    [() => fresh.get(`${own}?next=/admin/comments`), 200],
    [() => fresh.post(own).type('form').send(wrong), 422],
    [() => agent.get('/admin/reset'), 200],
    [() => agent.get('/admin/reset?sent'), 200],
    [() => agent.post('/admin/reset').type('form').send({ email: 'x' }), 422],
    [() => agent.get('/admin/reset/none'), 404],
    [() => agent.get(resetPath), 200],
    [() => agent.post(resetPath).type('form').send({ password: 'short' }), 422],
    [() => agent.get('/admin/account/password'), 200],
    [() => agent.post('/admin/account/password').type('form').send({ password: 'x' }), 422],
    [() => agent.get('/admin/account?done=password'), 200],
    [() => newsroom.visitor().get('/admin?reset'), 200],
    [() => agent.get(keys), 200],
    [() => agent.get('/admin/account/sessions?done=others'), 200],
    [() => fresh.get(`${keys}?done=removed`), 200],
    [() => agent.post(keys).type('form').send({ keyName: 'K', passkey: 'x' }), 422],
    [() => newsroom.visitor().post('/admin/passkey'), 422],
    [() => agent.get('/admin/settings/sign-in?done'), 200],
    [() => agent.get(`/admin/people/${person.id}`), 200],
    [() => agent.get(`/admin/people/${person.id}/second-step`), 200],
    [() => later().post(`${own}/codes`), 401],
    [() => agent.post(`${own}/codes`).type('form').send({ proof: 'wrong' }), 422],
  ];
}
