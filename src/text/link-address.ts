import { withoutControls } from './markdown/plain-text.ts';

/**
 * The address of a link, cleaned of what browsers skip: absolute with http, https or mailto, or relative, or a
 * fragment. Null for every other, for one without a scheme but with a host (`//host`, `/\host`), and for one with a
 * user name, which can make it look like another's.
 */
export const safeAddress = (typed: string): string | null => {
  const address = withoutControls(typed)
    .replace(/[\t\n]/g, '')
    .trim();
  if (/^[/\\]{2}/.test(address)) return null;
  if (/^mailto:[^\s@]+@[^\s@]+$/i.test(address)) return address;
  if (/^https?:\/\/[^/\\]/i.test(address)) {
    return URL.canParse(address) && !new URL(address).username && !new URL(address).password ? address : null;
  }
  return /^[^/?#]*:/.test(address) ? null : address;
};

/** As `safeAddress`, of pages of the web alone, whole. */
export const webAddress = (typed: string): string | null => {
  const address = safeAddress(typed);
  return address !== null && /^https?:/i.test(address) ? address : null;
};
