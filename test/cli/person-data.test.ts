import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { personDataErase, personDataExport } from '../../src/cli/person-data.ts';
import { readSetting } from '../../src/db/settings.ts';
import { addStory, idIn, leaveComment, type Newsroom, startNewsroom, stored } from '../comments/newsroom.ts';
import { newFolder } from '../support/database.ts';
import { addPerson } from '../support/factories.ts';
import { run } from './run.ts';

let newsroom: Newsroom;
let id: number;

const email = 'zubaida.kestrel@post.northgate';

beforeEach(async () => {
  newsroom = await startNewsroom();
  const { path } = await addStory(newsroom);
  id = idIn(await leaveComment(newsroom.reader(), path, { Email: email, Comment: 'The quernstone speaks.' }));
});

const exporting = (...args: string[]) => run(personDataExport, newsroom.context, args);
const erasing = (...args: string[]) => run(personDataErase, newsroom.context, args);

describe('person-data:export', () => {
  test('prints all that is kept under an address, however it is written', async () => {
    const { out, failure } = await exporting('--email', ` ${email.toUpperCase()} `);
    expect(failure).toBeNull();
    expect(JSON.parse(out)).toMatchObject({
      email,
      comments: [{ id, text: 'The quernstone speaks.' }],
      spamChecks: [],
    });
  });

  test('writes it to a file that nobody else can read, and over none that is there', async () => {
    const file = join(newFolder({}), 'kept.json');
    expect((await exporting('--email', email, '--file', file)).out).toBe(`Written to ${file}.\n`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ email });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await exporting('--email', email, '--file', file)).failure).toContain('is there already');
    const nowhere = await exporting('--email', email, '--file', join(file, 'below'));
    expect(nowhere.failure).toContain('cannot be written');
  });
});

describe('person-data:erase', () => {
  test('erases it for good, from the files of the database too, before it ends', async () => {
    const { out, failure } = await erasing('--email', email);
    expect([out, failure]).toEqual(['Erased. Under this address nothing is kept any more.\n', null]);
    expect(await stored(newsroom.context, id)).toMatchObject({ state: 'removed', text: '', email: '' });
    expect(await readSetting(newsroom.context.db.reader, 'purge_wanted')).toBeNull();
    expect((await erasing('--email', email)).failure).toBe('Nothing is kept under this address.');
    const events = newsroom.context.db.reader.selectFrom('events').select('person_id');
    expect(await events.where('action', '=', 'comment.erased').execute()).toEqual([{ person_id: null }]);
  });

  test('leaves who has an account to the page of people', async () => {
    const person = await addPerson(newsroom.context, { role: 'author' });
    const { path } = await addStory(newsroom);
    await leaveComment(newsroom.reader(), path, { Email: person.email });
    expect((await erasing('--email', person.email)).failure).toContain('Close the account first');
  });
});

test.each([[], ['--email', 'nobody'], ['--email', '']])('Without an address nothing is done: %j', async (...args) => {
  const message = 'Give --email and an address like name@example.org.';
  expect([(await exporting(...args)).failure, (await erasing(...args)).failure]).toEqual([message, message]);
  expect((await stored(newsroom.context, id)).email).toBe(email);
});
