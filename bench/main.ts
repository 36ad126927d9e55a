import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureAudit } from './audit-rows.ts';
import { openGround } from './ground.ts';
import { measureDunning, measureSending } from './dunning-rows.ts';
import { measureImports } from './import-rows.ts';
import { measureLetters } from './letter-rows.ts';
import { type Measure, table } from './measure.ts';
import { loadCompany, measureReads, type Size } from './rows.ts';

// npm run bench -- [--quick] [--sizes 10000,100000]: each target of the product beside what the bare machine can do, at growing sizes.
const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, sizes: { type: 'string' } } });
const wanted = values.sizes?.split(',').map(Number) ?? (values.quick ? [2_000, 10_000, 50_000] : [10_000, 100_000, 1_000_000]);
const sizes = wanted.map((items): Size => ({ items, customers: Math.max(10, Math.floor(items / 10)) }));

const messagesAtMost = 100_000;
const letters = 10_000;

const results = fileURLToPath(new URL('results/', import.meta.url));
const measures: Measure[] = [];
// A target is for its own size: below it, a figure only shows the growth.
const targetItems = 1_000_000;
const tell = ({ met, ...rest }: Measure, items = targetItems): void => {
  const measure: Measure = items < targetItems || met === undefined ? rest : { ...rest, met };
  measures.push(measure);
  process.stderr.write(`${measure.work} · ${measure.size} · ${Math.round(measure.ms)} ms\n`);
};

const ground = await openGround();
// Stopped half-way, it leaves neither a server nor a folder behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void ground.close().finally(() => process.exit(1)));
try {
  tell({
    work: 'start: empty folder to migrated database',
    size: '',
    ms: ground.startedMs,
    target: '≤ 5 s',
    met: ground.startedMs <= 5000,
  });
  for (const one of await measureLetters(values.quick ? letters / 10 : letters)) tell(one);
  for (const size of sizes) {
    // First, so that memory is that of an import alone.
    for (const one of await measureImports(ground, size.items)) tell(one, size.items);
    const { tenant, measure, open } = await loadCompany(ground, size);
    tell(measure, size.items);
    for (const read of await measureReads(ground, tenant, open)) tell(read, size.items);
    for (const one of await measureDunning(tenant, open)) tell(one, size.items);
    for (const one of await measureSending(tenant, messagesAtMost)) tell(one, size.items);
    for (const one of await measureAudit(ground, size.items)) tell(one, size.items);
  }
} finally {
  await ground.close();
}

console.log(`\n${table(measures)}\n`);
const at = Temporal.Now.instant().toString();
await mkdir(results, { recursive: true });
const file = `${results}${at.replaceAll(':', '-').slice(0, 19)}.json`;
const [cpu] = cpus();
await writeFile(
  file,
  JSON.stringify({ at, node: process.version, cpu: cpu?.model, cores: cpus().length, measures }, undefined, 2),
);
process.stderr.write(`${file}\n`);
