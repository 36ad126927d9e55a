import { join } from 'node:path';
import { demo } from '../server/src/modules/demo/index.ts';
import { sql, type TenantDatabase } from '../server/src/platform/database/index.ts';
import { type Ground, openCopy, openGround } from './ground.ts';
import { rawCopyOfItems } from './limits.ts';
import { type Measure, timed, withPeakMemory } from './measure.ts';
import { multiplyCompany } from './multiply.ts';

export type Size = { readonly items: number; readonly customers: number };
export type Company = { readonly tenant: TenantDatabase; readonly open: number };

/** The day the benches live on. */
export const today = '2026-11-20';
const now = Temporal.Instant.from('2026-11-20T08:00:00Z');
// Six months of history leave about a quarter of the items open.
const months = 6;

const nameOf = (size: Size): string => `bench ${size.items}`;
const count = (value: number): string => value.toLocaleString('en');

/** A new tenant with a made-up company of the size, its customers in several scenarios by rules. */
export async function makeCompany(ground: Ground, size: Size): Promise<Company & { readonly ms: number; readonly mib: number }> {
  const tenant = await ground.newTenant(nameOf(size));
  const { mib, answer } = await withPeakMemory(() =>
    timed(() => demo(ground.database, { tenantId: tenant.tenantId, today, now, months, settled: true, ...size })),
  );
  return { tenant, open: answer.answer.open, ms: answer.ms, mib };
}

/** How fast a company was made, beside a raw COPY of its items. */
export async function measureMaking(
  ground: Ground,
  size: Size,
  { tenant, open, ms, mib }: Awaited<ReturnType<typeof makeCompany>>,
): Promise<Measure> {
  const limitMs = await rawCopyOfItems(ground, tenant.tenantId, join(ground.dataDir, 'items.copy'));
  const perSecond = Math.round((size.items / ms) * 1000);
  return {
    work: 'made-up company',
    size: `${count(size.customers)} customers, ${count(size.items)} items`,
    ms,
    limitMs,
    limit: 'raw COPY of the items, equally indexed',
    target: '≥ 50,000 items/s',
    met: perSecond >= 50_000,
    note: `${count(perSecond)} items/s, ${count(open)} open, ${mib} MiB resident`,
  };
}

// A company larger than this is one of this size and copies of it: playing millions of lines takes an hour on a busy machine, copying them minutes.
const playedItems = 500_000;

/** Makes the company of the size in a folder of its own below this one, unless an earlier bench did. Answers the folder, its server stopped. */
export async function keptCompany(below: string, size: Size): Promise<string> {
  const folder = join(below, String(size.items));
  const ground = await openGround(folder);
  try {
    if (await ground.tenantNamed(nameOf(size))) return folder;
    const { ms } = await timed(() => makeLarge(ground, size));
    process.stderr.write(`${nameOf(size)} · made in ${Math.round(ms)} ms and kept in ${folder}\n`);
    return folder;
  } finally {
    await ground.close();
  }
}

async function makeLarge(ground: Ground, size: Size): Promise<void> {
  const times = Math.ceil(size.items / playedItems);
  const { tenant } = await makeCompany(ground, {
    items: Math.floor(size.items / times),
    customers: Math.floor(size.customers / times),
  });
  if (times > 1) await multiplyCompany(ground, tenant, times);
  // As it stands when the night is over: no dead rows, every index read from pages that are all visible.
  await ground.owner.system.run(sql`vacuum (analyze)`);
  // Last: what was made half-way bears no name an earlier bench would be looked for by.
  await ground.owner.system.run(sql`update identity.tenant set name = ${nameOf(size)} where id = ${tenant.tenantId}`);
}

/** A kept company on a copy of its folder. */
export async function copyOfCompany(folder: string, size: Size): Promise<Company & { readonly ground: Ground }> {
  const ground = await openCopy(folder);
  const tenant = await ground.tenantNamed(nameOf(size));
  if (!tenant) throw new Error(`no company of ${size.items} items in ${folder}`);
  const { open } = await tenant.one<{ open: number }>(
    sql`select count(*)::int as open from receivables.item where open_minor <> 0 and in_ledger`,
  );
  return { ground, tenant, open };
}
