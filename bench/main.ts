import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureAudit } from './audit-rows.ts';
import { measureBeside } from './beside-rows.ts';
import { type Company, copyOfCompany, keptCompany, makeCompany, measureMaking, type Size } from './company.ts';
import { measureFirstStart } from './first-start.ts';
import { measureForesight, measureRules } from './foresight-rows.ts';
import { type Ground, openGround } from './ground.ts';
import { measureDunning, measureSending } from './dunning-rows.ts';
import { measureImports } from './import-rows.ts';
import { measureLetters } from './letter-rows.ts';
import { type Measure, table } from './measure.ts';
import { measureReads } from './rows.ts';

// npm run bench -- [--quick] [--sizes 10000,100000] [--data folder] [--works reads,dunning]: each target of the product beside what
// the bare machine can do, at growing sizes. With a folder the made-up companies are kept there and measured on a copy, which the next bench finds again.
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    sizes: { type: 'string' },
    data: { type: 'string' },
    works: { type: 'string' },
  },
});
const wanted = values.sizes?.split(',').map(Number) ?? (values.quick ? [2_000, 10_000, 50_000] : [10_000, 100_000, 1_000_000]);
// About 42 lines of account a customer in six months, ten of them open.
const linesPerCustomer = 42;
const sizes = wanted.map((items): Size => ({ items, customers: Math.max(10, Math.floor(items / linesPerCustomer)) }));
const does = (work: Work): boolean => values.works?.split(',').includes(work) ?? true;
type Work = 'start' | 'letters' | 'imports' | 'reads' | 'rules' | 'foresight' | 'dunning' | 'beside' | 'sending' | 'audit';

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

// Alone on the machine, as it will be.
if (does('start')) for (const one of await measureFirstStart()) tell(one);

const { startedMs, ...opened } = await openGround();
let ground: Ground = opened;
// Stopped half-way, it leaves neither a server nor a folder behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void ground.close().finally(() => process.exit(1)));

async function companyOf(size: Size): Promise<Company> {
  if (values.data !== undefined) {
    await ground.close();
    ground = { ...ground, close: () => Promise.resolve() };
    const copy = await copyOfCompany(await keptCompany(values.data, size), size);
    ground = copy.ground;
    return copy;
  }
  const made = await makeCompany(ground, size);
  tell(await measureMaking(ground, size, made), size.items);
  return made;
}

try {
  if (values.works === undefined)
    tell({
      work: 'start: empty folder to migrated database',
      size: '',
      ms: startedMs,
      target: '≤ 5 s',
      met: startedMs <= 5000,
    });
  if (does('letters')) for (const one of await measureLetters(values.quick ? letters / 10 : letters)) tell(one);
  for (const size of sizes) {
    const tellAll = (all: readonly Measure[]): void => all.forEach((one) => tell(one, size.items));
    // First, so that memory is that of an import alone.
    if (does('imports')) tellAll(await measureImports(ground, size.items));
    const { tenant, open } = await companyOf(size);
    if (does('reads')) tellAll(await measureReads(ground, tenant, open));
    if (does('rules')) tellAll(await measureRules(tenant));
    if (does('foresight')) tellAll(await measureForesight(tenant, open));
    if (does('dunning') || does('beside') || does('sending')) tellAll(await measureDunning(tenant, open));
    if (does('sending')) tellAll(await measureSending(tenant, messagesAtMost));
    // It lets the rest leave without a mail.
    if (does('beside')) tellAll(await measureBeside(tenant));
    if (does('audit')) tellAll(await measureAudit(ground, size.items));
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
