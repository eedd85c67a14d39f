import { articlePublish } from './cli/article-publish.ts';
import { backup } from './cli/backup.ts';
import { breaking } from './cli/breaking.ts';
import { demoClear } from './cli/demo-clear.ts';
import { demoLoad } from './cli/demo-load.ts';
import { exportAll } from './cli/export.ts';
import { personAdd } from './cli/person-add.ts';
import { personDataErase, personDataExport } from './cli/person-data.ts';
import { personSecondStepOff } from './cli/person-second-step.ts';
import { rebuild } from './cli/rebuild.ts';
import { restore } from './cli/restore.ts';
import { siteSet } from './cli/site-set.ts';
import { storageMove } from './cli/storage-move.ts';
import { verify } from './cli/verify.ts';
import { type Config, readConfig } from './config.ts';
import { type Context, createContext } from './context.ts';
import { Conflict, Forbidden, Invalid, NotFound, StartError, Unavailable } from './errors.ts';
import { languages } from './text/language.ts';

interface Command {
  name: string;
  usage: string;
  run?(context: Context, args: string[]): Promise<void>;
  /** In place of it: where there is no newsroom yet. */
  before?(config: Config, args: string[]): Promise<void>;
}

const commands: Command[] = [
  {
    name: 'person:add',
    usage: '--name NAME --email ADDRESS --role author|editor|moderator|admin [--password-stdin]',
    run: personAdd,
  },
  { name: 'person:second-step-off', usage: '--email ADDRESS', run: personSecondStepOff },
  {
    name: 'site:set',
    usage: `[--name NAME] [--imprint TEXT] [--description TEXT] [--email ADDRESS] [--language ${languages.join('|')}] [--zone Europe/Oslo] [--video-hosts 'HOST HOST…'] [--chart-hosts 'HOST HOST…']`,
    run: siteSet,
  },
  { name: 'article:publish', usage: 'FILE.md…', run: articlePublish },
  {
    name: 'breaking',
    usage: '--text TEXT --hours NUMBER [--story ADDRESS] [--language TAG] | --off',
    run: breaking,
  },
  { name: 'person-data:export', usage: '--email ADDRESS [--file FILE.json]', run: personDataExport },
  { name: 'person-data:erase', usage: '--email ADDRESS', run: personDataErase },
  { name: 'rebuild', usage: '', run: rebuild },
  { name: 'backup', usage: 'FILE | --to FOLDER|s3://BUCKET?endpoint=ADDRESS [--encrypt]', run: backup },
  { name: 'restore', usage: 'FILE', before: restore },
  { name: 'export', usage: 'FOLDER', run: exportAll },
  { name: 'verify', usage: '[--event NUMBER:HASH]…', run: verify },
  { name: 'storage:move', usage: '--to file:FOLDER|s3://BUCKET?endpoint=ADDRESS', run: storageMove },
  { name: 'demo:load', usage: '', run: demoLoad },
  { name: 'demo:clear', usage: '[--everything]', run: demoClear },
];

const [name = '', ...args] = process.argv.slice(process.argv.indexOf('--cli') + 1);
process.exit(await main());

/** The exit code. */
async function main(): Promise<number> {
  const command = commands.find((each) => each.name === name);
  if (!command) {
    const lines = commands.map((each) => `  npm run broadsheet -- ${each.name} ${each.usage}`.trimEnd());
    console.error([name ? `There is no command ${name}. There are:` : 'Commands:', ...lines].join('\n'));
    return 1;
  }
  try {
    await run(command);
    return 0;
  } catch (error) {
    console.error(isExpected(error) ? `${name}: ${error.message}` : error);
    return 1;
  }
}

async function run(command: Command): Promise<void> {
  const config: Config = { ...readConfig(process.env), pageCacheBytes: 0 };
  try {
    await command.before?.(config, args);
    if (command.run) await inNewsroom(config, command.run);
  } catch (error) {
    throw isWrongUse(error)
      ? new StartError(`${error.message.split('. ')[0]}. Usage: ${command.name} ${command.usage}`)
      : error;
  }
}

async function inNewsroom(config: Config, work: NonNullable<Command['run']>): Promise<void> {
  const context = await createContext(config);
  try {
    await work(context, args);
  } finally {
    await context.close();
  }
}

/** util.parseArgs says what it did not understand. */
function isWrongUse(error: unknown): error is Error {
  return error instanceof TypeError && String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
}

/** What the message explains in one line; of anything else the whole error is shown. */
function isExpected(error: unknown): error is Error {
  return [StartError, Invalid, NotFound, Forbidden, Conflict, Unavailable].some((kind) => error instanceof kind);
}
