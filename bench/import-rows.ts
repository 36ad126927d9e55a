import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemActor } from '../server/src/kernel/actor.ts';
import { createTenant } from '../server/src/modules/identity/index.ts';
import { importFile } from '../server/src/modules/intake/index.ts';
import { writeFec } from './fec-file.ts';
import type { Ground } from './ground.ts';
import { rawCopyOfFec } from './limits.ts';
import { type Measure, timed, withPeakMemory } from './measure.ts';

const residentLimitMib = 512;
const count = (value: number): string => value.toLocaleString('en');

/** A FEC of so many lines brought in, and brought in again unchanged. */
export async function measureImports(ground: Ground, lines: number): Promise<Measure[]> {
  const path = join(ground.dataDir, `fec-${lines}.txt`);
  await writeFec(path, lines);
  const { size } = await stat(path);
  const { tenant } = await createTenant(ground.database, {
    name: `import ${lines}`,
    entity: { name: 'Atelier Sorbier', currency: 'EUR', country: 'FR' },
  });
  const bring = () =>
    importFile(ground.database, tenant.id, {
      name: '000000018FEC20261231.txt',
      open: () => createReadStream(path),
      source: createReadStream(path),
      actor: systemActor('bench'),
      now: Temporal.Now.instant(),
      language: 'en',
    });
  const limitMs = await rawCopyOfFec(ground, path);
  const first = await withPeakMemory(() => timed(bring));
  const again = await timed(bring);
  await rm(path);
  const { created, rejected } = first.answer.answer;
  const changes = again.answer.created + again.answer.updated + again.answer.settled;
  return [
    {
      work: 'import a FEC',
      size: `${count(lines)} lines`,
      ms: first.answer.ms,
      limitMs,
      limit: 'raw COPY of the lines, equally indexed',
      target: `≤ 4 × COPY, ≤ ${residentLimitMib} MiB`,
      met: first.answer.ms <= 4 * limitMs && first.mib <= residentLimitMib,
      note: `${count(created)} items, ${rejected.length} rejected, ${Math.round(size / 2 ** 20)} MiB file, ${first.mib} MiB resident`,
    },
    {
      work: 'import it again unchanged',
      size: `${count(lines)} lines`,
      ms: again.ms,
      limitMs: first.answer.ms,
      limit: 'the first time',
      target: '≤ ½ the first time, no change',
      met: again.ms <= first.answer.ms / 2 && changes === 0,
      note: `${changes} changes`,
    },
  ];
}
