import { randomBytes } from 'node:crypto';
import { isLanguage, type Language } from '../text/language.ts';
import type { CommentsMode } from './columns.ts';
import { compiled } from './compiled.ts';
import type { Database, Db, Tx } from './database.ts';

/** What the newsroom says of itself, on every page. */
export interface Site {
  name: string;
  /** The line at the foot of every page. */
  imprint: string;
  /** One sentence for search engines and feeds; '' for none. */
  description: string;
  /** The language of the front page, the lists and the words around them; a story has its own. */
  language: Language;
  /** Where readers reach the newsroom; '' where they cannot by mail. */
  email: string;
  /** IANA name of the newsroom's time zone: pages show its time, and addresses its dates. */
  zone: string;
  /** What comments on a new story begin with. */
  comments: CommentsMode;
  /** Whether readers can recommend comments. */
  recommend: 'off' | 'on';
  /** Whether comments are checked outside of the newsroom: its readers are told so. */
  spamCheck: 'off' | 'on';
  /** Names of hosts of PeerTube whose players stories may hold, with blanks between them. */
  videoHosts: string;
  /** The same of hosts that draw charts and maps. */
  chartHosts: string;
}

/** Of a newsroom that has said nothing of itself yet. */
export const defaultSite: Site = {
  name: 'Broadsheet',
  imprint: '',
  description: '',
  language: 'en',
  email: '',
  zone: 'UTC',
  comments: 'open',
  // Campaigns abuse it.
  recommend: 'off',
  spamCheck: 'off',
  videoHosts: '',
  chartHosts: '',
};

const settingRows = compiled({}, (db) =>
  db.selectFrom('settings').select(['key', 'value']).where('key', 'in', Object.keys(defaultSite)),
);

export async function readSite(db: Db): Promise<Site> {
  const rows = await settingRows(db, {});
  const { language, ...kept } = Object.fromEntries(rows.map(({ key, value }) => [key, value]));
  return {
    ...defaultSite,
    ...kept,
    language: isLanguage(language ?? '') ? (language as Language) : defaultSite.language,
  };
}

export async function writeSetting(tx: Tx, key: string, value: string): Promise<void> {
  await tx
    .insertInto('settings')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

export async function deleteSetting(tx: Tx, key: string): Promise<void> {
  await tx.deleteFrom('settings').where('key', '=', key).execute();
}

export async function readSetting(db: Db, key: string): Promise<string | null> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}

/** The install's own secret, from which signatures are made: made at the first start, kept in the database. */
export async function ensureSecret(database: Database): Promise<string> {
  const known = await readSetting(database.reader, 'secret');
  if (known) return known;
  return database.transaction(async (tx) => {
    const made = await readSetting(tx, 'secret');
    if (made) return made;
    const secret = randomBytes(32).toString('base64url');
    await writeSetting(tx, 'secret', secret);
    return secret;
  });
}
