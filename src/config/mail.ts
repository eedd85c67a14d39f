import { resolve } from 'node:path';

export interface MailConfig {
  /** What sends mails on; null where they go into files only. */
  server: MailServer | null;
  /** Where mails go that are not sent. */
  folder: string;
}

export interface MailServer {
  host: string;
  port: number;
  /** TLS from the first byte on; else STARTTLS where the server offers it. */
  secure: boolean;
  /** Nothing is sent without TLS: so that no password goes over a network in the clear. */
  requireTLS: boolean;
  auth: { user: string; pass: string } | null;
}

export const smtpTakes = 'smtp://user:password@host:587, smtps://user:password@host:465 or file:./mails';

/** What takes the mails of an address; null where it names nothing. */
export function readSmtpUrl(value: string): Partial<MailConfig> | null {
  const folder = /^file:(.+)$/.exec(value)?.[1];
  if (folder !== undefined) return { folder: resolve(folder) };
  const url = /^smtps?:\/\//.test(value) ? URL.parse(value) : null;
  if (!url?.hostname || !/^\/?$/.test(url.pathname) || url.search || url.hash) return null;
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  try {
    const [user, pass] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    const auth = user === '' ? null : { user, pass };
    const requireTLS = !secure && auth !== null && !/^(localhost|127\.[\d.]+|::1)$/.test(host);
    return { server: { host, port: Number(url.port) || (secure ? 465 : 587), secure, requireTLS, auth } };
  } catch {
    return null;
  }
}
