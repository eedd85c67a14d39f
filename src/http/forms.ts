import express, { type Request, type RequestHandler } from 'express';
import { z } from 'zod';
import { type FieldErrors, Invalid } from '../errors.ts';
import { sessionOf } from './sessions.ts';

/** A submitted form: each field as text, the last one where a name came twice. */
export type Form = Record<string, string>;

const formsUpTo = (limit: string): RequestHandler => express.urlencoded({ extended: false, limit, parameterLimit: 80 });

const [fromReaders, fromStaff] = [formsUpTo('64kb'), formsUpTo('2mb')];

/**
 * Reads small forms, and the choice of stories of a whole page of the list. Of who is signed in it takes more than any field may
 * hold, so that what is too long comes back with the page that says so. The editor's form, which has files, goes through http/uploads.ts.
 */
export const readForm: RequestHandler = (request, response, next) =>
  (sessionOf(response) ? fromStaff : fromReaders)(request, response, next);

/** Reads what a script of ours sends: a form as one JSON object of texts, as large as a story may be. */
export const readJson: RequestHandler = express.json({ limit: '4mb' });

/** Text only: a field that came several times, or as something else, cannot surprise anybody. */
export function formOf(request: Request): Form {
  const entries = Object.entries((request.body ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, textOf(Array.isArray(value) ? value.at(-1) : value)]),
  );
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** All that a field holds which may come several times. */
export function valuesOf(request: Request, name: string): string[] {
  const given = (request.body as Record<string, unknown> | undefined)?.[name];
  return (Array.isArray(given) ? given : given === undefined ? [] : [given]).map(String);
}

/**
 * The input that the schema makes of the form.
 * @throws Invalid with one message for each wrong field.
 */
export function parseForm<Schema extends z.ZodType>(schema: Schema, form: Form): z.output<Schema> {
  const parsed = schema.safeParse(form);
  if (parsed.success) return parsed.data;
  const fields: FieldErrors = {};
  for (const { path, message } of parsed.error.issues) fields[String(path[0] ?? '')] ??= message;
  throw new Invalid(fields);
}

/** Direction overrides and invisible spaces, which make a text look like another one. Joiners and marks that scripts need stay. */
const deceptive = /[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/g;

/** More marks on one letter than any text has (https://unicode.org/reports/tr15/#Stream_Safe_Text_Format): composing them takes time in the square. */
const longRuns = /(\p{M}{30})\p{M}+/gu;

const composed = (text: string): string => text.replace(longRuns, '$1').normalize('NFC');

/** A line of text: surrounding space goes, inner runs of space become one, controls and direction overrides go. */
export const line = (limit: number, name: string) =>
  z
    .string()
    .default('')
    .transform((text) =>
      composed(text)
        .replace(deceptive, '')
        .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
        .trim(),
    )
    .refine((text) => text.length <= limit, `${name} may have at most ${limit} characters.`);

/** Text of several lines, with line ends as \n. */
export const prose = (limit: number, name: string) =>
  z
    .string()
    .default('')
    .transform((text) =>
      composed(text)
        .replace(/\r\n?/g, '\n')
        .replace(/[^\P{Cc}\n\t]/gu, ''),
    )
    .refine((text) => text.length <= limit, `${name} may have at most ${limit.toLocaleString('en')} characters.`);

export const email = () =>
  line(254, 'An email address')
    .transform((text) => text.toLowerCase())
    .refine(
      // Of what needs quotes in an address, nothing: it could be read as several addresses.
      (text) => /^[^\s@"<>(),:;[\]\\]+@[^\s@"<>(),:;[\]\\]+\.[^\s@"<>(),:;[\]\\.]+$/.test(text),
      'Enter an email address like name@example.com.',
    );
