// `npm test`: installs, builds, then everything: types, walls, lint, unit, database, browser. The last line is the sum.
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled } from './installed.js';
import { findNode, root, run } from './node-26.js';

await ensureInstalled();
await ensureBuilt();
process.exitCode = await run(findNode(), [
  '--disable-warning=ExperimentalWarning',
  join(root, 'tools', 'test.ts'),
  ...process.argv.slice(2),
]);
