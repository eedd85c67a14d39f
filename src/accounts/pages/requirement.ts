import type { Page } from '../../http/render.ts';
import { type Role, roles } from '../person.ts';
import { roleNames } from './people.ts';

interface Shown {
  required: readonly Role[];
  /** How many people of each role have no second step. */
  without: ReadonlyMap<Role, number>;
  notice: string | null;
}

/** Which roles have to have a second step. */
export function requirementPage({ required, without, notice }: Shown): Page {
  const model = {
    notice: notice === null ? null : { text: notice, link: null },
    roles: roles.map((role) => ({
      ...{ name: role, label: pluralNames[role], checked: required.includes(role) },
      note: noteOf(without.get(role) ?? 0),
    })),
  };
  const page = { layout: 'newsroom', language: 'en', current: 'settings', title: 'Signing in' } as const;
  return { ...page, view: 'accounts/requirement', model };
}

const pluralNames: Record<Role, string> = Object.fromEntries(
  roles.map((role) => [role, `${roleNames[role]}s`]),
) as Record<Role, string>;

function noteOf(count: number): string | null {
  if (count === 0) return null;
  return count === 1 ? 'one has none yet' : `${count.toLocaleString('en')} have none yet`;
}
