import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks, runTool } from './commands.ts';

type Report = { numPassedTests: number; numFailedTests: number; numFailedTestSuites: number; numPendingTests: number };

const folder = await mkdtemp(join(tmpdir(), 'quitus-test-'));
const report = join(folder, 'report.json');
try {
  const checks = await runChecks();
  // The runner's own closing line stays visible; the figures come from its JSON report.
  const { code } = await runTool(
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
    true,
  );
  const tests = JSON.parse(
    await readFile(report, 'utf8').catch(
      () => '{"numPassedTests":0,"numFailedTests":1,"numFailedTestSuites":0,"numPendingTests":0}',
    ),
  ) as Report;
  // A file that could not be loaded has no test of its own to fail: it counts as one.
  const lost =
    tests.numFailedTests === 0 && (tests.numFailedTestSuites > 0 || code !== 0) ? Math.max(1, tests.numFailedTestSuites) : 0;
  const passed = checks.passed + tests.numPassedTests;
  const failed = checks.failed + tests.numFailedTests + lost;
  const skipped = tests.numPendingTests > 0 ? `, ${tests.numPendingTests} skipped` : '';
  console.log(`${passed} passed, ${failed} failed${skipped}`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
