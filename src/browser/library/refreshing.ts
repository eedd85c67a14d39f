/** What the page shows of the library stands there as it is now; where it cannot be had, it stays as it was. */
export async function refreshPictures(): Promise<void> {
  const page = await fetchDocument(location.href);
  const fresh = page?.querySelector('ul.library');
  const present = document.querySelector('ul.library, .empty');
  // Whoever is in the list stays there.
  if (fresh && present && !present.contains(document.activeElement)) present.replaceWith(document.adoptNode(fresh));
}

/** A page of ours as a document that is never shown: the one way to it that needs no text to be made HTML. */
function fetchDocument(address: string): Promise<Document | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('GET', address);
    request.responseType = 'document';
    request.onload = () => resolve(request.status === 200 ? request.responseXML : null);
    request.onerror = () => resolve(null);
    request.send();
  });
}
