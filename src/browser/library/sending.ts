/** What became of a file, as the page says it. */
export interface Told {
  problem: string | null;
  /** Where it is now, and how it came there. */
  href: string | null;
  says: string | null;
  /** Others that look like it. */
  alike?: { text: string; pictures: { href: string; title: string }[] } | null;
}

export interface Sending {
  told: Promise<Told>;
  cancel(): void;
}

const lost = 'It did not arrive. Are you still signed in, and connected? Then try again.';
const failed = (problem: string): Told => ({ problem, href: null, says: null });

/**
 * Sends one file to where the form sends many.
 * @param onProgress hears which part of it has left, from 0 to 1
 */
export function send(file: File, address: string, onProgress: (part: number) => void): Sending {
  // The one way to hear how far it is.
  const request = new XMLHttpRequest();
  const told = new Promise<Told>((resolve) => {
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (lengthComputable && total > 0) onProgress(loaded / total);
    };
    request.upload.onload = () => onProgress(1);
    request.onload = () => resolve(toldBy(request.response));
    request.onerror = () => resolve(failed(lost));
    request.onabort = () => resolve(failed('It was cancelled.'));
  });
  request.open('POST', address);
  request.setRequestHeader('Accept', 'application/json');
  request.responseType = 'json';
  const body = new FormData();
  body.set('pictures', file);
  request.send(body);
  return { told, cancel: () => request.abort() };
}

/** Whoever was signed out meanwhile gets a page in place of an answer. */
function toldBy(answer: unknown): Told {
  const { arrived, error } = (answer ?? {}) as { arrived?: Told[]; error?: string };
  const [told] = arrived ?? [];
  return told ?? failed(error || lost);
}
