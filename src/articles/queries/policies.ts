import { compiled } from '../../db/compiled.ts';
import type { Db } from '../../db/database.ts';
import { visiblePages } from './pages.ts';

/** Pages in which a newsroom says by what rules it works, by the name that schema.org/NewsMediaOrganization has for each. */
export const policyPaths = {
  correctionsPolicy: '/pages/corrections-policy',
  ethicsPolicy: '/pages/ethics-policy',
  publishingPrinciples: '/pages/editorial-standards',
  masthead: '/pages/masthead',
  ownershipFundingInfo: '/pages/ownership',
} as const;

/** The paths of those pages that readers can open. */
export type Policies = Partial<Record<keyof typeof policyPaths, string>>;

const pagesThere = compiled({ now: String }, (db, { now }) =>
  visiblePages(db, now).select('page.path').where('page.path', 'in', Object.values(policyPaths)),
);

export async function findPolicies(db: Db, now: string): Promise<Policies> {
  const there = new Set((await pagesThere(db, { now })).map(({ path }) => path));
  return Object.fromEntries(Object.entries(policyPaths).filter(([, path]) => there.has(path)));
}
