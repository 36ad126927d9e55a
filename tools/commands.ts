import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A tool that came with the packages, run by this same Node: its output as text and its exit code. */
export function runTool(name: string, parameters: readonly string[], show = false): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const path = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;
    const child = spawn(join(root, 'node_modules', '.bin', name), [...parameters], {
      cwd: root,
      env: { ...process.env, PATH: path, FORCE_COLOR: '0' },
    });
    let output = '';
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      if (show) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The quick checks: types, lint, format, dead code. Each is one test of the total. */
export const checks: readonly { readonly title: string; readonly tool: string; readonly parameters: readonly string[] }[] = [
  {
    title: 'server, formats, contract, texts and tools type-check',
    tool: 'tsc',
    parameters: ['--noEmit', '-p', 'tsconfig.json'],
  },
  { title: 'web and ui type-check', tool: 'tsc', parameters: ['--noEmit', '-p', 'tsconfig.web.json'] },
  { title: 'no lint error, no promise left floating', tool: 'oxlint', parameters: ['--type-aware', '--quiet'] },
  { title: 'the code is formatted', tool: 'oxfmt', parameters: ['--check'] },
  { title: 'no file, export or dependency is dead', tool: 'knip', parameters: ['--no-progress'] },
];

/** Runs the quick checks one after another, prints what failed, and counts. */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
  let passed = 0;
  for (const check of checks) {
    const { code, output } = await runTool(check.tool, check.parameters);
    if (code === 0) passed += 1;
    else process.stdout.write(`✗ ${check.title}\n${output}\n`);
  }
  return { passed, failed: checks.length - passed };
}
