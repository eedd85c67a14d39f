import { isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument, type YAMLMap } from 'yaml';
import type { z } from 'zod';
import { nearest } from './nearest.ts';

/** What is wrong in a file, in which of its lines (from 1), and what is allowed there. */
export interface Mistake {
  line: number;
  message: string;
}

/** The fields that a file may have: what each takes, and its value where it is not given. */
export type Fields = Record<string, z.ZodType>;

export type Values<Given extends Fields> = { [Name in keyof Given]: z.output<Given[Name]> };

export interface FrontMatter<Given extends Fields> {
  /** Where a field is wrong, its value is the one of a field that is not given. */
  values: Values<Given>;
  mistakes: Mistake[];
  /** Markdown, with \n as line ends. */
  body: string;
  /** The line of the file in which the body begins. */
  bodyLine: number;
  /** The line of a field, or of one of its list; where it is not given, the first of the front matter. */
  lineOf(field: string, index?: number): number;
}

/**
 * Reads a Markdown file that begins with fields in YAML between two lines of three hyphens. Nothing throws.
 * @param otherNames what people call fields elsewhere, and what they are called here
 */
export function readFrontMatter<Given extends Fields>(
  text: string,
  fields: Given,
  otherNames: Record<string, string> = {},
): FrontMatter<Given> {
  const source = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .normalize('NFC');
  const parts = /^---[ \t]*\n(?:([\s\S]*?)\n)?---[ \t]*(?:\n|$)/.exec(source);
  if (!parts) return unreadable(source, fields);
  const body = source.slice(parts[0].length);
  const blank = /^(?:[ \t]*\n)*/.exec(body)?.[0] ?? '';
  const matter = parseYaml(parts[1] ?? '');
  const { values, mistakes } = readFields(matter, fields, otherNames);
  return {
    values,
    mistakes: [...matter.mistakes, ...mistakes],
    body: body.slice(blank.length).trimEnd(),
    bodyLine: countLines(parts[0]) + countLines(blank) + 1,
    lineOf: matter.lineOf,
  };
}

const countLines = (text: string) => text.split('\n').length - 1;

function unreadable<Given extends Fields>(source: string, fields: Given): FrontMatter<Given> {
  const closed = !source.startsWith('---\n');
  const message = closed
    ? 'The file begins with its fields: a line ---, then headline: … and section: … at least, then a line ---, then the text.'
    : 'The fields are never closed. End them with a line that holds only ---';
  const { values } = readFields({ given: new Map(), mistakes: [], lineOf: () => 1 }, fields, {});
  return { values, mistakes: [{ line: 1, message }], body: '', bodyLine: 1, lineOf: () => 1 };
}

interface Matter {
  given: Map<string, unknown>;
  mistakes: Mistake[];
  lineOf(field: string, index?: number): number;
}

function parseYaml(yaml: string): Matter {
  const counter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: counter, prettyErrors: false });
  // The line --- stands before the first.
  const lineAt = (offset: number) => counter.linePos(offset).line + 1;
  const mistakes = document.errors.map(({ pos, message }) => ({
    line: lineAt(pos[0]),
    message: `${message.replace(/\.$/, '')}.`,
  }));
  const fields = document.contents;
  if (mistakes.length > 0 || !isMap<ParsedNode, ParsedNode | null>(fields)) {
    if (mistakes.length === 0 && fields !== null)
      mistakes.push({ line: 2, message: 'Fields are written as name: value.' });
    return { given: new Map(), mistakes, lineOf: () => 1 };
  }
  const lineOf: Matter['lineOf'] = (field, index) => {
    const offset = offsetOf(fields, field, index);
    return offset === null ? 1 : lineAt(offset);
  };
  try {
    return { given: new Map(Object.entries(document.toJS() as Record<string, unknown>)), mistakes, lineOf };
  } catch {
    // A few lines of references to references can mean more text than the memory holds.
    return {
      given: new Map(),
      mistakes: [{ line: 1, message: 'Too many references (*name). Write the values out.' }],
      lineOf,
    };
  }
}

function offsetOf(fields: YAMLMap.Parsed, field: string, index?: number): number | null {
  const pair = fields.items.find(({ key }) => isScalar(key) && String(key.value) === field);
  if (!pair) return null;
  const item = isSeq<ParsedNode>(pair.value) && index !== undefined ? pair.value.items[index] : null;
  return (item ?? pair.key).range[0];
}

function readFields<Given extends Fields>(
  { given, lineOf, mistakes: broken }: Matter,
  fields: Given,
  otherNames: Record<string, string>,
): Pick<FrontMatter<Given>, 'values' | 'mistakes'> {
  const names = Object.keys(fields);
  const mistakes: Mistake[] = [...given.keys()]
    .filter((name) => !names.includes(name))
    .map((name) => ({ line: lineOf(name), message: unknownField(name, names, otherNames[name.toLowerCase()]) }));
  const read = (name: string, field: z.ZodType) => {
    const parsed = field.safeParse(given.get(name) ?? undefined);
    if (parsed.success) return parsed.data;
    for (const { message, path } of parsed.error.issues) {
      const index = typeof path[0] === 'number' ? path[0] : undefined;
      // Where nothing could be read, what is not there is no second mistake.
      if (broken.length === 0) mistakes.push({ line: lineOf(name, index), message: `${name} ${message}` });
    }
    return fallbackOf(field);
  };
  const values = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, read(name, field)]));
  return { values: values as Values<Given>, mistakes: mistakes.sort((one, other) => one.line - other.line) };
}

function fallbackOf(field: z.ZodType): unknown {
  const parsed = field.safeParse(undefined);
  return parsed.success ? parsed.data : '';
}

function unknownField(name: string, names: string[], other: string | undefined): string {
  const meant = nearest(name, names) ?? other;
  return `There is no field “${name}”. ${meant ? `Is ${meant} meant?` : `There are ${names.join(', ')}.`}`;
}
