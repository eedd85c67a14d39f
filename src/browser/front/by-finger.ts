/*
 * Dragging by finger. A finger that moves scrolls the page, so a long press takes a story up; near the edges of the screen the page
 * moves on below it.
 */

/** In milliseconds. */
const longPress = 350;
/** In pixels: a finger that went further before was going to scroll. */
const tremble = 10;
/** In pixels from the edge, and for each step. */
const edge = 90;
const step = 12;

interface Drag {
  begin(): void;
  /** The finger is over this place now, or over none. */
  over(place: HTMLElement | null): void;
  drop(place: HTMLElement | null): void;
  end(): void;
}

interface Point {
  x: number;
  y: number;
}

export function dragByFinger(story: HTMLElement, drag: Drag): void {
  let at: Point = { x: 0, y: 0 };
  let waiting = 0;
  let scrolling = 0;

  const takeUp = () => {
    waiting = 0;
    drag.begin();
    scrolling = window.setInterval(() => {
      scrollBy(0, stepAt(at));
      drag.over(placeAt(at));
    }, 16);
  };
  const letGo = () => {
    clearTimeout(waiting);
    clearInterval(scrolling);
    waiting = 0;
    scrolling = 0;
    drag.over(null);
    drag.end();
  };

  story.addEventListener(
    'touchstart',
    (event) => {
      letGo();
      const { target, touches } = event;
      if (touches.length > 1 || (target instanceof Element && target.closest('button, .button, .plain'))) return;
      // Browsers that drag after a long press of their own would do it twice.
      story.draggable = false;
      at = pointOf(event);
      waiting = window.setTimeout(takeUp, longPress);
    },
    { passive: true },
  );
  story.addEventListener(
    'touchmove',
    (event) => {
      const to = pointOf(event);
      if (scrolling) {
        event.preventDefault();
        at = to;
      } else if (Math.hypot(to.x - at.x, to.y - at.y) > tremble) letGo();
    },
    { passive: false },
  );
  story.addEventListener('touchend', (event) => {
    if (scrolling) {
      // The finger presses nothing where it leaves the screen.
      event.preventDefault();
      drag.drop(placeAt(at));
    }
    letGo();
  });
  story.addEventListener('touchcancel', letGo);
  story.addEventListener('contextmenu', (event) => (waiting || scrolling) && event.preventDefault());
}

const pointOf = ({ touches: [touch] }: TouchEvent): Point => ({ x: touch?.clientX ?? 0, y: touch?.clientY ?? 0 });

const placeAt = ({ x, y }: Point): HTMLElement | null =>
  document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-place]') ?? null;

function stepAt({ y }: Point): number {
  if (y < edge) return -step;
  return y > innerHeight - edge ? step : 0;
}
