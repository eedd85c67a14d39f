import type { PurgeConfig } from '../config/purge.ts';
import { Unavailable } from '../errors.ts';

/** In milliseconds. */
const patience = 10_000;

/** In the ways in which caches are told: Fastly, Varnish and others read the header, Cloudflare and others the body. @throws Unavailable */
export async function tellToDrop({ url, headers }: PurgeConfig, names: string[]): Promise<void> {
  if (names.length === 0) return;
  const said = { 'Content-Type': 'application/json', 'Surrogate-Key': names.join(' '), ...headers };
  const asked = { method: 'POST', headers: said, body: JSON.stringify({ tags: names }), redirect: 'manual' } as const;
  const answer = await fetch(url, { ...asked, signal: AbortSignal.timeout(patience) }).catch((cause: Error) => {
    throw new Unavailable('The cache before the site cannot be reached.', { cause });
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Unavailable(`The cache before the site answered ${answer.status}.`);
}
