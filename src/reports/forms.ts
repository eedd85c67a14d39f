import { z } from 'zod';
import { email, type Form, line, parseForm, prose } from '../http/forms.ts';
import type { Words } from '../text/language.ts';
import { limits, type Tab, tabs } from './report.ts';

// Lengths are looked at here, so that the messages are in the reader's language.
const any = Number.POSITIVE_INFINITY;
const anEmail = email();

/** What a reader typed, cleaned. */
export interface ReportInput {
  text: string;
  email: string;
  /** The version of the story that stood above the form; 0 where that is not said. */
  seen: number;
}

const reader = ({ reports: { errors } }: Words) =>
  z.object({
    report: prose(any, '')
      .transform((text) => text.replace(/[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/g, '').trim())
      .refine((text) => /[\p{L}\p{N}]/u.test(text), errors.missing)
      .refine((text) => text.length <= limits.text, errors.tooLong(limits.text)),
    address: line(any, '')
      .transform((address) => address.toLowerCase())
      .refine((address) => address === '' || anEmail.safeParse(address).success, errors.addressWrong),
    seen: z.string().default('').transform(numberIn),
    // Programs fill every field. A browser may have filled it for a person too, who is told.
    website: z
      .string()
      .default('')
      .refine((trap) => trap.trim() === '', errors.trapFilled),
  });

/** @throws Invalid in the reader's language; what is wrong with the field that nobody sees is said of the form as a whole */
export function reportForm(form: Form, words: Words): ReportInput {
  const { report, address, seen } = parseForm(reader(words), form);
  return { text: report, email: address, seen };
}

/** The number in an address or a hidden field; 0, which nothing has, for anything else. */
export const numberIn = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : 0);

const declining = z.object({
  answer: prose(limits.answer, 'The answer').transform((text) => text.trim()),
});

/** @throws Invalid */
export const declineForm = (form: Form): { answer: string } => parseForm(declining, form);

/** The reports whose boxes are ticked on the sheet of a publication. */
export const tickedReports = (form: Form): number[] =>
  Object.keys(form).flatMap((name) => {
    const id = /^report-(\d{1,15})$/.exec(name)?.[1];
    return id === undefined ? [] : [Number(id)];
  });

export const tabIn = (query: Record<string, unknown>): Tab => tabs.find((tab) => tab === query.state) ?? 'open';
