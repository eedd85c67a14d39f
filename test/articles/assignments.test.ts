import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/accounts/person.ts';
import { eraseAccount } from '../../src/accounts/queries/contributors.ts';
import { plan } from '../../src/articles/actions/assignments.ts';
import type { Agent } from '../support/app.ts';
import { addPerson } from '../support/factories.ts';
import { fillForm } from '../support/forms.ts';
import { readPage } from '../support/pages.ts';
import { addGuest } from '../support/people.ts';
import { addStory } from '../support/stories.ts';
import {
  articleOf,
  complete,
  edit,
  errorsIn,
  eventsOf,
  idIn,
  type Newsroom,
  plain,
  press,
  revisionsOf,
  startNewsroom,
  write,
} from './newsroom.ts';

let newsroom: Newsroom;
let ilse: Person;
let author: Agent;

beforeEach(async () => {
  newsroom = await startNewsroom({ zone: 'Europe/Berlin' });
  ilse = await addPerson(newsroom.context, { role: 'author', name: 'Ilse Brandt' });
  author = await newsroom.signIn(ilse);
});

const inHouse = (id: number) => `/admin/articles/${id}`;
const task = {
  'Working headline': 'Who pays for the posters',
  'Assigned to': 'Ilse Brandt',
  Editor: 'Mara Oyelaran',
  'Planned for': '2026-11-25T18:00',
  Brief: 'Ask the printers.\nThen ask the council.',
  Section: 'Politics',
};
const assign = (values = task) => press(newsroom.desk, '/admin/assignments/new', 'Assign', values);
const headlines = async (address: string, agent: Agent = newsroom.desk) =>
  readPage(await agent.get(address).expect(200)).texts('.headline');

