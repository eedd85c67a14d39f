import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { publishDue } from '../../src/articles/actions/schedule.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm, sendForm } from '../support/forms.ts';
import { type MailServer, readMail, startMailServer } from '../support/mail-server.ts';
import { readPage } from '../support/pages.ts';
import {
  complete,
  edit,
  type Newsroom,
  openPanel,
  press,
  publishChanges,
  schedule,
  startNewsroom,
  write,
} from './newsroom.ts';

let server: MailServer;
let newsroom: Newsroom;
let ilse: Person;
let noor: Person;
let author: Agent;

beforeEach(async () => {
  server = await startMailServer();
  newsroom = await startNewsroom({ zone: 'Europe/Berlin', environment: { SMTP_URL: server.url } });
  const { context } = newsroom;
  // Addresses that mail can reach.
  await context.db.transaction((tx) =>
    tx.updateTable('people').set({ email: 'mara@courier.northgate' }).where('id', '=', newsroom.editor.id).execute(),
  );
  ilse = await addPerson(context, { role: 'author', name: 'Ilse Brandt', email: 'ilse@courier.northgate' });
  noor = await addPerson(context, { role: 'admin', name: 'Noor Haddad', email: 'noor@courier.northgate' });
  await addPerson(context, { role: 'moderator', name: 'Pim Vos', email: 'pim@courier.northgate' });
  author = await newsroom.signIn(ilse);
});

interface Come {
  to: string | undefined;
  subject: string | undefined;
  text: string;
}

/** What has come since the last time, by the name of who it went to. */
async function come(): Promise<Come[]> {
  await newsroom.context.mail.deliver();
  const mails = server.received.splice(0).map(({ to, raw }) => {
    const { headers, text } = readMail(raw);
    return { to: to[0]?.split('@')[0], subject: headers.subject, text };
  });
  return mails.sort((a, b) => String(a.to).localeCompare(String(b.to)));
}

const to = (mails: Come[]) => mails.map((mail) => mail.to);

const editorOf = (id: number) => `/admin/articles/${id}`;

const at = (path: string) => newsroom.url + path;

const publish = async (id: number) =>
  sendForm(newsroom.desk, fillForm(await openPanel(newsroom.desk, id), 'Publish')).expect(303);

async function handIn(values: Record<string, string> = {}): Promise<number> {
  const id = await write(author, complete);
  expect((await edit(author, id, values, 'Save and ask for review')).status).toBe(303);
  return id;
}

describe('A story that is handed in', () => {
  test('is told to the whole desk where nobody is named, with the note and where it is', async () => {
    const id = await handIn({ 'What to look at': 'Is “halt” right? <b>ثانيا</b>' });
    const mails = await come();
    expect(to(mails)).toEqual(['mara', 'noor']);
    const [{ subject, text } = mails[0] as Come] = mails;
    expect(subject).toMatch(/^A story waits for review at /);
    expect(subject).not.toContain('Dockers');
    expect(text).toContain('Ilse Brandt asks the desk to review a story:\n\nDockers halt speech');
    expect(text).toContain('“Is “halt” right? <b>ثانيا</b>”');
    expect(text).toContain(at(editorOf(id)));
    expect(text).toContain(`To stop these mails, open ${at('/admin/account')}`);
    const page = readPage(await newsroom.desk.get(editorOf(id)).expect(200));
    expect(page.texts('.remark')[0]).toBe('Ilse Brandt hands this in for review: Is “halt” right? <b>ثانيا</b>');
  });

  test('is told to who is asked alone, and the story says so', async () => {
    // A new one, saved by the same press.
    const asked = { ...complete, 'Who is to review it': 'Noor Haddad' };
    const id = await write(author, asked, 'Save and ask for review');
    const mails = await come();
    expect(to(mails)).toEqual(['noor']);
    expect(mails[0]?.text).toContain('Ilse Brandt asks you to review a story:');
    const page = readPage(await newsroom.desk.get(editorOf(id)).expect(200));
    expect(page.texts('.remark')[0]).toContain('Noor Haddad is asked to review this');
  });

  test('is not told to who hands it in, and only the desk can be asked', async () => {
    const id = await write(newsroom.desk, complete);
    const page = await newsroom.desk.get(editorOf(id)).expect(200);
    expect(page.text).toMatch(/All editors<\/option><option value="\d+">Noor Haddad<\/option>\s*<\/select>/);
    const form = fillForm(page, 'Save and ask for review');
    const asked = { ...form, fields: { ...form.fields, reviewer: String(ilse.id), reviewNote: 'Kept.' } };
    const refused = await sendForm(newsroom.desk, asked).expect(422);
    expect(refused.text).toContain('Choose an editor, or all of them.');
    expect(fillForm(refused, 'Save and ask for review').fields.reviewNote).toBe('Kept.');
    expect(await come()).toEqual([]);
    await edit(newsroom.desk, id, {}, 'Submit for review');
    expect(to(await come())).toEqual(['noor']);
  });

  test('and is sent back is told to its writers, with what should change', async () => {
    const id = await handIn();
    await come();
    await press(newsroom.desk, editorOf(id), 'Send back to draft', { 'What should change': 'Name the source.' });
    const mails = await come();
    expect(to(mails)).toEqual(['ilse']);
    expect(mails[0]?.text).toContain('Mara Oyelaran sent back a story of yours');
    expect(mails[0]?.text).toContain('“Name the source.”');
  });
});

