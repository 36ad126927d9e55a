import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './commands.ts';

// npm run sbom: what a running installation is made of, as CycloneDX, into sbom.json. Made for each release, never committed: the lockfile is the source.
type Sbom = { metadata: { component: { name: string; type: string } }; components: { name: string; version: string }[] };

const text = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 64 * 2 ** 20,
  shell: process.platform === 'win32',
  stdio: ['ignore', 'pipe', 'ignore'],
});
// The casts: CycloneDX as npm writes it, and our own package file.
const sbom = JSON.parse(text) as Sbom;
const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string };
// npm calls the program after the folder it lies in.
sbom.metadata.component.name = name;
sbom.metadata.component.type = 'application';
writeFileSync(join(root, 'sbom.json'), `${JSON.stringify(sbom, null, 2)}\n`);
console.log(`sbom.json: ${sbom.components.length} components`);
