/** A page of ours that came as an answer; nothing in it runs, and nothing is loaded for it. */
export interface Answer {
  page: Document;
  /** Where redirects led, without what stands behind the #. */
  url: string;
  status: number;
}

/** Sends the fields, or only asks where there are none. Fails where no page comes back. */
export function ask(address: string, fields?: URLSearchParams): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // The one way to a document that needs no text to be made HTML.
    const request = new XMLHttpRequest();
    request.open(fields ? 'POST' : 'GET', address);
    request.responseType = 'document';
    request.timeout = 20_000;
    request.onload = () => {
      const page: Document | null = request.response;
      if (page) resolve({ page, url: request.responseURL, status: request.status });
      else reject(new Error('No page came back.'));
    };
    request.onerror = reject;
    request.ontimeout = reject;
    request.send(fields);
  });
}
