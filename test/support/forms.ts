import { DomUtils, parseDocument } from 'htmlparser2';
import type { Test } from 'supertest';
import type { Agent } from './app.ts';

type Element = NonNullable<ReturnType<typeof DomUtils.findOne>>;

/** A page as it came: an answer, or its HTML. Only an answer knows where a form without an action goes. */
export type Answer = string | { text: string; request: { url: string } };

export interface FileInput {
  filename: string;
  content: Buffer;
}

/** By the name of a field or by its label. A checkbox takes a truth value, a file field a file. */
export type Values = Record<string, string | boolean | FileInput>;

export interface FilledForm {
  method: 'get' | 'post';
  action: string;
  multipart: boolean;
  /** Everything that a browser would send, the pressed button included. */
  fields: Record<string, string>;
  files: Record<string, FileInput>;
}

/**
 * Fills the form whose button is labelled so, as it was rendered: what is not given keeps the value it has in the page.
 * Where several forms have such a button, `{ button, action }` says which.
 * @throws Error for a field, an option or a form that the page does not have.
 */
export function fillForm(
  answer: Answer,
  which: string | { button: string; action: string },
  values: Values = {},
): FilledForm {
  const page = pageOf(typeof answer === 'string' ? answer : answer.text);
  const { form, button } = findForm(page, typeof which === 'string' ? { button: which } : which);
  const controls = controlsOf(page, form);
  const filled: FilledForm = {
    method: (button.attribs.formmethod ?? form.attribs.method ?? 'get').toLowerCase() as 'get' | 'post',
    action: actionOf(form, button) || pathOf(answer),
    multipart: form.attribs.enctype === 'multipart/form-data',
    fields: Object.fromEntries(controls.flatMap(presentValue)),
    files: {},
  };
  if (button.attribs.name) filled.fields[button.attribs.name] = button.attribs.value ?? '';
  for (const [key, value] of Object.entries(values)) enter(filled, findControls(page, controls, key), value);
  return filled;
}

/** Sends it as a browser would. */
export function sendForm(agent: Agent, { method, action, multipart, fields, files }: FilledForm): Test {
  if (method === 'get') return agent.get(action).query(fields);
  const entries = Object.entries(fields).map(([name, value]) => [name, value.replace(/\r?\n/g, '\r\n')] as const);
  if (!multipart) return agent.post(action).type('form').send(Object.fromEntries(entries));
  const request = agent.post(action);
  for (const [name, value] of entries) request.field(name, value);
  for (const [name, { filename, content }] of Object.entries(files)) request.attach(name, content, filename);
  return request;
}

/** What forms are made of, in the order of the page. */
interface Page {
  forms: Element[];
  /** Fields and buttons, each with the form that it is inside of, or tied to by the `form` attribute. */
  owned: { element: Element; form: Element }[];
  labels: Element[];
}

function pageOf(html: string): Page {
  const all = DomUtils.findAll(({ name }) => partsOfForms.has(name), parseDocument(html).children);
  const forms = all.filter(({ name }) => name === 'form');
  const ownerOf = (element: Element) =>
    element.attribs.form === undefined
      ? closest(element, 'form')
      : forms.find(({ attribs }) => attribs.id === element.attribs.form);
  const owned = all.flatMap((element) => {
    const form = element.name === 'form' || element.name === 'label' ? undefined : ownerOf(element);
    return form ? [{ element, form }] : [];
  });
  return { forms, owned, labels: all.filter(({ name }) => name === 'label') };
}

const partsOfForms = new Set(['form', 'label', 'button', 'input', 'select', 'textarea']);

function closest({ parent }: Element, name: string): Element | undefined {
  if (parent?.type !== 'tag') return undefined;
  return parent.name === name ? parent : closest(parent, name);
}

function findForm({ owned }: Page, { button: label, action }: { button: string; action?: string }) {
  const buttons = owned.flatMap(({ element, form }) => (isButton(element) ? [{ form, button: element }] : []));
  const found = buttons.filter(
    ({ form, button }) =>
      !isDisabled(button) && textOf(button) === label && (action === undefined || actionOf(form, button) === action),
  );
  const [first, second] = found;
  if (first && !second) return first;
  const shown = (first ? found : buttons)
    .map(({ form, button }) => `"${textOf(button)}" → ${actionOf(form, button)}`)
    .join(', ');
  throw new Error(
    `${first ? 'Several forms have' : 'No form has'} the button "${label}". The page has: ${shown || 'no form'}.`,
  );
}

const actionOf = (form: Element, button: Element) => button.attribs.formaction ?? form.attribs.action ?? '';

