import { enableCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepInMemory } from './test/support/memory.js';

const cacheDirectory = join(tmpdir(), 'broadsheet-jest');
keepInMemory();
// What Node made of the sources is kept for the workers and the processes that tests start: starting one takes half the time.
process.env.NODE_COMPILE_CACHE = join(cacheDirectory, 'compiled');
enableCompileCache(process.env.NODE_COMPILE_CACHE);

/*
 * Three projects, told apart by folder:
 *   sqlite, postgres  every test, once on each database, but for those of the third
 *   once              what needs no second database: pure functions, the renderer, what stands before the handlers, browsers, processes
 * A test learns its database from the global DATABASE; support/database.ts does the rest.
 * Run one of them: npm test -- test/media --selectProjects sqlite
 */
const once = [
  ...[
    'test/architecture.test.ts',
    'test/text/',
    'test/search/document/',
    'test/http/render.test.ts',
    'test/http/same-origin.test.ts',
    'test/http/security-headers.test.ts',
    'test/http/uploads.test.ts',
    'test/http/large-uploads.test.ts',
  ],
  ...[
    'test/media/process.test.ts',
    'test/media/reading.test.ts',
    'test/media/reading-documents.test.ts',
    'test/storage/',
    'test/browser/',
    'test/process/',
  ],
];

/** There is no server to lose on SQLite. */
const postgresOnly = [
  'test/db/lost-connection.test.ts',
  'test/db/lost-watch.test.ts',
  'test/db/pipeline.test.ts',
  'test/db/replica.test.ts',
  'test/db/rights.test.ts',
  'test/http/lost-server.test.ts',
  'test/http/two-machines.test.ts',
];

/** @param {string} displayName @param {'sqlite' | 'postgres'} database */
const project = (displayName, database) => ({
  displayName,
  cacheDirectory,
  globals: { DATABASE: database },
  globalSetup: `<rootDir>/test/support/${database}-setup.js`,
  globalTeardown: `<rootDir>/test/support/${database}-teardown.js`,
  testEnvironment: '<rootDir>/test/support/environment.js',
  extensionsToTreatAsEsm: ['.ts'],
  roots: ['<rootDir>/test', '<rootDir>/src', '<rootDir>/migrations'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '\\.[cm]?[jt]s$': '<rootDir>/test/support/transform.js' },
  // All packages but the one that jest itself loads in the middle of transforming.
  transformIgnorePatterns: ['/node_modules/convert-source-map/'],
});

export default {
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/support/sequencer.js',
  // A machine with two cores that does other things too is slow, not wrong.
  testTimeout: 20_000,
  reporters: ['default', '<rootDir>/test/support/summary-reporter.js'],
  projects: [
    {
      ...project('sqlite', 'sqlite'),
      testPathIgnorePatterns: [...once, ...postgresOnly].map((path) => `<rootDir>/${path}`),
    },
    { ...project('postgres', 'postgres'), testPathIgnorePatterns: once.map((path) => `<rootDir>/${path}`) },
    {
      ...project('once', 'sqlite'),
      testMatch: once.map((path) => `<rootDir>/${path.endsWith('/') ? `${path}**/*.test.ts` : path}`),
    },
  ],
};
