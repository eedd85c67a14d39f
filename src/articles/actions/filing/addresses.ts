import type { Tx } from '../../../db/database.ts';
import { Invalid } from '../../../errors.ts';
import { slugify } from '../../../text/slug.ts';
import { findAtAddress } from '../../../topics/queries/changing.ts';
import { filingPath, isReserved, type ListKind } from '../../../topics/section.ts';

export interface Addressed {
  kind: ListKind;
  /** Null for one that is being made. */
  id: number | null;
  /** As it was typed; '' to make it from the name. */
  address: string;
  name: string;
}

/** The end of the address, as it shall be. @throws Invalid where the site is there itself, or something else is or was */
export async function freeSlug(tx: Tx, { kind, id, address, name }: Addressed): Promise<string> {
  const slug = slugify(address || name);
  const path = filingPath(kind, slug);
  if (slug === '') throw new Invalid({ slug: 'An address needs letters or digits. Write some.' });
  if (kind === 'section' && isReserved(slug)) {
    throw new Invalid({ slug: `The site itself is at ${path}, so no ${kind} can be. Choose another address.` });
  }
  const taken = await findAtAddress(tx, { kind, slug, except: id });
  if (!taken) return slug;
  const free = await findFree(tx, { kind, id, slug });
  const why = taken.moved
    ? `${path} is an old address of “${taken.name}” and leads there.`
    : `${kind === 'person' ? '' : `The ${kind} `}“${taken.name}” is at ${path}.`;
  throw new Invalid({ slug: `${why} This one is free: ${free}` });
}

async function findFree(
  tx: Tx,
  { kind, id, slug }: { kind: ListKind; id: number | null; slug: string },
): Promise<string> {
  for (let number = 2; ; number += 1) {
    const free = slugify(`${slug.slice(0, 95)}-${number}`);
    if (!(await findAtAddress(tx, { kind, slug: free, except: id }))) return free;
  }
}
