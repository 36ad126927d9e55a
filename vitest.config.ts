import { defineConfig } from 'vitest/config';

// Worker threads without isolation: a file costs milliseconds instead of loading everything again. No module keeps
// state between calls, and each database test makes its own tenant.
const shared = { pool: 'threads' as const, isolate: false, testTimeout: 20_000, hookTimeout: 60_000 };

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
