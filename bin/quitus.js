#!/usr/bin/env node
// The command: starts the TypeScript program on Node 26, whatever Node runs this file.
import { runProgram } from './node-26.js';

process.exitCode = await runProgram(process.argv.slice(2));
