// Runs a TypeScript file of ours on Node 26: `node bin/with-node.js tools/check.ts …`.
import { ensureInstalled } from './installed.js';
import { findNode, root, run } from './node-26.js';

await ensureInstalled();
process.exitCode = await run(findNode(), ['--disable-warning=ExperimentalWarning', ...process.argv.slice(2)], { cwd: root });
