import { z } from 'zod';
import { email, line, prose } from '../http/forms.ts';
import type { Words } from '../text/language.ts';
import { inked } from './comment/wording.ts';
import { limits, type ThreadPlace } from './comment.ts';
import { longestObjection } from './own.ts';

// Lengths are looked at here, so that the messages are in the reader's language.
const any = Number.POSITIVE_INFINITY;
const anEmail = email();

/** Marks that turn the direction of what follows them: they would turn the words of the page around. */
const turns = /[\u202A-\u202E\u2066-\u2069]/g;

/** No script puts so many marks on one letter: they would run over the lines above and below. */
const stacks = /(\p{M}{8})\p{M}+/gu;

/** A text without what would run over the page. */
export const tamed = (text: string): string => text.toWellFormed().replace(turns, '').replace(stacks, '$1');

/** Somebody signed in needs to give neither name nor email. */
export function commentForm(words: Words, { signedIn }: { signedIn: boolean }): CommentForm {
  // Made once for each language: making it costs more than reading a comment with it.
  const known = signedIn ? ofStaff : ofReaders;
  const form = known.get(words) ?? makeForm(words, signedIn);
  known.set(words, form);
  return form;
}

type CommentForm = ReturnType<typeof makeForm>;

const [ofReaders, ofStaff] = [new Map<Words, CommentForm>(), new Map<Words, CommentForm>()];

const makeForm = ({ errors }: Words, signedIn: boolean) =>
  z.object({
    text: prose(any, '')
      .transform((text) => tamed(text).trim())
      .refine((text) => text !== '', errors.commentMissing)
      .refine((text) => text.length <= limits.text, errors.commentTooLong(limits.text)),
    name: line(any, '')
      .transform((name) => tamed(name).trim())
      .refine((name) => signedIn || /[\p{L}\p{N}\p{S}]/u.test(inked(name)), errors.nameMissing)
      .refine((name) => signedIn || name.length <= limits.name, errors.nameTooLong(limits.name)),
    email: line(any, '')
      .transform((address) => address.toLowerCase())
      .refine((address) => signedIn || address !== '', errors.emailMissing)
      .refine((address) => signedIn || anEmail.safeParse(address).success, errors.emailWrong),
    parent: z
      .string()
      .default('')
      .transform((id) => (id === '' ? null : idOf(id))),
    website: z.string().default(''),
    replies: z
      .string()
      .default('')
      .transform((ticked) => ticked !== ''),
  });

/** What the writer of a rejected comment says to it. */
export const objectionForm = ({ own: { object } }: Words) =>
  z.object({
    objection: prose(any, '')
      .transform((text) => text.trim())
      .refine((text) => text !== '', object.missing)
      .refine((text) => text.length <= longestObjection, object.tooLong(longestObjection)),
  });

/** What a writer changes is the text alone. */
export const changeForm = (says: Words) => commentForm(says, { signedIn: true }).pick({ text: true });
/** An email address, as comments bear it. */
export const emailForm = (wrong: string) =>
  z.object({
    email: line(any, '')
      .transform((address) => address.toLowerCase())
      .refine((address) => address.length <= limits.email && anEmail.safeParse(address).success, wrong),
  });

/** The number in an address or a hidden field; 0, which nothing has, for anything else. */
export const idOf = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : 0);

/** Null where the address asks for nothing but the first page, the newest first. */
export function threadPlaceOf({ order, from }: Record<string, unknown>): ThreadPlace | null {
  const known = order === 'oldest' || order === 'newest' ? order : null;
  const behind = idOf(String(from ?? '')) || null;
  return known === 'oldest' || behind !== null ? { order: known ?? 'newest', from: behind } : null;
}
