import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { publishChanges } from '../../src/articles/actions/publish.ts';
import { redact } from '../../src/articles/actions/redact.ts';
import { saveRevision } from '../../src/articles/actions/save.ts';
import { emptyContent } from '../../src/articles/article.ts';
import { findPublications } from '../../src/articles/queries/ledger.ts';
import { verify } from '../../src/cli/verify.ts';
import { findEnd } from '../../src/events/chain.ts';
import { type Started, startApp } from '../support/app.ts';
import { addPerson, addSection } from '../support/factories.ts';
import { type FullNewsroom, startFullNewsroom } from '../support/full-newsroom.ts';
import { type AddedStory, addColour, addStory } from '../support/stories.ts';
import { tamper } from '../support/tampering.ts';
import { type Ran, run } from './run.ts';

describe('In a newsroom with one of everything', () => {
  let newsroom: FullNewsroom;

  beforeAll(async () => {
    newsroom = await startFullNewsroom(() => undefined);
  });

  test('verify finds everything as it was written, and changes nothing', async () => {
    const { context } = newsroom;
    const before = await findEnd(context.db.reader);
    const { out, failure } = await run(verify, context);
    expect({ out, failure }).toEqual({
      out: expect.stringMatching(/^Everything is as it was written\.\n/),
      failure: null,
    });
    expect(out).toContain(`The activity log ends with ${before?.id}:${before?.hash}.`);
    expect(await findEnd(context.db.reader)).toEqual(before);
  });

  test('an end that was noted is found again, and one that never was is not', async () => {
    const { context } = newsroom;
    const end = await findEnd(context.db.reader);
    await addStory(context, { editor: newsroom.editor, content: { sectionId: 1 }, fate: 'draft' });
    expect((await run(verify, context, ['--event', `${end?.id}:${end?.hash}`])).failure).toBeNull();
    const other = `${end?.id}:${'0'.repeat(64)}`;
    const { out, failure } = await run(verify, context, ['--event', other]);
    expect(failure).toBe('There is one fault.');
    expect(out).toBe(`The activity log does not have ${other}: it was written anew since that was noted.\n`);
    expect((await run(verify, context, ['--event', 'yesterday'])).failure).toMatch(
      /^--event takes what verify printed/,
    );
  });
});

describe('What was tampered with is named', () => {
  let app: Started;
  let editor: Person;
  let sectionId: number;
  let story: AddedStory;

  beforeEach(async () => {
    app = await startApp();
    editor = await addPerson(app.context, { role: 'editor' });
    sectionId = await addSection(app.context, { slug: 'politics', name: 'Politics' });
    story = await addStory(app.context, {
      editor,
      content: { headline: 'The vote', sectionId, authorIds: [editor.id] },
    });
  });

  const write = async (body: string) => {
    const content = { ...emptyContent, headline: 'The vote', body, sectionId, authorIds: [editor.id] };
    const { articleId, revisionId } = story;
    const saved = await saveRevision(app.context, editor, {
      articleId,
      baseRevisionId: revisionId,
      content,
      kind: 'save',
    });
    await publishChanges(app.context, editor, { ...saved, kind: 'update', note: 'More is known.' });
    story = { ...story, revisionId: saved.revisionId };
  };

  const look = async (...statements: string[]): Promise<Ran> => {
    if (statements.length > 0) await tamper(app.context.db, ...statements);
    return run(verify, app.context);
  };

  test('a row that was cut out of the log', async () => {
    const { failure, out } = await look('delete from events where id = 1');
    expect({ failure, out }).toEqual({
      failure: 'There is one fault.',
      out: expect.stringMatching(
        /^The activity log is broken at row 2 \(.*\): it was changed, or what stood between it and the beginning was\.\n$/,
      ),
    });
  });

  test('a text of the ledger that was changed afterwards, also where readers see another now', async () => {
    const first = story.revisionId;
    await write('Some two hundred dockers, and more.');
    const { out, failure } = await look(`update revisions set body = 'None at all.' where id = ${first}`);
    expect(failure).toBe('There is one fault.');
    expect(out).toMatch(
      /^Row 1 of the ledger \(first of story 1, .*\) does not fit its version: one of the two was changed\.\n$/,
    );
  });

  test('a text that was blanked without a redaction; with one, all is well', async () => {
    const first = story.revisionId;
    await write('Some two hundred dockers, and more.');
    const admin = await addPerson(app.context, { role: 'admin' });
    const [publication] = await findPublications(app.context.db.reader, story.articleId);
    const redaction = { articleId: story.articleId, publicationId: publication?.id ?? 0, reason: 'By order.' };
    await redact(app.context, admin, redaction);
    expect((await look()).failure).toBeNull();
    await write('Three hundred.');
    const { out } = await look(`update revisions set redacted_by = 1 where id = ${first}`);
    expect(out).toMatch(/has lost its text, and no redaction says why\.\n$/);
  });

  test('a publication that was taken out of the ledger', async () => {
    await write('Some two hundred dockers, and more.');
    const { out } = await look('delete from publications where id = 2');
    expect(out).toContain('Readers are shown a text of story 1 that the ledger does not end with.\n');
  });

  test.each([
    ['the words', "update published_articles set headline = 'Else'", 'published_articles'],
    [
      'the address of its day',
      "update published_articles set published_at = '2020-01-01T00:00:00.000Z'",
      'published_articles',
    ],
    ['who wrote it', 'delete from published_article_authors', 'published_article_authors'],
    ['how it is found', "update search_documents set text = 'Else'", 'search_documents'],
    [
      'a correction',
      "insert into published_corrections (publication_id, article_id, at, text) values (1, 1, '', 'x')",
      'published_corrections',
    ],
  ])('%s that readers are shown', async (_what, statement, place) => {
    const { out, failure } = await look(statement);
    expect(failure).toBe('There is one fault.');
    expect(out).toMatch(new RegExp(`^Readers are not shown what story 1 says, in ${place}: run rebuild\\.\n$`));
  });

  test('a file that is damaged, and one that is missing', async () => {
    const [damaged, lost] = [
      await addColour(app.context, editor, '#c33'),
      await addColour(app.context, editor, '#3c3'),
    ];
    await app.context.images.idle();
    expect((await look()).failure).toBeNull();
    await app.context.storage.put(damaged.file, Buffer.from('rust'));
    await app.context.storage.remove(lost.file);
    const { out, failure } = await look();
    expect(failure).toBe('There are 2 faults.');
    expect(out).toBe(
      `The file ${damaged.file} is damaged: it does not hold what its name says.\nThe file ${lost.file} is missing, though the library names it.\n`,
    );
  });
});
