import type { Contributor, Person } from '../../accounts/person.ts';
import { findPeopleByIds } from '../../accounts/queries.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/database.ts';
import { readSite } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';
import { Conflict, type FieldErrors, Invalid } from '../../errors.ts';
import { record } from '../../events/log.ts';
import { emptyContent } from '../article.ts';
import { canAssign, canPublish, canWrite } from '../policy.ts';
import { type Plan, writeAssignment } from '../queries/assignments.ts';
import { findJustMade } from '../queries/pressed-twice.ts';
import { authorize, findOwn } from './find.ts';
import { addRevision, type Saved } from './save.ts';

/** Who writes a story, who edits it, until when and what it is to say, in place of what was planned. @throws Invalid, Forbidden, NotFound */
export async function plan(
  context: Context,
  actor: Actor,
  { articleId, ...planned }: Plan & { articleId: number },
): Promise<void> {
  const now = context.now();
  await context.db.transaction(async (tx) => {
    const { kind } = await findOwn(tx, actor, articleId);
    authorize(canAssign(actor));
    if (kind !== 'story') throw new Conflict('Pages beside the stories are not assigned.');
    await findChosen(tx, planned);
    await writeAssignment(tx, articleId, planned);
    await record(tx, { at: now, actor, action: 'article.planned', subject: `article:${articleId}`, names: [] });
  });
}

export interface NewAssignment extends Plan {
  /** A working one. */
  headline: string;
  sectionId: number | null;
}

/** A draft without text yet, bylined with who is to write it; one, where the button was pressed twice. @throws Invalid, Forbidden */
export async function assign(context: Context, actor: Actor, assignment: NewAssignment): Promise<Saved> {
  const { headline, sectionId, ...planned } = assignment;
  const now = context.now();
  return context.db.transaction(async (tx) => {
    authorize(canAssign(actor));
    if (headline === '') throw new Invalid({ headline: 'Give it a working headline. It can change.' });
    const { assignee } = await findChosen(tx, planned);
    const assigned = await findJustMade(tx, { by: actor.id, headline, body: '', sectionId, now });
    if (assigned) return assigned;
    const { language, comments } = await readSite(tx);
    const names = { topics: [], authors: assignee ? [assignee.email] : [], series: '', original: '' };
    const content = { ...emptyContent, language, comments, headline, sectionId, names };
    const saving = { articleId: null, baseRevisionId: null, kind: 'save', content } as const;
    const saved = await addRevision(tx, actor, { ...saving, now, context });
    const { articleId } = saved;
    await writeAssignment(tx, articleId, planned);
    await record(tx, { at: now, actor, action: 'article.planned', subject: `article:${articleId}`, names: [] });
    return saved;
  });
}

/** @throws Invalid where somebody is chosen who does not do this here */
async function findChosen(tx: Tx, { assigneeId, editorId }: Plan): Promise<{ assignee: Person | null }> {
  const wanted = [assigneeId, editorId].filter((id) => id !== null);
  const people = (await findPeopleByIds(tx, [...new Set(wanted)])).filter(isMember);
  const assignee = people.find(({ id }) => id === assigneeId) ?? null;
  const editor = people.find(({ id }) => id === editorId) ?? null;
  const errors: FieldErrors = {
    ...(assigneeId !== null && !(assignee && canWrite(assignee)) && { assignee: 'Choose somebody who writes here.' }),
    ...(editorId !== null && !(editor && canPublish(editor)) && { assignedEditor: 'Choose one of the editors.' }),
  };
  if (Object.keys(errors).length > 0) throw new Invalid(errors);
  return { assignee };
}

/** Guests and those who left have bylines, and nothing to do here. */
const isMember = (person: Contributor): person is Contributor & Person => person.standing === 'member';
