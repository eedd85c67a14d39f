import { createStore, del, entries, set } from 'idb-keyval';
import type { FieldTexts } from './fields.ts';

/** What was typed in one sitting, as this device keeps it. */
export interface DeviceCopy {
  draft: string;
  takes: string;
  person: string;
  /** Where the newsroom keeps it. */
  address: string;
  turn: number;
  fields: FieldTexts;
  /** Milliseconds since 1970. */
  at: number;
}

/** As long as the newsroom keeps what nobody comes back for. */
const keptFor = 30 * 24 * 60 * 60_000;

let opened: ReturnType<typeof createStore> | undefined;
const store = () => {
  opened ??= createStore('broadsheet', 'unsaved');
  return opened;
};

/** False where the device keeps nothing: it is full, or the browser lets no page keep anything. */
export const keepOnDevice = (copy: DeviceCopy): Promise<boolean> =>
  attempt(() => set(copy.draft, copy, store()).then(() => true), false);

export const forgetOnDevice = (draft: string): Promise<void> => attempt(() => del(draft, store()), undefined);

/** What this person has here; what nobody came back for is forgotten. */
export async function copiesOf(person: string): Promise<DeviceCopy[]> {
  const found = await attempt(() => entries<string, DeviceCopy>(store()), []);
  const copies = found.map(([, copy]) => copy);
  for (const { draft, at } of copies) if (at < Date.now() - keptFor) await forgetOnDevice(draft);
  return copies.filter((copy) => copy.person === person && copy.at >= Date.now() - keptFor);
}

async function attempt<Result>(work: () => Promise<Result>, otherwise: Result): Promise<Result> {
  try {
    return await work();
  } catch {
    return otherwise;
  }
}
