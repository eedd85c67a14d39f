import type { Site } from '../db/settings.ts';
import type { FieldErrors } from '../errors.ts';
import type { Page } from '../http/render.ts';
import { passwordLimits } from './person.ts';

export interface SignInState {
  email: string;
  /** Where to go on to, or null. */
  next: string | null;
  /** What just happened, or null. */
  notice: string | null;
  /** Why it did not work, with the status that says so; null at first. */
  refusal: { status: number; message: string } | null;
}

/** The sign-in. The password is never sent back. */
export function signInPage({ name }: Site, { email, next, notice, refusal }: SignInState): Page {
  return {
    layout: 'sheet',
    script: 'passkeys',
    view: 'admin/sign-in',
    status: refusal?.status ?? 200,
    language: 'en',
    title: 'Sign in',
    model: {
      siteName: name,
      email,
      error: refusal?.message ?? null,
      notice: notice === null ? null : { text: notice, link: null },
      hidden: next === null ? [] : [{ name: 'next', value: next }],
    },
  };
}

export interface SetUpState {
  token: string;
  name: string;
  email: string;
  errors: FieldErrors;
  status: number;
}

/** The form that makes the first administrator. */
export function setUpPage(site: Site, { token, name, email, errors, status }: SetUpState): Page {
  const items = Object.entries(errors).map(([field, message]) => ({ href: `#${field || 'name'}`, message }));
  return {
    layout: 'sheet',
    view: 'admin/set-up',
    status,
    language: 'en',
    title: 'Make the first account',
    model: {
      siteName: site.name,
      token,
      name,
      email,
      passwordRule: `At least ${passwordLimits.least} characters. A short sentence is good.`,
      summary: items.length === 0 ? null : { title: 'The account was not made. Please look at:', items },
      errors: { name: errors.name ?? null, email: errors.email ?? null, password: errors.password ?? null },
    },
  };
}
