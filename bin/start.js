// `npm start`: installs, builds, then serves everything; the first run loads the demonstration company.
import { ensureBuilt, ensureInstalled } from './installed.js';
import { runProgram } from './node-26.js';

await ensureInstalled();
await ensureBuilt();
process.exitCode = await runProgram(['serve', '--with-demo', ...process.argv.slice(2)]);
