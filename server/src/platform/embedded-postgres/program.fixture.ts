import { once } from 'node:events';
import { startEmbedded } from './embedded-server.ts';

// A program of its own for the tests: uses the server of a folder until it is told to leave, or is killed.
const server = await startEmbedded({ dataDir: process.argv[2] ?? '', disposable: true }).catch((error: unknown) => {
  process.stdout.write(
    `${JSON.stringify({ refused: error instanceof Error && 'code' in error ? error.code : String(error) })}\n`,
  );
  process.exit(1);
});
process.stdout.write(`${JSON.stringify({ pid: server.pid })}\n`);
await once(process.stdin, 'data');
await server.close();
process.exit(0);
