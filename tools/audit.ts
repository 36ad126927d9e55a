import { spawnSync } from 'node:child_process';
import { root } from './commands.ts';

// npm run audit: known vulnerabilities of what a running installation is made of. Fails on high and critical ones; a registry that
// answers no audits, or no network, is said and is no failure.
type Report = {
  metadata?: { vulnerabilities?: Record<string, number> };
  vulnerabilities?: Record<string, { severity: string; via: unknown[] }>;
};

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 64 * 2 ** 20,
  shell: process.platform === 'win32',
  timeout: 120_000,
});
const report = read(stdout);
const found = report?.metadata?.vulnerabilities;
if (!found) console.log('Not audited: the registry does not answer audits, or cannot be reached.');
else {
  console.log(
    Object.entries(found)
      .map(([severity, count]) => `${severity}: ${count}`)
      .join(', '),
  );
  const grave = Object.entries(report.vulnerabilities ?? {}).filter(([, one]) => ['high', 'critical'].includes(one.severity));
  for (const [name, { severity }] of grave) console.log(`✗ ${name}: ${severity}`);
  process.exitCode = grave.length === 0 ? 0 : 1;
}

function read(text: string | null): Report | undefined {
  try {
    // The cast: npm's audit report, as far as we read it.
    return JSON.parse(text ?? '') as Report;
  } catch {
    return undefined;
  }
}
