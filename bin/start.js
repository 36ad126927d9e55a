// `npm start`: installs, builds, then serves everything; the first run loads the demonstration company.
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled } from './installed.js';
import { findNode, root, run } from './node-26.js';

await ensureInstalled();
await ensureBuilt();
process.exitCode = await run(findNode(), [
  '--disable-warning=ExperimentalWarning',
  join(root, 'server', 'src', 'cli', 'main.ts'),
  'serve',
  '--with-demo',
  ...process.argv.slice(2),
]);