const pathOf = (answer: Answer) => (typeof answer === 'string' ? '' : new URL(answer.request.url).pathname);

const isButton = ({ name, attribs }: Element) =>
  (name === 'button' && (attribs.type ?? 'submit') === 'submit') || (name === 'input' && attribs.type === 'submit');

const textOf = (element: Element) =>
  (
    element.attribs['aria-label'] ??
    (element.name === 'input' ? element.attribs.value : undefined) ??
    DomUtils.textContent(element)
  )
    .replace(/\s+/g, ' ')
    .trim();

const controlsOf = (page: Page, form: Element): Element[] =>
  page.owned.filter(({ element, form: owner }) => owner === form && isControl(element)).map(({ element }) => element);

const isControl = (element: Element) =>
  ['input', 'select', 'textarea'].includes(element.name) &&
  element.attribs.name !== undefined &&
  !['submit', 'button', 'reset', 'image'].includes(element.attribs.type ?? '') &&
  !isDisabled(element);

/** By itself, or by a fieldset around it. */
function isDisabled(element: Element): boolean {
  if (element.attribs.disabled !== undefined) return true;
  return element.parent?.type === 'tag' && isDisabled(element.parent);
}

/** Name and value as a browser would send them, or nothing: an empty box, a file field. */
function presentValue(control: Element): [string, string][] {
  const { name = '', type, value, checked } = control.attribs;
  if (type === 'file') return [];
  if (type === 'checkbox' || type === 'radio') return checked === undefined ? [] : [[name, value ?? 'on']];
  if (control.name === 'textarea') return [[name, decoded(DomUtils.textContent(control)).replace(/^\n/, '')]];
  if (control.name !== 'select') return [[name, value ?? '']];
  const options = optionsOf(control);
  const chosen = options.find(({ attribs }) => attribs.selected !== undefined) ?? options[0];
  return chosen ? [[name, valueOfOption(chosen)]] : [];
}

/** The parser leaves character references in text areas as they are, and line ends, which browsers make one character. */
const decoded = (text: string) => DomUtils.textContent(parseDocument(`<title>${text.replace(/\r\n?/g, '\n')}</title>`));

const optionsOf = (select: Element) => DomUtils.getElementsByTagName('option', select, true);

const valueOfOption = (option: Element) => option.attribs.value ?? textOf(option);

function findControls(page: Page, controls: Element[], key: string): [Element, ...Element[]] {
  const named = controls.filter(({ attribs }) => attribs.name === key);
  const [first, ...others] =
    named.length > 0 ? named : controls.filter((control) => labelsOf(page, control).includes(key));
  if (first) return [first, ...others];
  const names = controls.map(({ attribs }) => attribs.name).join(', ');
  throw new Error(`The form has no field "${key}". It has: ${names}.`);
}

function labelsOf({ labels }: Page, control: Element): string[] {
  const around = closest(control, 'label');
  const own = labels.filter(
    (label) => label === around || (label.attribs.for !== undefined && label.attribs.for === control.attribs.id),
  );
  return [...own.map(textOf), control.attribs['aria-label'] ?? ''];
}

function enter(filled: FilledForm, [control, ...others]: [Element, ...Element[]], value: Values[string]): void {
  const { name = '', type } = control.attribs;
  if (type === 'file') {
    if (typeof value !== 'object') throw new Error(`The field "${name}" takes a file.`);
    filled.files[name] = value;
  } else if (typeof value === 'object') {
    throw new Error(`The field "${name}" takes no file.`);
  } else if (type === 'checkbox' && typeof value === 'boolean') {
    if (value) filled.fields[name] = control.attribs.value ?? 'on';
    else delete filled.fields[name];
  } else if (typeof value === 'string') {
    filled.fields[name] = chosen([control, ...others], value);
  } else {
    throw new Error(`The field "${name}" is no checkbox.`);
  }
}

/** Of a select an option's value, given as that or as its text; of radio buttons one of theirs; otherwise the text itself. */
function chosen(controls: Element[], value: string): string {
  const [control] = controls;
  const options =
    control?.name === 'select' ? optionsOf(control) : controls.filter(({ attribs }) => attribs.type === 'radio');
  if (options.length === 0) return value;
  const option =
    options.find((each) => valueOfOption(each) === value) ?? options.find((each) => textOf(each) === value);
  if (!option)
    throw new Error(
      `"${control?.attribs.name}" does not offer "${value}", but ${options.map(valueOfOption).join(', ')}.`,
    );
  return valueOfOption(option);
}
