import { element, freshId } from './element.ts';

/** Of a block, by the names of its attributes. */
export type Values = Record<string, string | boolean | null>;

export interface Field {
  name: string;
  label: string;
  /** A line of text where nothing is said. */
  look?: 'lines' | 'check' | 'code';
  hint?: string;
  /** Of a datalist on the page, whose values are offered. */
  list?: string;
}

export interface Fields {
  dom: HTMLElement;
  show(values: Values): void;
}

interface Acts {
  set(values: Values): void;
  /** Back into the text: behind the block, if that is done; else the block itself. */
  leave(isDone: boolean): void;
}

/** Small labelled fields. None has a name, so that the form sends nothing of them: the text holds what they say. */
export function fieldsFor(fields: Field[], acts: Acts): Fields {
  const controls = fields.map((field) => controlFor(field, acts));
  return {
    dom: element('div', { class: 'block-field-list' }, ...controls.map(({ dom }) => dom)),
    show: (values) => {
      for (const { show } of controls) show(values);
    },
  };
}

function controlFor(field: Field, acts: Acts): Fields {
  return field.look === 'check' ? checkFor(field, acts) : textFor(field, acts);
}

function checkFor({ name, label }: Field, { set }: Acts): Fields {
  const box = element('input', { type: 'checkbox' });
  box.addEventListener('change', () => set({ [name]: box.checked }));
  return {
    dom: element('label', { class: 'check' }, box, label),
    show: (values) => {
      box.checked = values[name] === true;
    },
  };
}

function textFor({ name, label, look, hint, list }: Field, { set, leave }: Acts): Fields {
  const id = freshId();
  const described = hint ? `${id}-hint` : null;
  const common = { id, dir: look === 'code' ? 'ltr' : 'auto', 'aria-describedby': described, autocomplete: 'off' };
  const input =
    look === undefined
      ? element('input', { ...common, type: 'text', list: list ?? null })
      : element('textarea', common);
  if (look === 'code') input.spellcheck = false;
  input.addEventListener('input', () => set({ [name]: input.value }));
  input.addEventListener('keydown', (event) => {
    const pressed = event as KeyboardEvent;
    // Enter would send the form.
    const isEnd = pressed.key === 'Escape' || (pressed.key === 'Enter' && look !== 'code');
    if (!isEnd || pressed.isComposing) return;
    event.preventDefault();
    leave(pressed.key === 'Enter');
  });
  return {
    dom: element(
      'div',
      { class: 'field' },
      element('label', { for: id }, label),
      input,
      hint ? element('p', { class: 'hint', id: described }, hint) : null,
    ),
    show: (values) => {
      const value = String(values[name] ?? '');
      // Writing a value that is there already would move the cursor.
      if (input.value !== value) input.value = value;
      if (input instanceof HTMLTextAreaElement) input.rows = Math.min(12, Math.max(2, value.split('\n').length));
    },
  };
}
