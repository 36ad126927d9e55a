import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Worker threads without isolation: a file costs milliseconds instead of loading everything again. No module keeps
// state between calls, and each database test makes its own tenant.
// Two at once on any machine: tests wait for processes, mail servers and browsers more than they compute.
const maxWorkers = Math.max(2, Math.floor(availableParallelism() * 0.75));
const shared = { pool: 'threads' as const, maxWorkers, isolate: false, testTimeout: 20_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: { ...shared, name: 'pure', include: ['{formats,contract,client,texts,ui,web}/**/*.test.{ts,tsx}'] },
      },
      {
        test: {
          ...shared,
          name: 'server',
          include: ['{server,tools,scenarios,bench}/**/*.test.ts'],
          globalSetup: ['server/src/platform/testing/test-server.ts'],
        },
      },
    ],
  },
});
