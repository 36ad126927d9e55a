import { agedBalance } from '../server/src/modules/receivables/index.ts';
import { kpiList, overview } from '../server/src/modules/reporting/index.ts';
import { type TenantDatabase } from '../server/src/platform/database/index.ts';
import type { Ground } from './ground.ts';
import { today } from './company.ts';
import { bareScanOfHistory, bareScanOfOpen } from './limits.ts';
import { type Measure, timed, warm } from './measure.ts';

// A closed month to look back at.
const monthEnd = '2026-09-30';
const now = Temporal.Instant.from('2026-11-20T08:00:00Z');

const count = (value: number): string => value.toLocaleString('en');

/** What people and screens read: the aged balance, the overview, the indicators. */
export async function measureReads(ground: Ground, tenant: TenantDatabase, open: number): Promise<Measure[]> {
  const size = `${count(open)} open items`;
  const question = { by: 'customer', basis: 'due', bounds: [30, 60, 90], classes: ['receivable'] } as const;
  const first = { offset: 0, limit: 100, sort: { by: 'overdue', descending: true } } as const;
  const everyRow = { offset: 0, limit: 2_000_000_000, sort: { by: 'key', descending: false } } as const;
  const scope = { tenantId: tenant.tenantId, entityId: undefined, asOf: today };
  const bareOpen = await bareScanOfOpen(ground, tenant.tenantId);
  const bareHistory = await bareScanOfHistory(ground, tenant.tenantId);
  const nowRows = await warm(() => agedBalance(tenant, { ...question, asOf: today }, everyRow), 3);
  const firstRows = await warm(() => agedBalance(tenant, { ...question, asOf: today }, first));
  const past = await warm(() => agedBalance(tenant, { ...question, asOf: monthEnd }, everyRow), 2);
  const cold = await timed(() => overview(tenant, { scope, language: 'fr', now }));
  const again = await warm(() => overview(tenant, { scope, language: 'fr', now }));
  const back = await timed(() => overview(tenant, { scope: { ...scope, asOf: monthEnd }, language: 'fr', now }));
  const indicators = await timed(() => kpiList(tenant, scope, { by: 'none', language: 'fr' }));
  return [
    {
      work: 'aged balance now, every customer',
      size,
      ms: nowRows.ms,
      limitMs: bareOpen,
      limit: 'bare scan',
      target: '≤ 1.5 × scan',
      met: nowRows.ms <= 1.5 * bareOpen,
    },
    { work: 'aged balance now, first 100 rows', size, ms: firstRows.ms, target: '≤ 100 ms', met: firstRows.ms <= 100 },
    {
      work: 'aged balance at a past month end',
      size,
      ms: past.ms,
      limitMs: bareHistory,
      limit: 'bare scan of history',
      target: '≤ 3 × scan',
      met: past.ms <= 3 * bareHistory,
    },
    {
      work: 'overview',
      size,
      ms: again.ms,
      target: '≤ 150 ms',
      met: again.ms <= 150,
      note: `first after an import ${Math.round(cold.ms)} ms`,
    },
    { work: 'overview at a past month end', size, ms: back.ms, limitMs: bareHistory, limit: 'bare scan of history', target: '' },
    { work: 'every indicator', size, ms: indicators.ms, limitMs: bareHistory, limit: 'bare scan of history', target: '' },
  ];
}
