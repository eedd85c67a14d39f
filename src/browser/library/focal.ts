import { element } from '../editor/element.ts';

type Axis = 'X' | 'Y';

const steps: Record<string, [axis: Axis, by: number]> = {
  ...{ ArrowLeft: ['X', -1], ArrowRight: ['X', 1], ArrowUp: ['Y', -1], ArrowDown: ['Y', 1] },
};

/** A press on the picture sets the numbers, and a mark on it is moved by arrow keys; what is cut out follows both. */
export function moveFocus(fields: HTMLElement, picture: HTMLImageElement): void {
  const input = (axis: Axis) => fields.querySelector<HTMLInputElement>(`#focal${axis}`) as HTMLInputElement;
  const numberOf = (axis: Axis) => bounded(Number(input(axis).value));
  const mark = element('button', { type: 'button', class: 'focal-mark' });
  const stand = element('span', { class: 'focal-frame' });
  const around = picture.closest('a') ?? picture;
  around.replaceWith(stand);
  stand.append(around, mark);

  function draw(): void {
    const [x, y] = [numberOf('X'), numberOf('Y')];
    // The picture is the same in both directions of writing, so its point is not told by where lines begin.
    mark.style.left = `${x}%`;
    mark.style.top = `${y}%`;
    mark.setAttribute(
      'aria-label',
      `What matters most: ${x} per cent from the left, ${y} from the top. Arrow keys move it.`,
    );
    for (const crop of fields.querySelectorAll<HTMLImageElement>('.crop')) show(crop, { x, y });
  }

  function show(crop: HTMLImageElement, { x, y }: { x: number; y: number }): void {
    const full = fields.dataset.full ?? '';
    if (crop.getAttribute('src') !== full) crop.src = full;
    const [wide = 1, high = 1] = (crop.dataset.shape ?? '').split('x').map(Number);
    const [width, height] = [picture.naturalWidth || picture.width, picture.naturalHeight || picture.height];
    const part = { width: Math.min(width, (height * wide) / high), height: Math.min(height, (width * high) / wide) };
    crop.style.objectPosition = `${positionOf(width, part.width, x)}% ${positionOf(height, part.height, y)}%`;
  }

  const set = (axis: Axis, value: number) => {
    input(axis).value = String(bounded(value));
    draw();
  };
  mark.addEventListener('keydown', (event) => {
    const [axis, by] = steps[event.key] ?? [];
    if (!axis || !by) return;
    event.preventDefault();
    set(axis, numberOf(axis) + by * (event.shiftKey ? 10 : 1));
  });
  picture.addEventListener('click', (event) => {
    // By the keyboard the link leads to the whole picture, as it does without scripts.
    if (event.detail === 0) return;
    event.preventDefault();
    const box = picture.getBoundingClientRect();
    set('X', ((event.clientX - box.left) / box.width) * 100);
    set('Y', ((event.clientY - box.top) / box.height) * 100);
    mark.focus();
  });
  fields.addEventListener('input', draw);
  if (!picture.complete) picture.addEventListener('load', draw);
  draw();
}

const bounded = (value: number) => Math.max(0, Math.min(100, Math.round(Number.isFinite(value) ? value : 50)));

/** As media/variant.ts cuts it: the point in the middle, as far as the edges let it. In per cent of what is left over. */
function positionOf(whole: number, part: number, focal: number): number {
  const rest = whole - part;
  if (rest <= 0) return 50;
  const begin = Math.max(0, Math.min(rest, (whole * focal) / 100 - part / 2));
  return Math.round((begin / rest) * 1000) / 10;
}
