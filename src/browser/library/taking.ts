/** Takes the files of the form, and those that are dropped anywhere on the page or pasted. */
export function takeFiles(form: HTMLFormElement, take: (files: File[]) => void): void {
  const input = form.querySelector<HTMLInputElement>('input[type="file"]');
  form.addEventListener('submit', (event) => {
    const files = [...(input?.files ?? [])];
    // Without any, the page says what to do.
    if (!input || files.length === 0) return;
    event.preventDefault();
    input.value = '';
    take(files);
  });
  document.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    take(files);
  });
  takeDropped(take);
}

function takeDropped(take: (files: File[]) => void): void {
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true;
  const mark = (isOver: boolean) => document.documentElement.classList.toggle('dropping', isOver);
  document.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    // The browser would open the file in place of the page.
    event.preventDefault();
    mark(true);
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) mark(false);
  });
  document.addEventListener('drop', (event) => {
    mark(false);
    if (!hasFiles(event)) return;
    event.preventDefault();
    take([...(event.dataTransfer?.files ?? [])]);
  });
}
