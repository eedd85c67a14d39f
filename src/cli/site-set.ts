import { parseArgs } from 'node:util';
import { setSite } from '../admin/actions/site.ts';
import { siteForm } from '../admin/forms.ts';
import type { Context } from '../context.ts';
import { readSite, type Site } from '../db/settings.ts';
import { StartError } from '../errors.ts';

const text = { type: 'string' } as const;
const options = {
  name: text,
  imprint: text,
  description: text,
  email: text,
  language: text,
  zone: text,
  comments: text,
  recommend: text,
  'video-hosts': text,
  'chart-hosts': text,
};

/** Sets what is given, and prints all that the newsroom says of itself then. @throws Invalid, StartError where nothing is given */
export async function siteSet(context: Context, args: string[]): Promise<void> {
  const given = { ...parseArgs({ args, options }).values };
  const names = Object.keys(options).map((name) => `--${name}`);
  if (Object.keys(given).length === 0) throw new StartError(`Say what to set: ${names.join(', ')}.`);
  const fields = Object.entries(given).map(([name, value]) => [fieldOf(name), value]);
  await setSite(context, null, siteForm(Object.fromEntries(fields)));
  const site = await readSite(context.db.reader);
  const width = Math.max(...Object.keys(options).map(({ length }) => length)) + 2;
  for (const name of Object.keys(options) as (keyof typeof options)[]) {
    process.stdout.write(`${`${name}:`.padEnd(width)}${site[fieldOf(name)]}`.trimEnd().concat('\n'));
  }
}

/** As the form calls it. */
const fieldOf = (option: string): keyof Site =>
  option.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof Site;
