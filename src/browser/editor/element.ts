type Child = Node | string | null;

/** An element with attributes and children; an attribute that is null or false is left out, one that is true is there without a value. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string | boolean | null> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

let count = 0;
/** For what a label or a description names. */
export const freshId = (): string => {
  count += 1;
  return `editor-${count}`;
};
