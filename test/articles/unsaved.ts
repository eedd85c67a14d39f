import type { Response } from 'supertest';
import type { Person } from '../../src/accounts/person.ts';
import type { Context } from '../../src/context.ts';
import type { Agent } from '../support/app.ts';
import { fillForm, type Values } from '../support/forms.ts';

/* What the tests of unsaved text do at the editor's page, and read there. */

export interface Typing {
  person: Person;
  values?: Values;
  turn?: number;
  more?: Record<string, unknown>;
}

/** What the editor's script sends while somebody types into the page. */
export function keepTyped(agent: Agent, page: Response, { person, values = {}, turn = 1, more }: Typing) {
  const { fields } = fillForm(page, 'Save', values);
  const address = /data-autosave="([^"]+)"/.exec(page.text)?.[1] ?? '';
  return agent.post(address).send({ ...fields, turn: String(turn), person: String(person.id), ...more });
}

export const open = (agent: Agent, id: number | 'new'): Promise<Response> =>
  agent.get(`/admin/articles/${id}`).expect(200).then();

export const keptTexts = ({ db }: Context) =>
  db.reader.selectFrom('autosaves').selectAll().where('form', 'is not', null).execute();

export const linkTo = (page: Response, label: string): string =>
  new RegExp(`href="([^"]+)">${label}</a>`).exec(page.text)?.[1]?.replace('&#x3D;', '=') ?? '';