describe('A story that is published', () => {
  test('is told to its writers with its address, once, and not for what is changed afterwards', async () => {
    const id = await handIn();
    await come();
    await publish(id);
    const mails = await come();
    expect(to(mails)).toEqual(['ilse']);
    expect(mails[0]?.text).toContain('Mara Oyelaran published a story of yours:');
    expect(mails[0]?.text).toContain(at('/2026/11/23/dockers-halt-speech'));
    await publishChanges(newsroom.desk, id, { values: { Text: 'More.' } });
    expect(await come()).toEqual([]);
  });

  test('by the schedule is told when it comes out, whoever notices first', async () => {
    const [first, second] = [await handIn(), await handIn({ Headline: 'Second' })];
    await come();
    for (const id of [first, second]) {
      expect((await schedule(newsroom.desk, id, { at: '2026-11-23T14:00' })).status).toBe(303);
    }
    expect(await come()).toEqual([]);
    newsroom.clock.advance({ hours: 2 });
    const withdrawing = newsroom.desk.post(`${editorOf(first)}/withdraw`).type('form');
    await withdrawing.send({ reason: 'Not so.' }).expect(303);
    await publishDue(newsroom.context);
    const mails = await come();
    expect(to(mails)).toEqual(['ilse', 'ilse']);
    for (const { text } of mails) expect(text).toContain('A story of yours came out as scheduled:');
    await publishDue(newsroom.context);
    expect(await come()).toEqual([]);
  });

  test('by its own writer is told to nobody', async () => {
    const id = await write(newsroom.desk, complete);
    await publish(id);
    expect(await come()).toEqual([]);
  });
});

describe('On their page', () => {
  test('everybody chooses which mails they get', async () => {
    const admin = await newsroom.signIn(noor);
    const page = await admin.get('/admin/account').expect(200);
    expect(readPage(page).texts('.check')).toEqual([
      'A story is handed in for review, to you or to all editors',
      'A story of yours is sent back to you',
      'Somebody else or the schedule publishes a story of yours',
      'A reader reports an error in a story, while no other report on it is open',
    ]);
    const form = fillForm(page, 'Save');
    expect(form.fields).toEqual({ review: 'on', changes: 'on', published: 'on', reported: 'on' });
    const { review: _none, ...fields } = form.fields;
    await sendForm(admin, { ...form, fields })
      .expect(303)
      .expect('Location', '/admin/account?done=saved');
    expect(fillForm(await admin.get('/admin/account?done=saved'), 'Save').fields).toEqual(fields);
    await handIn();
    expect(to(await come())).toEqual(['mara']);
  });

  test('writers are offered what can happen to them, and a moderator is told that there is nothing', async () => {
    expect(readPage(await author.get('/admin/account').expect(200)).texts('.check')).toHaveLength(2);
    const moderator = await newsroom.signIn('moderator');
    expect(readPage(await moderator.get('/admin/account').expect(200)).main).toContain(
      'There are no mails for your role',
    );
    await newsroom.visitor().get('/admin/account').expect(303);
  });

  test('what is not theirs to choose changes nothing', async () => {
    const send = (fields: Record<string, string>) =>
      author.post('/admin/account').type('form').send(fields).expect(303);
    await send({ review: 'on', nonsense: 'x', mails_off: '[]' });
    const rows = newsroom.context.db.reader.selectFrom('people').select('mails_off').where('id', '=', ilse.id);
    expect(JSON.parse((await rows.executeTakeFirstOrThrow()).mails_off)).toEqual(['changes', 'published']);
  });
});
