/** What a form would send, by name: files, buttons and what is not ticked left out. */
export type FieldTexts = Record<string, string>;

/** Of the keeping itself; they change without anybody typing. */
const own = ['draft', 'takes'];

export const fieldsOf = (form: HTMLFormElement): FieldTexts =>
  textsOf(form, {
    text: ({ value }) => value,
    isOn: ({ checked }) => checked,
    chosen: ({ selectedOptions: [option] }) => option,
  });

/** The same as the page came: a browser that is asked to load it again may fill in what was typed before. */
export const fieldsAtFirst = (form: HTMLFormElement): FieldTexts =>
  textsOf(form, {
    text: ({ defaultValue }) => defaultValue,
    isOn: ({ defaultChecked }) => defaultChecked,
    chosen: ({ options }) => [...options].find(({ defaultSelected }) => defaultSelected) ?? options[0],
  });

interface Reading {
  text(control: HTMLInputElement | HTMLTextAreaElement): string;
  isOn(box: HTMLInputElement): boolean;
  chosen(list: HTMLSelectElement): HTMLOptionElement | undefined;
}

function textsOf(form: HTMLFormElement, { text, isOn, chosen }: Reading): FieldTexts {
  const found: FieldTexts = {};
  for (const control of form.elements) {
    if (control instanceof HTMLSelectElement) found[control.name] = chosen(control)?.value ?? '';
    else if (control instanceof HTMLTextAreaElement) found[control.name] = text(control);
    else if (control instanceof HTMLInputElement && control.type !== 'file') {
      const isBox = control.type === 'checkbox' || control.type === 'radio';
      if (!isBox) found[control.name] = text(control);
      else if (isOn(control)) found[control.name] = control.value;
    }
  }
  // Fields of a block of the text have no name.
  for (const name of ['', ...own]) delete found[name];
  return found;
}
