/** Ends the run with one line that is easy to find: `12 passed, 0 failed`. A file that could not run counts as one failure. */
export default class SummaryReporter {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    const line = `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed\n`;
    // Jest's own summary comes after all reporters.
    process.once('exit', () => process.stderr.write(line));
  }
}
