import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { eraseEverywhere } from '../../src/comments/actions/erasing.ts';
import { hashErased } from '../../src/comments/queries/erasing.ts';
import { createContext } from '../../src/context.ts';
import { cleanUp } from '../support/clean-up.ts';
import { startNewsroom } from './newsroom.ts';

test('Of two processes that erase somebody at the same time none takes the other’s line out of the list beside the uploads', async () => {
  const { context, editor } = await startNewsroom();
  const other = await createContext(context.config, { now: context.now, log: context.log, migrated: true });
  cleanUp(() => other.close());
  const emails = ['renske@post.northgate', 'ivo@post.northgate'];
  const { promise: bothErased, resolve: letWrite } = Promise.withResolvers<void>();
  const { promise: isLate, resolve: late } = Promise.withResolvers<void>();
  // It has made its list, and has not written it, when the other has done everything.
  const put: typeof other.storage.put = async (name, content) => {
    late();
    await bothErased;
    return other.storage.put(name, content);
  };
  const slow = eraseEverywhere({ ...other, storage: { ...other.storage, put } }, editor, emails[0] ?? '');
  await isLate;
  await eraseEverywhere(context, editor, emails[1] ?? '');
  letWrite();
  await slow;
  const file = await context.storage.open('erasures.txt');
  if (!file) throw new Error('There is no list.');
  const listed = (await text(file.stream())).trim().split('\n');
  const hashes = listed.map((line) => line.split(' ')[0]);
  expect(hashes.sort()).toEqual(emails.map((email) => hashErased(email, context.secret)).sort());
});
