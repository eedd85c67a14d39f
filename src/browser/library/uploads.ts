import { element } from '../editor/element.ts';
import { refreshPictures } from './refreshing.ts';
import { type Row, rowOf } from './row.ts';
import { send } from './sending.ts';

/** So many at once: more would only share the line. */
const atOnce = 2;

interface Upload {
  file: File;
  row: Row;
  cancel: (() => void) | null;
}

/** A list of what is sent, below the form; the files that it is given wait for their turn. */
export function uploadsOf(form: HTMLFormElement): (files: File[]) => void {
  const list = element('ul', { class: 'uploads' });
  const status = element('p', { class: 'visually-hidden', role: 'status' });
  form.after(element('section', { class: 'uploading', 'aria-label': 'Files that are added' }, list, status));
  const waiting: Upload[] = [];
  let running = 0;
  let isStale = false;
  const say = (message: string) => {
    status.textContent = message;
  };

  async function run(upload: Upload): Promise<void> {
    running += 1;
    upload.row.sending(0);
    const sending = send(upload.file, form.action, upload.row.sending);
    upload.cancel = sending.cancel;
    const told = await sending.told;
    upload.cancel = null;
    running -= 1;
    upload.row.told(told);
    say(`${upload.file.name}: ${told.problem ?? told.says ?? ''}${told.alike ? ` ${told.alike.text}` : ''}`);
    isStale ||= told.problem === null;
    next();
    if (running > 0 || !isStale) return;
    isStale = false;
    await refreshPictures();
  }

  function next(): void {
    while (running < atOnce) {
      const upload = waiting.shift();
      if (!upload) return;
      void run(upload);
    }
  }

  function cancel(upload: Upload): void {
    const place = waiting.indexOf(upload);
    if (place < 0) upload.cancel?.();
    else {
      waiting.splice(place, 1);
      upload.row.told({ problem: 'It was cancelled.', href: null, says: null });
    }
  }

  return (files) => {
    for (const file of files) {
      const upload: Upload = { file, cancel: null, row: rowOf(file.name, { cancel: () => cancel(upload), again }) };
      function again(): void {
        upload.row.waiting();
        waiting.push(upload);
        next();
      }
      list.append(upload.row.dom);
      waiting.push(upload);
    }
    say(files.length === 1 ? `${files[0]?.name} is sent.` : `${files.length} files are sent.`);
    next();
  };
}
