/*
 * What a script can add under a story's headline: the address copied by one press, and the sheet of the device, which knows the reader's
 * own ways to send it. Where a browser lacks one of them, its button stays hidden; the plain links beside them need no script.
 */

const share = document.querySelector<HTMLElement>('[data-share]');
if (share) improve(share);

function improve(area: HTMLElement): void {
  const { share: url = '', title = '' } = area.dataset;
  const status = area.querySelector<HTMLElement>('[role="status"]');
  // Both are there over https and on localhost only.
  if (navigator.clipboard) {
    show(area, 'copy', async () => {
      await navigator.clipboard.writeText(url);
      if (status) status.textContent = status.dataset.copied ?? '';
    });
  }
  if (navigator.canShare?.({ url, title })) {
    // A reader who closes the sheet again is no mistake.
    show(area, 'sheet', () => navigator.share({ url, title }).catch(() => undefined));
  }
}

function show(area: HTMLElement, name: string, press: () => unknown): void {
  const button = area.querySelector<HTMLElement>(`[data-${name}]`);
  button?.addEventListener('click', press);
  button?.parentElement?.removeAttribute('hidden');
}
