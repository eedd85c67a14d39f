/** The views that this file's tests have rendered. */
export const seenViews = new Set<string>();

/** What views are given in tests: a name that the model lacks is an error, in `{{#if typo}}` too. */
export function watchModel<Model extends object>(model: Model, view: string): Model {
  seenViews.add(view);
  return typeof model === 'object' && model !== null ? watched(model, view) : model;
}

/** What Handlebars and JavaScript ask of anything. */
const askedOfAll = ['toHTML', 'toJSON', 'then'];

function watched<Value extends object>(value: Value, view: string): Value {
  return new Proxy(value, {
    get(target, name) {
      const found = Reflect.get(target, name);
      if (typeof name === 'string' && !(name in target) && !askedOfAll.includes(name)) {
        throw new Error(`The model of ${view} lacks ${name}.`);
      }
      // A proxy has to give what cannot change as it is: that is what frozen means.
      const isFixed = Object.getOwnPropertyDescriptor(target, name)?.configurable === false;
      const isModel = typeof found === 'object' && found !== null && !('toHTML' in found);
      return isModel && !isFixed ? watched(found, view) : found;
    },
  });
}
