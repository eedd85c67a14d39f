import type { Editor } from '@tiptap/core';
import { element } from './element.ts';
import { keysShown } from './shortcuts.ts';
import type { Tool } from './tools.ts';

export interface Toolbar {
  dom: HTMLElement;
  /** A button of somebody else's, at the end. It works in both views. */
  add(button: HTMLButtonElement): void;
  /** While the Markdown is shown, there is nothing to format. */
  rest(isResting: boolean): void;
  focus(): void;
}

/**
 * One stop of the Tab key; the arrows go from button to button. Source: WAI-ARIA Authoring Practices, "Toolbar Pattern". Buttons that
 * have nothing to do stay where they are, so that nothing moves away under the finger.
 */
export function toolbarOf(editor: Editor, groups: Tool[][]): Toolbar {
  const dom = element('div', { class: 'toolbar', role: 'toolbar', 'aria-label': 'Formatting' });
  let isResting = false;
  const tools = groups.flat().map((tool) => ({ tool, button: buttonFor(editor, tool, () => isResting) }));
  const buttonOf = (tool: Tool) => tools.find((each) => each.tool === tool)?.button ?? '';
  for (const group of groups) dom.append(element('span', { class: 'group' }, ...group.map(buttonOf)));
  const refresh = () => {
    for (const { tool, button } of tools) show(button, tool, { editor, isResting });
    rove(dom);
  };
  let asked = 0;
  editor.on('transaction', () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(refresh);
  });
  dom.addEventListener('keydown', (event) => move(dom, event));
  dom.addEventListener('focusin', ({ target }) => target instanceof HTMLButtonElement && rove(dom, target));
  // The text keeps its selection while a button is pressed.
  dom.addEventListener('mousedown', (event) => event.preventDefault());
  refresh();
  return {
    dom,
    add: (button) => {
      dom.lastElementChild?.append(button);
      rove(dom);
    },
    rest: (state) => {
      isResting = state;
      refresh();
    },
    focus: () =>
      buttonsOf(dom)
        .find(({ tabIndex }) => tabIndex === 0)
        ?.focus(),
  };
}

function buttonFor(editor: Editor, tool: Tool, isResting: () => boolean): HTMLButtonElement {
  const title = tool.keys ? `${tool.name} (${keysShown(tool.keys)})` : tool.name;
  const button = element('button', { type: 'button', 'aria-label': tool.name, title }, tool.sign ?? tool.name);
  button.addEventListener('click', () => {
    if (!isResting() && button.getAttribute('aria-disabled') !== 'true') tool.press(editor);
  });
  return button;
}

function show(
  button: HTMLButtonElement,
  tool: Tool,
  { editor, isResting }: { editor: Editor; isResting: boolean },
): void {
  const isOff = isResting || (tool.isOff?.(editor) ?? false);
  setAttribute(button, 'aria-disabled', isOff ? 'true' : null);
  if (tool.isOn) setAttribute(button, 'aria-pressed', String(!isResting && tool.isOn(editor)));
  if (tool.isThere) button.hidden = isResting || !tool.isThere(editor);
}

/** Only where it changes: every write costs the browser a look at the page. */
function setAttribute(button: HTMLButtonElement, name: string, value: string | null): void {
  if (button.getAttribute(name) === value) return;
  if (value === null) button.removeAttribute(name);
  else button.setAttribute(name, value);
}

const buttonsOf = (dom: HTMLElement) => [...dom.querySelectorAll<HTMLButtonElement>('button:not([hidden])')];

/** Leaves one button for the Tab key: the given one, else that which it was, else the first. */
function rove(dom: HTMLElement, wanted?: HTMLButtonElement): void {
  const buttons = buttonsOf(dom);
  const stop = wanted ?? buttons.find((button) => button.getAttribute('tabindex') === '0') ?? buttons[0];
  for (const button of dom.querySelectorAll('button')) setAttribute(button, 'tabindex', button === stop ? '0' : '-1');
}

function move(dom: HTMLElement, event: KeyboardEvent): void {
  const buttons = buttonsOf(dom);
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (next === undefined || at < 0) return;
  event.preventDefault();
  buttons[(next + buttons.length) % buttons.length]?.focus();
}
