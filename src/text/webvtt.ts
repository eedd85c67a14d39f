import { readCueText } from './webvtt/cue-text.ts';

/* WebVTT: read strictly, and written anew from what was read. Source: https://www.w3.org/TR/webvtt1/. */

/** A text that is to be seen from one moment to another, in seconds. `text` has tags, all of them known ones. */
export interface Cue {
  start: number;
  end: number;
  /** Where it stands, as far as that is one of the ways known. */
  settings: string;
  text: string;
}

export type ReadCues = { cues: Cue[] } | { line: number; problem: string };

const limits = { cues: 20_000, textLength: 2000 };

/** At a line, from 1: what an editor can look for. */
class Wrong extends Error {
  readonly line: number;
  constructor(line: number, problem: string) {
    super(problem);
    this.line = line;
  }
}

/** The cues of a file for a recording of so many seconds, or what is wrong with it. */
export function readCues(content: Uint8Array, seconds: number): ReadCues {
  try {
    return { cues: cuesIn(linesOf(content), seconds) };
  } catch (error) {
    if (error instanceof Wrong) return { line: error.line, problem: error.message };
    throw error;
  }
}

/** The file that shows these cues, and nothing else of what they came from. */
export const writeCues = (cues: readonly Cue[]): string =>
  `${['WEBVTT', ...cues.map(({ start, end, settings, text }) => `${timing(start, end)}${settings}\n${text}`)].join(
    '\n\n',
  )}\n`;

const timing = (start: number, end: number): string => `${timeOf(start)} --> ${timeOf(end)}`;

function timeOf(seconds: number): string {
  const all = Math.round(seconds * 1000);
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  const rest = String(all % 1000).padStart(3, '0');
  return `${two(all / 3_600_000)}:${two((all / 60_000) % 60)}:${two((all / 1000) % 60)}.${rest}`;
}

function linesOf(content: Uint8Array): string[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new Wrong(1, 'This is no text in UTF-8. Save it so, then try again.');
  }
  if (text.includes('\0')) throw new Wrong(1, 'This is no text. Send the WebVTT file itself.');
  return text.split(/\r\n|\r|\n/);
}

function cuesIn(lines: string[], seconds: number): Cue[] {
  if (!/^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '')) throw new Wrong(1, beginning(lines));
  const cues: Cue[] = [];
  for (const { at, block } of blocksOf(lines)) {
    // Notes are for who writes, styles and regions change how pages look.
    if (/^(?:NOTE|STYLE|REGION)(?:[ \t]|$)/.test(block[0] ?? '')) continue;
    const before = cues.at(-1)?.start ?? 0;
    cues.push(cueIn(block, { at, before, seconds }));
    if (cues.length > limits.cues) throw new Wrong(at, `There are more than ${limits.cues} texts.`);
  }
  if (cues.length === 0) throw new Wrong(1, 'There is no text with a time in it.');
  return cues;
}

const beginning = (lines: string[]): string =>
  lines.slice(0, 4).some((line) => /^\d+:\d\d:\d\d,\d{3} +-->/.test(line))
    ? 'This is an SRT file. Save it as WebVTT (.vtt), then try again.'
    : 'A WebVTT file begins with a line that says WEBVTT.';

/** What stands between empty lines, without the head; `at` is the number of its first line. */
function blocksOf(lines: string[]): { at: number; block: string[] }[] {
  const blocks: { at: number; block: string[] }[] = [];
  let block: string[] = [];
  for (const [index, line] of [...lines, ''].entries()) {
    if (line !== '') block.push(line);
    else if (block.length > 0) {
      blocks.push({ at: index - block.length + 1, block });
      block = [];
    }
  }
  return blocks.slice(1);
}

interface Around {
  at: number;
  /** When the text before it begins. */
  before: number;
  seconds: number;
}

const time = String.raw`(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})`;
const times = new RegExp(`^${time}[ \\t]+-->[ \\t]+${time}(?:[ \\t]+(.*))?$`);
/** A recording may be a little shorter than its texts. */
const slack = 60;

function cueIn(block: string[], { at, before, seconds }: Around): Cue {
  // It may have a name in a line of its own.
  const index = block[0]?.includes('-->') ? 0 : 1;
  const line = at + index;
  const found = times.exec(block[index]?.trim() ?? '');
  if (!found) throw new Wrong(line, 'Here a line like 00:01.000 --> 00:04.000 is expected.');
  const [start, end] = [secondsOf(found.slice(1, 5)), secondsOf(found.slice(5, 9))];
  if (end <= start) throw new Wrong(line, 'This text ends before it begins.');
  if (start < before) throw new Wrong(line, 'This text begins before the one above it: put them in order of time.');
  if (start > seconds + slack)
    throw new Wrong(line, 'This text begins after the recording has ended. Is it another’s?');
  const stray = block.findIndex((each, place) => place > index && each.includes('-->'));
  if (stray >= 0) throw new Wrong(at + stray, 'An empty line is missing above this one.');
  return { start, end, settings: settingsOf(found[9] ?? ''), text: textOf(block.slice(index + 1), line + 1) };
}

const secondsOf = ([hours = '0', minutes, seconds, thousandths]: (string | undefined)[]): number =>
  Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(thousandths) / 1000;

const known =
  /^(?:vertical:(?:rl|lr)|line:-?\d{1,3}(?:\.\d+)?%?(?:,(?:start|center|end))?|position:\d{1,3}(?:\.\d+)?%(?:,(?:line-left|center|line-right))?|size:\d{1,3}(?:\.\d+)?%|align:(?:start|center|end|left|right))$/;

const settingsOf = (typed: string): string =>
  typed
    .split(/[ \t]+/)
    .filter((setting) => known.test(setting))
    .map((setting) => ` ${setting}`)
    .join('');

function textOf(lines: string[], at: number): string {
  const read = readCueText(lines.join('\n'));
  if ('script' in read) {
    const line = at + read.script;
    throw new Wrong(line, 'There is a script in this text. Take it out, then try again.');
  }
  if (read.text.length > limits.textLength) throw new Wrong(at, `A text may have ${limits.textLength} characters.`);
  return read.text;
}
