/** What the newsroom answers to a press; what it has no word of is not there. */
export interface Answer {
  batch?: string;
  text?: string;
  /** Where readers see it now. */
  href?: string;
  done?: number[];
  refused?: { id: number; message: string }[];
  undone?: number[];
  kept?: number;
  /** Why nothing was done. */
  error?: string;
  others?: { id: number; name: string }[];
  arrived?: number;
}

/** Null where no answer comes, or another one: the session may be over. */
export async function post(address: string, fields: URLSearchParams): Promise<Answer | null> {
  try {
    const headers = { Accept: 'application/json' };
    const answer = await fetch(address, { method: 'POST', body: fields, headers, redirect: 'error' });
    return answer.ok || answer.status === 409 ? ((await answer.json()) as Answer) : null;
  } catch {
    return null;
  }
}
