import { beforeEach, expect, test } from '@jest/globals';
import { chooseMails } from '../../src/accounts/actions/mail-choices.ts';
import type { Person } from '../../src/accounts/person.ts';
import { addPerson } from '../support/factories.ts';
import { type MailServer, readMail, startMailServer } from '../support/mail-server.ts';
import { type Newsroom, report, startNewsroom, what, where } from './newsroom.ts';

/* What the desk is told by mail when a reader reports an error. */

let server: MailServer;
let newsroom: Newsroom;
let ilse: Person;

beforeEach(async () => {
  server = await startMailServer();
  newsroom = await startNewsroom({ environment: { SMTP_URL: server.url } });
  ilse = await addPerson(newsroom.context, { role: 'editor', name: 'Ilse Brandt', email: 'ilse@courier.northgate' });
  await addPerson(newsroom.context, { role: 'author', name: 'Jonas Roth', email: 'jonas@courier.northgate' });
});

async function come() {
  await newsroom.context.mail.deliver();
  return server.received.splice(0).map(({ to, raw }) => ({ to: to[0], ...readMail(raw) }));
}

test('Editors are told of the first report of a story, once, without what the reader wrote or who they are', async () => {
  const story = await newsroom.write({ headline: 'The council votes' });
  await report(newsroom.reader(), story.path, {
    [what]: 'See https://casino.example',
    [where]: 'renske@post.northgate',
  });
  await report(newsroom.reader(), story.path, { [what]: 'It was 31 votes.' });
  const mails = await come();
  expect(mails.map(({ to, headers }) => [to, headers.subject])).toEqual([
    ['ilse@courier.northgate', 'A reader reports an error at The Alder Courier'],
  ]);
  expect(mails[0]?.text).toBe(`A reader reports an error in a story:

The council votes
http://news.example${story.path}

In the newsroom:
http://news.example/admin/reports

The Alder Courier

You are told when a reader reports an error in a story, while no other report on it is open. To stop these mails, open http://news.example/admin/account
`);
});

test('Once the reports are answered, the next one is told again; another story is told by itself', async () => {
  const [one, other] = [await newsroom.write({ headline: 'One' }), await newsroom.write({ headline: 'Other' })];
  await report(newsroom.reader(), one.path);
  await report(newsroom.reader(), other.path);
  expect(await come()).toHaveLength(2);
  await newsroom.desk.post('/admin/reports/1/decline').type('form').send({ answer: 'It is so.' }).expect(303);
  await report(newsroom.reader(), one.path, { [what]: 'It was 32.' });
  await report(newsroom.reader(), other.path, { [what]: 'It was 32.' });
  expect((await come()).map(({ text }) => text.includes('\nOne\n'))).toEqual([true]);
});

test('Who does not want these mails gets none', async () => {
  await chooseMails(newsroom.context, ilse, []);
  await report(newsroom.reader(), (await newsroom.write()).path);
  expect(await come()).toEqual([]);
});
