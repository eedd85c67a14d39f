import { createHash } from 'node:crypto';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { sep } from 'node:path';

const load = createRequire(import.meta.url);

/**
 * Test files are loaded by jest, each anew, their types blanked out so that every line and column stays. All else, the program and
 * what it needs, is loaded by Node as production loads it, once for a process: what jest gets is a module that hands it on (docs/decisions/0029).
 */
export default {
  process: (source, path, { config, supportsStaticESM, supportsDynamicImport }) => {
    // Not in a test file: what stands before and after them all.
    if (!supportsDynamicImport) return { code: source };
    if (path.startsWith(`${config.rootDir}${sep}test${sep}`)) return { code: stripTypeScriptTypes(source) };
    // These look at what a test hands them by `instanceof`, which is another's outside of jest.
    if (/node_modules[/\\](?:super(?:test|agent)|esbuild)[/\\]/.test(path)) return { code: source };
    const loaded = `globalThis.loadOnce(${JSON.stringify(path)})`;
    return { code: supportsStaticESM ? handingOn(loaded, Object.keys(load(path))) : `module.exports = ${loaded};` };
  },
  getCacheKey: (source, path, { supportsStaticESM, supportsDynamicImport }) =>
    createHash('sha256')
      .update([process.version, path, supportsStaticESM, supportsDynamicImport, source].join('\0'))
      .digest('hex')
      .slice(0, 32),
};

function handingOn(loaded, names) {
  const each = names.map(
    (name, index) =>
      `const _${index} = all[${JSON.stringify(name)}];\nexport { _${index} as ${JSON.stringify(name)} };`,
  );
  return [`const all = ${loaded};`, ...each].join('\n');
}
