/** Stories that are ready to be published, changed and withdrawn, for the processes that are killed while they do it. */

import { publish, publishChanges } from '../../src/articles/actions/publish.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { withdraw } from '../../src/articles/actions/withdraw.ts';
import { type Content, emptyContent } from '../../src/articles/article.ts';
import type { Context } from '../../src/context.ts';
import type { Database, Tx } from '../../src/db/database.ts';
import type { Actor } from '../../src/db/tables.ts';
import type { Mail } from '../../src/mail/mail.ts';
import { insertMail } from '../../src/mail/queue.ts';
import { nothingSaid } from '../../src/media/picture.ts';
import { insertMedia } from '../../src/media/queries.ts';
import { ensureTopics, insertSection } from '../../src/topics/queries.ts';

export const actNames = ['publish', 'publish changes', 'withdraw'] as const;
export type ActName = (typeof actNames)[number];

/** Which story, and which of its revisions, each act is for. */
export type Stories = Record<ActName, { articleId: number; revisionId: number }>;

const editor: Actor = { id: 1, name: 'Mara Oyelaran', email: 'mara@courier.example', role: 'editor' };
const before = '2026-11-23T09:00:00.000Z';
const now = '2026-11-23T12:00:00.000Z';

export async function act(database: Database, name: ActName, stories: Stories): Promise<void> {
  const context = contextAt(database, now);
  const story = stories[name];
  if (name === 'publish') await publish(context, editor, story);
  if (name === 'publish changes') {
    const note = 'An earlier version gave the wrong number of gates.';
    await publishChanges(context, editor, { ...story, kind: 'correction', note });
  }
  if (name === 'withdraw') await withdraw(context, editor, { ...story, reason: 'It was about somebody else.' });
}

/** Acts need the database, the clock and the queue of mails; a killed process should not take the time to make the rest. */
const contextAt = (db: Database, time: string) => {
  const post = (tx: Tx, mail: Mail) => insertMail(tx, { ...mail, host: 'localhost', now: time });
  const config = { siteUrl: 'http://localhost' };
  return { db, config, now: () => time, mail: { post, wake: () => undefined } } as unknown as Context;
};

export async function prepareStories(database: Database): Promise<Stories> {
  await fill(database);
  const context = contextAt(database, before);
  const ready = (content: Partial<Content>) => save(context, { ...story, ...content }, null);
  const published = async (content: Partial<Content>) => {
    const saved = await ready(content);
    await publish(context, editor, saved);
    return saved;
  };
  const original = await published({ headline: 'The council votes', body: 'They voted.', leadKind: 'none' });
  const changed = await published({ headline: 'Dockers halt speech' });
  return {
    publish: await ready({ headline: 'Gates stand still', translationOf: original.articleId }),
    'publish changes': await save(context, { ...story, ...changes }, changed),
    withdraw: await published({ headline: 'A mistaken identity' }),
  };
}

const story: Content = {
  ...emptyContent,
  standfirst: 'Work stopped at the gates.',
  body: [
    'Work stopped at **the gates** on Monday.',
    '::figure{media="2" alt="The gates" caption="Closed since morning"}',
    '::related{story="1"}',
    '## What comes next\n\nNobody knows.',
  ].join('\n\n'),
  sectionId: 1,
  topicIds: [3, 1, 2],
  authorIds: [2, 1],
  leadKind: 'image',
  leadMediaId: 1,
  leadAlt: 'The harbour',
};

const changes = { headline: 'Dockers halt speech', slug: 'speech-halted', sectionId: 2, topicIds: [2], authorIds: [1] };

const save = (
  context: Context,
  content: Content,
  base: { articleId: number; revisionId: number } | null,
): Promise<{ articleId: number; revisionId: number }> =>
  saveRevision(context, editor, {
    articleId: base?.articleId ?? null,
    baseRevisionId: base?.revisionId ?? null,
    content,
    kind: 'save',
  });

async function fill({ transaction }: Database): Promise<void> {
  await transaction(async (tx) => {
    for (const [slug, role] of [
      ['mara', 'editor'],
      ['jonas', 'author'],
    ] as const) {
      const person = { slug, name: slug, email: `${slug}@courier.example`, role, bio: '' };
      await tx
        .insertInto('people')
        .values({ ...person, password_hash: '', created_at: before })
        .execute();
    }
    for (const [position, slug] of ['politics', 'economy'].entries()) {
      await insertSection(tx, { slug, name: slug, translations: '{}', position });
    }
    await ensureTopics(
      tx,
      ['Harbour', 'Labour', 'Contracts'].map((name) => ({ name, slug: name.toLowerCase() })),
    );
    const picture = {
      mime: 'image/png',
      width: 800,
      height: 600,
      bytes: 1000,
      ...{ ...nothingSaid, takenOn: null, look: null, hasCredentials: 0 as const },
      ...{ original: null, focalX: 50, focalY: 50, tone: '' },
    };
    for (const file of ['harbour.png', 'gates.png']) {
      await insertMedia(tx, { ...picture, file, originalName: file, createdAt: before, createdBy: 1 });
    }
  });
}
