import { expect, test } from '@jest/globals';
import { newDatabaseUrl, openUrl } from '../support/database.ts';
import { startMailServer } from '../support/mail-server.ts';
import { startProgram } from './program.ts';

test('A mail that a process left behind goes out when the next one starts', async () => {
  const server = await startMailServer();
  const url = await newDatabaseUrl();
  const database = openUrl(url);
  const at = '2026-11-23T12:00:00.000Z';
  const mail = {
    message_id: 'one@news.example',
    recipient: 'renske@post.northgate',
    subject: 'Your report',
    text: 'So.',
  };
  const died = { created_at: at, due_at: at, attempts: 1, leased_until: '2026-11-23T12:05:00.000Z', language: 'en' };
  await database.transaction((tx) =>
    tx
      .insertInto('outgoing_mails')
      .values({ ...mail, ...died })
      .execute(),
  );
  const received = new Promise<void>((resolve) => server.onReceived(resolve));
  startProgram({ DATABASE_URL: url, SMTP_URL: server.url });
  await received;
  expect(server.received).toMatchObject([{ to: ['renske@post.northgate'] }]);
  await database.close();
});