describe('An assignment', () => {
  test('is a draft before it has text: with its brief, who writes it, who edits it and when it is to be out', async () => {
    const { context, desk, editor, politics } = newsroom;
    const answer = await assign();
    const id = idIn(answer);
    expect(answer.headers.location).toBe(`${inHouse(id)}?done=assigned`);
    expect(await articleOf(context, id)).toMatchObject({ state: 'draft', created_by: editor.id });
    const [revision] = await revisionsOf(context, id);
    expect(revision).toMatchObject({ headline: 'Who pays for the posters', body: '', section_id: politics });
    const page = await desk.get(inHouse(id));
    expect(readPage(page).texts('#assignment')[0]).toMatch(
      /^Assignment Assigned to ?Ilse Brandt Editor ?Mara Oyelaran Planned for ?25 November 2026, 18:00 Ask the printers\. Then ask the council\./,
    );
    expect(fillForm(page, 'Save').fields).toMatchObject({ authors: 'Ilse Brandt' });
    expect(fillForm(page, 'Save the assignment').fields).toMatchObject({
      ...{ assignee: String(ilse.id), assignedEditor: String(editor.id), plannedAt: '2026-11-25T18:00' },
      brief: 'Ask the printers.\nThen ask the council.',
    });
    expect((await eventsOf(context, id)).map(({ action }) => action)).toEqual(['article.saved', 'article.planned']);
    expect(plain(await desk.get('/admin/articles'))).toContain(
      'Assigned to Ilse Brandt · Planned for 25 November, 18:00',
    );
  });

  test('waits for who is to write it, who sees, writes and submits it, though it bears another’s name', async () => {
    const { desk } = newsroom;
    const id = idIn(await assign());
    await edit(desk, id, { Bylines: 'Mara Oyelaran' });
    await write(author, complete);
    const list = await author.get('/admin/articles');
    expect(plain(list)).toContain('Waiting for you: 1 draft assigned to you');
    const [href] = readPage(list).links('.waiting-line');
    expect(await headlines(href ?? '', author)).toEqual(['Who pays for the posters']);
    const page = await author.get(inHouse(id));
    expect(plain(page)).toContain('Ask the printers.');
    expect(() => fillForm(page, 'Save the assignment')).toThrow('No form has');
    expect((await edit(author, id, { Text: 'They told me.' }, 'Submit for review')).status).toBe(303);
    expect(plain(await author.get('/admin/articles'))).not.toContain('assigned to you');
  });

  test('that goes to somebody else leaves the first one’s list, and their scope', async () => {
    const { desk } = newsroom;
    await addPerson(newsroom.context, { role: 'author', name: 'Jonas Adeyemi' });
    const id = await write(desk, complete);
    await press(desk, inHouse(id), 'Save the assignment', { 'Assigned to': 'Ilse Brandt' });
    expect(await headlines('/admin/articles', author)).toEqual(['Dockers halt speech']);
    const answer = await press(desk, inHouse(id), 'Save the assignment', { 'Assigned to': 'Jonas Adeyemi' });
    expect(answer.headers.location).toBe(`${inHouse(id)}?done=planned`);
    expect(await headlines('/admin/articles', author)).toEqual([]);
    await author.get(inHouse(id)).expect(404);
  });

  test('is found by who is to write it, together with the other filters', async () => {
    const { desk, context, editor, politics, world } = newsroom;
    const stories = [
      [politics, ilse.id],
      [world, ilse.id],
      [world, editor.id],
      [world, null],
    ] as const;
    for (const [index, [sectionId, assigneeId]] of stories.entries()) {
      const content = { headline: `Story ${index}`, sectionId, authorIds: [editor.id] };
      const { articleId } = await addStory(context, { editor, content, fate: index === 1 ? 'published' : 'draft' });
      await plan(context, editor, { articleId, assigneeId, editorId: null, plannedAt: null, brief: '' });
    }
    const to = (person: Person, more = '') => headlines(`/admin/articles?assignee=${person.id}${more}`);
    expect((await to(ilse)).sort()).toEqual(['Story 0', 'Story 1']);
    expect(await to(ilse, '&state=draft')).toEqual(['Story 0']);
    expect(await to(ilse, `&section=${world}`)).toEqual(['Story 1']);
    expect((await to(ilse, `&author=${editor.id}&mine=1`)).sort()).toEqual(['Story 0', 'Story 1']);
    expect(await to(ilse, `&author=${ilse.id}`)).toEqual([]);
    expect(await to(editor, '&q=story')).toEqual(['Story 2']);
    expect(plain(await desk.get(`/admin/articles?assignee=${ilse.id}`))).toContain('2 stories');
  });

  test('says beside the field what is wrong, and keeps what was typed', async () => {
    const { context, desk, editor } = newsroom;
    const moderator = await addPerson(context, { role: 'moderator' });
    const page = await desk.get('/admin/assignments/new');
    expect(page.text).not.toContain(moderator.name);
    const typed = { headline: ' ', assignee: '', plannedAt: 'tomorrow', brief: 'اسألهم' };
    const wrong = await desk.post('/admin/assignments').type('form').send(typed);
    expect([wrong.status, errorsIn(wrong)]).toEqual([
      422,
      { plannedAt: 'Choose a date and a time, or leave it empty.' },
    ]);
    expect(fillForm(wrong, 'Assign').fields).toMatchObject({ plannedAt: 'tomorrow', brief: 'اسألهم' });
    const nameless = await desk.post('/admin/assignments').type('form').send({ headline: ' ', section: '' });
    expect(errorsIn(nameless)).toEqual({ headline: 'Give it a working headline. It can change.' });
    const id = await write(desk, complete);
    const others = { assignee: String(moderator.id), assignedEditor: String(ilse.id), brief: 'x'.repeat(10) };
    const refused = await desk
      .post(`${inHouse(id)}/assignment`)
      .type('form')
      .send(others);
    expect([refused.status, errorsIn(refused)]).toEqual([
      422,
      { assignee: 'Choose somebody who writes here.', assignedEditor: 'Choose one of the editors.' },
    ]);
    expect(fillForm(refused, 'Save the assignment').fields.brief).toBe('xxxxxxxxxx');
    const gone = { headline: 'Filed nowhere', section: '999' };
    expect(errorsIn(await desk.post('/admin/assignments').type('form').send(gone))).toEqual({
      section: 'This section does not exist any more. Choose another one.',
    });
    expect(await context.db.reader.selectFrom('assignments').selectAll().execute()).toEqual([]);
    expect(editor.role).toBe('editor');
  });

  test('goes to nobody who has no account, and stays with who left until it is another’s', async () => {
    const { context, desk, editor } = newsroom;
    const guest = await addGuest(context);
    const given = { headline: 'A guest’s', assignee: String(guest.id) };
    const refused = await desk.post('/admin/assignments').type('form').send(given);
    expect(errorsIn(refused)).toEqual({ assignee: 'Choose somebody who writes here.' });
    const id = idIn(await assign());
    await context.db.transaction((tx) => eraseAccount(tx, ilse.id));
    const page = await desk.get(inHouse(id));
    expect(plain(page)).toContain('Assigned to Ilse Brandt');
    expect(fillForm(page, 'Save the assignment').fields.assignee).toBe(String(ilse.id));
    const kept = await press(desk, inHouse(id), 'Save the assignment', { Brief: 'Ask again.' });
    expect([kept.status, errorsIn(kept)]).toEqual([422, { assignee: 'Choose somebody who writes here.' }]);
    expect(kept.text).toContain('Ask again.');
    await press(desk, inHouse(id), 'Save the assignment', { 'Assigned to': editor.name });
    expect(await headlines(`/admin/articles?assignee=${editor.id}`)).toEqual(['Who pays for the posters']);
    expect(await headlines(`/admin/articles?assignee=${ilse.id}`)).toEqual([]);
  });

  test('that is empty again is none', async () => {
    const { context, desk } = newsroom;
    const id = idIn(await assign());
    const nothing = { 'Assigned to': 'Nobody', Editor: 'Nobody', 'Planned for': '', Brief: ' ' };
    expect((await press(desk, inHouse(id), 'Save the assignment', nothing)).status).toBe(303);
    expect(await context.db.reader.selectFrom('assignments').selectAll().execute()).toEqual([]);
    expect(plain(await desk.get(inHouse(id)))).not.toContain('Assigned to Ilse');
  });
});
