import { beforeAll, describe, expect, test } from 'vitest';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { ledgerChecks } from '../receivables/index.ts';
import { demo, type DemoOutcome } from './index.ts';

const db = testDatabase();
const today = '2026-11-20';
const now = Temporal.Instant.from('2026-11-20T08:00:00Z');

async function made(
  options: { customers?: number; items?: number; seed?: string; months?: number } = {},
): Promise<{ outcome: DemoOutcome; company: TenantDatabase }> {
  const { tenantId, tenantDb } = await db.newTenant();
  return { outcome: await demo(db.database, { tenantId, today, now, ...options }), company: tenantDb };
}

describe('the company of the first start', () => {
  let company: TenantDatabase;
  let outcome: DemoOutcome;
  beforeAll(async () => {
    const start = performance.now();
    ({ company, outcome } = await made());
    console.log('ms', performance.now() - start, outcome);
    console.log(
      await company.rows(
        sql`select currency, ledger_class, sum(open_minor) filter (where open_minor>0) / 100 debit, sum(open_minor) filter (where open_minor < 0)/100 credit, sum(open_minor) filter (where open_minor > 0 and due_on < ${today})/100 as overdue, sum(open_minor) filter (where open_minor > 0 and due_on < ${today}::date-90)/100 as over90, count(*)::int from receivables.item where open_minor <> 0 group by 1,2`,
      ),
    );
    console.log(
      await company.rows(
        sql`select kind, count(*)::int, count(*) filter (where open_minor <> 0)::int as open from receivables.item group by 1`,
      ),
    );
    console.log(
      await company.rows(
        sql`select date_trunc('month', issue_on)::date as m, sum(amount_minor)/100 as s, count(*)::int from receivables.item where kind in ('invoice','credit-note') and currency='EUR' group by 1 order by 1`,
      ),
    );
    for (const t of [
      'customers.customer',
      'customers.contact',
      'promises.promise',
      'disputes.dispute',
      'holds.hold',
      'worklist.interaction',
    ])
      console.log(t, await company.rows(sql`select count(*)::int from ${sql.table(t)}`));
  });

  test('what is kept agrees with what is booked', async () => {
    expect((await ledgerChecks(company)).filter((check) => !check.ok)).toEqual([]);
  });
});
