/*
 * What a script can add where the front page is curated: stories are dragged to their places. Everything that dragging does, buttons
 * do too; a drop fills the form that places a story, and sends it.
 */
import { dragByFinger } from './front/by-finger.ts';

const form = document.querySelector<HTMLFormElement>('form[data-drop]');
if (form) improve(form);

function improve(drop: HTMLFormElement): void {
  let dragged: HTMLElement | null = null;
  const begin = (story: HTMLElement) => {
    dragged = story;
    story.classList.add('dragged');
  };
  const end = () => {
    dragged?.classList.remove('dragged');
    dragged = null;
  };
  const takes = (place: HTMLElement) => dragged !== null && dragged.dataset.place !== place.dataset.place;
  const over = (place: HTMLElement | null) => {
    for (const other of document.querySelectorAll('.over')) if (other !== place) other.classList.remove('over');
    if (place && takes(place)) place.classList.add('over');
  };
  const dropOn = (place: HTMLElement | null) => {
    if (!place || !dragged || !takes(place)) return;
    send(drop, { article: dragged.dataset.story ?? '', to: place.dataset.place ?? '' });
  };
  for (const story of document.querySelectorAll<HTMLElement>('[data-story]')) {
    story.draggable = true;
    story.addEventListener('dragstart', (event) => {
      event.dataTransfer?.setData('text/plain', story.dataset.story ?? '');
      if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
      begin(story);
    });
    story.addEventListener('dragend', end);
    dragByFinger(story, { begin: () => begin(story), over, drop: dropOn, end });
  }
  for (const place of document.querySelectorAll<HTMLElement>('[data-place]')) {
    place.addEventListener('dragover', (event) => {
      if (!takes(place)) return;
      event.preventDefault();
      over(place);
    });
    place.addEventListener('dragleave', (event) => {
      if (!(event.relatedTarget instanceof Node && place.contains(event.relatedTarget))) place.classList.remove('over');
    });
    place.addEventListener('drop', (event) => {
      place.classList.remove('over');
      if (takes(place)) event.preventDefault();
      dropOn(place);
    });
  }
}

function send(drop: HTMLFormElement, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) {
    const field = drop.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
  drop.submit();
}
