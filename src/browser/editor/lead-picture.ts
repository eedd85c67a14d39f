import { pictureSearch } from './picture-search.ts';

/** Beside the fields for the number of a picture stands a search of the library, which writes it. */
export function choosePictures(form: HTMLFormElement): void {
  for (const name of ['pictureNumber', 'bodyPictureNumber']) {
    const input = form.querySelector<HTMLInputElement>(`#${name}`);
    const search = pictureSearch(({ id }) => {
      if (!input) return;
      input.value = String(id);
      // What is typed is kept when it is heard of.
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    input?.closest('.field')?.after(search);
  }
}
