import { createRequire } from 'node:module';
import { TestEnvironment } from 'jest-environment-node';
import { kept } from './kept.js';

const load = createRequire(import.meta.url);

/** Lets what a test imports be loaded once for all test files of a process (transform.js), by Node itself. */
export default class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.loadOnce = load;
    this.global.kept = kept;
  }
}
