import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { Refusal } from '../../kernel/refusals.ts';
import { type EmbeddedServer, startEmbedded } from '../embedded-postgres/index.ts';
import { openTemplate } from './template.ts';

/** What test files are told of the server they share. */
export type TestServer = {
  readonly superuserUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly template: string;
};

declare module 'vitest' {
  // Vitest's way to declare what a global setup provides: only an interface can be extended.
  interface ProvidedContext {
    testServer: TestServer;
  }
}

const migrations = fileURLToPath(new URL('../../../../database/migrations', import.meta.url));

/** Joins or starts the test server before the first test file; runs of several people on one machine share it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  const template = await openTemplate(server, migrations);
  project.provide('testServer', {
    template,
    superuserUrl: server.url('postgres', 'postgres'),
    ownerUrl: server.url('quitus_owner', 'postgres'),
    appUrl: server.url('quitus_login', 'postgres'),
  });
  return () => server.close();
}

async function startTestServer(): Promise<EmbeddedServer> {
  const dataDir = join(tmpdir(), `quitus-tests-${process.getuid?.() ?? 0}`);
  try {
    return await startEmbedded({ dataDir, disposable: true });
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'embedded.start-failed')) throw error;
    // Without fsync a machine that went down may have left it broken, and nothing in it is worth keeping.
    await rm(dataDir, { recursive: true, force: true });
    return startEmbedded({ dataDir, disposable: true });
  }
}
