import type { IncomingMessage } from 'node:http';
import type { Response } from 'express';
import { type CookieRules, readCookie, setCookie } from './cookies.ts';

/** How readers want pages to look; 'auto' leaves it to what their device says. */
export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What the layout of readers' pages needs of it. */
export interface ThemeModel {
  /** Null where the device decides. */
  chosen: 'light' | 'dark' | null;
  /** The colour of the browser's own bar, where a theme is chosen. */
  colour: string | null;
  is: Record<Theme, boolean>;
}

/** Those of --paper in tokens.css. */
const paper = { light: '#fffdf9', dark: '#14161a' };
const cookieName = 'theme';
const year = 365 * 24 * 60 * 60;

export const isTheme = (text: unknown): text is Theme => themes.some((theme) => theme === text);

/**
 * Readers' pages vary by nothing else of a request than their address and this: three values, whatever the cookie holds. So a cache of
 * whole pages needs the path and the theme as its key, and may look past every other cookie.
 */
export function readTheme(request: IncomingMessage, rules: CookieRules): Theme {
  const value = readCookie(request, cookieName, rules);
  return isTheme(value) ? value : 'auto';
}

export function keepTheme(response: Response, theme: Theme, rules: CookieRules): void {
  const maxAge = theme === 'auto' ? 0 : year;
  setCookie(response, { name: cookieName, value: theme === 'auto' ? '' : theme, maxAge }, rules);
}

export const themeModel = (theme: Theme): ThemeModel => models[theme];

const models = Object.fromEntries(themes.map((theme) => [theme, modelOf(theme)])) as Record<Theme, ThemeModel>;

function modelOf(theme: Theme): ThemeModel {
  const chosen = theme === 'auto' ? null : theme;
  const is = { auto: theme === 'auto', light: theme === 'light', dark: theme === 'dark' };
  return { chosen, colour: chosen && paper[chosen], is };
}
