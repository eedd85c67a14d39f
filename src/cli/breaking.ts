import { parseArgs } from 'node:util';
import type { Context } from '../context.ts';
import { readSite } from '../db/settings.ts';
import { Invalid, StartError } from '../errors.ts';
import { endBreaking, setBreaking } from '../front/actions.ts';
import { storyPath } from '../front/forms.ts';
import { line } from '../http/forms.ts';
import { longDateTime, zoneLabel } from '../text/dates.ts';
import { isLanguage, languages } from '../text/language.ts';
import { findPublisher } from './article-publish.ts';

const options = {
  text: { type: 'string' },
  story: { type: 'string' },
  hours: { type: 'string' },
  language: { type: 'string' },
  off: { type: 'boolean' },
} as const;

/**
 * Puts the strip over every reader page until so many hours are over, or takes it away.
 * @throws Invalid, StartError
 */
export async function breaking(context: Context, args: string[]): Promise<void> {
  const { text, story, hours, language: tag, off } = parseArgs({ args, options }).values;
  const actor = await findPublisher(context);
  if (off) {
    await endBreaking(context, actor);
    return void process.stdout.write('There is no strip over the pages any more.\n');
  }
  if (text === undefined || hours === undefined) throw new StartError('Give --text and --hours, or --off');
  const site = await readSite(context.db.reader);
  const language = tag ?? site.language;
  if (!isLanguage(language)) throw new Invalid({ language: `--language takes ${languages.join(', ')}.` });
  const said = line(Number.POSITIVE_INFINITY, 'The text').parse(text);
  const path = story === undefined ? null : storyPath(story);
  const { until } = await setBreaking(context, actor, { text: said, language, path, hours: Number(hours) });
  const end = `${longDateTime(until, { zone: site.zone, language: 'en' })} (${zoneLabel(site.zone, until)})`;
  process.stdout.write(`Over every page until ${end}: ${said}\n`);
}
