/*
 * What a script can add where the front page is curated: stories are dragged to their places. Everything that dragging does, buttons
 * do too; a drop fills the form that places a story, and sends it.
 */

const form = document.querySelector<HTMLFormElement>('form[data-drop]');
if (form) improve(form);

function improve(drop: HTMLFormElement): void {
  let dragged: HTMLElement | null = null;
  for (const story of document.querySelectorAll<HTMLElement>('[data-story]')) {
    story.draggable = true;
    story.addEventListener('dragstart', (event) => {
      dragged = story;
      event.dataTransfer?.setData('text/plain', story.dataset.story ?? '');
      if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
      story.classList.add('dragged');
    });
    story.addEventListener('dragend', () => {
      dragged = null;
      story.classList.remove('dragged');
    });
  }
  for (const place of document.querySelectorAll<HTMLElement>('[data-place]')) {
    const takes = () => dragged !== null && dragged.dataset.place !== place.dataset.place;
    place.addEventListener('dragover', (event) => {
      if (!takes()) return;
      event.preventDefault();
      place.classList.add('over');
    });
    place.addEventListener('dragleave', (event) => {
      if (!(event.relatedTarget instanceof Node && place.contains(event.relatedTarget))) place.classList.remove('over');
    });
    place.addEventListener('drop', (event) => {
      place.classList.remove('over');
      if (!takes() || !dragged) return;
      event.preventDefault();
      send(drop, { article: dragged.dataset.story ?? '', to: place.dataset.place ?? '' });
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
