#!/usr/bin/env node
// The command: starts the TypeScript program on Node 26, whatever Node runs this file.
import { join } from 'node:path';
import { findNode, root, run } from './node-26.js';

process.exitCode = await run(findNode(), [
  '--disable-warning=ExperimentalWarning',
  join(root, 'server', 'src', 'cli', 'main.ts'),
  ...process.argv.slice(2),
]);
