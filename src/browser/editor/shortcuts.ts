import { element } from './element.ts';
import type { Tool } from './tools.ts';

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);
const names: Record<string, string> = isMac ? { Mod: '⌘', Alt: '⌥', Shift: '⇧' } : { Mod: 'Ctrl' };

/** "Ctrl+Shift+Z" */
export const keysShown = (keys: string): string =>
  keys
    .split('-')
    .map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join('+');

const rules: [typed: string, becomes: string][] = [
  ['## ', 'Heading'],
  ['### ', 'Subheading'],
  ['- ', 'Bulleted list'],
  ['1. ', 'Numbered list'],
  ['> ', 'Quote'],
  ['**words**', 'Bold'],
  ['*words*', 'Italic'],
  ['`words`', 'Code'],
  ['---', 'A line between two parts'],
];

/** The list of the shortcuts, on `?` wherever that is no text, and on a button. */
export function shortcutList(tools: Pick<Tool, 'name' | 'keys'>[]): { open(): void; button: HTMLButtonElement } {
  const pressed = [
    ...tools.flatMap(({ name, keys }) => (keys ? [[keysShown(keys), name]] : [])),
    [keysShown('Alt-F10'), 'To the toolbar'],
    ['Esc', 'Out of the fields of a block'],
    ['?', 'This list'],
  ] as [string, string][];
  const close = element('button', { class: 'button' }, 'Close');
  const dialog = element(
    'dialog',
    { class: 'editor-dialog shortcuts', 'aria-labelledby': 'shortcuts-title' },
    element(
      'form',
      { method: 'dialog' },
      element('h2', { id: 'shortcuts-title' }, 'Keyboard shortcuts'),
      ...[listOf(pressed), element('h3', {}, 'Typed at the beginning of a line, or around words'), listOf(rules)],
      element('p', { class: 'acts-line' }, close),
    ),
  );
  document.body.append(dialog);
  const open = () => dialog.showModal();
  document.addEventListener('keydown', (event) => {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isText(event.target)) return;
    event.preventDefault();
    if (!dialog.open) open();
  });
  const button = element(
    'button',
    { type: 'button', 'aria-label': 'Keyboard shortcuts', title: 'Keyboard shortcuts (?)' },
    '?',
  );
  button.addEventListener('click', open);
  return { open, button };
}

const listOf = (lines: [string, string][]): HTMLElement =>
  element(
    'dl',
    {},
    ...lines.map(([keys, name]) =>
      element('div', {}, element('dt', {}, element('kbd', {}, keys)), element('dd', {}, name)),
    ),
  );

const isText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
