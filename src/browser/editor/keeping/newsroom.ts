import type { DeviceCopy } from './device.ts';

/**
 * What became of a text that was sent: `kept` now, or a newer one was there (`older`); its sitting is over (`settled`: saved or
 * discarded); the text from which it began is gone (`redacted`); or why it is kept on the device alone.
 */
export type Outcome =
  | { state: 'kept' | 'older'; time: string }
  | { state: 'settled' | 'redacted' | 'offline' | 'signed-out' | 'somebody-else' | 'busy' | 'refused' };

/** A browser lets a page that is being left send so much, in characters of which some are several bytes. */
const mostAtTheEnd = 20_000;

export async function sendToNewsroom(
  { address, fields, at: _when, ...sitting }: DeviceCopy,
  { isLeaving = false } = {},
): Promise<Outcome> {
  const body = JSON.stringify({ ...fields, ...sitting, turn: String(sitting.turn) });
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body,
      keepalive: isLeaving && body.length < mostAtTheEnd,
    });
    return await outcomeOf(answer);
  } catch {
    return { state: 'offline' };
  }
}

async function outcomeOf(answer: Response): Promise<Outcome> {
  const { status } = answer;
  if (status === 200) return answer.json();
  // A page instead says that the story is no draft any more on which somebody works.
  if (status === 409) return answer.json().catch((): Outcome => ({ state: 'refused' }));
  if (status === 401) return { state: 'signed-out' };
  return { state: status === 429 || status >= 500 ? 'busy' : 'refused' };
}
