// Plain JavaScript for any Node ≥ 20: finds the Node 26 that came with the packages.
import { existsSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The path of a Node that runs our TypeScript: the one running now when it is new enough, else the packaged one. */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 26) return process.execPath;
  const packaged = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(packaged)) {
    process.stderr.write('Node 26 is not installed yet: run "npm install" in this folder first.\n');
    process.exit(1);
  }
  return packaged;
}

/** Runs a command to its end, our signals passed on; the answer is its exit code. */
export function run(command, parameters, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { stdio: 'inherit', ...options });
    const passOn = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, passOn);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const one of signals) process.off(one, passOn);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

/** Runs the program. Node keeps what it made of our files: making TypeScript into JavaScript is half of the time they take to read. */
export function runProgram(parameters, options = {}) {
  const NODE_COMPILE_CACHE = process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'quitus-compiled');
  const program = join(root, 'server', 'src', 'cli', 'main.ts');
  return run(findNode(), ['--disable-warning=ExperimentalWarning', program, ...parameters], {
    env: { ...process.env, NODE_COMPILE_CACHE },
    ...options,
  });
}
