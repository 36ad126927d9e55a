import type { Freshness, Overview, OverviewBucket, OverviewCurrency, TopOverdue } from '@quitus/contract';
import type { Language } from '@quitus/texts';
import { daysLate } from '../../kernel/days.ts';
import { toDecimal } from '../../kernel/money.ts';
import type { Queryable, TenantDatabase } from '../../platform/database/index.ts';
import { type Entity, listEntities, readSettings, ledgerAge } from '../identity/index.ts';
import { refreshBookedDays, type SalesMonth, salesMonths } from './booked-days.ts';
import { type Bucket, bucketLabel, bucketsOf } from './buckets.ts';
import { changesSince } from './changes.ts';
import { awaitingDrill, bucketDrill, overdueDrill, totalDrill, unallocatedDrill } from './drills.ts';
import { dsoOf, salesMonthsRead } from './dso.ts';
import { needsYou } from './needs-you.ts';
import {
  type Debtors,
  debtorsByAge,
  groupTotals,
  type OldestItem,
  oldestItems,
  type OpenTotal,
  openTotals,
} from './open-totals.ts';
import { placed, type Scope } from './scope.ts';
import { topOverdue } from './top-overdue.ts';

type Settings = Awaited<ReturnType<typeof readSettings>>;
type Asked = { readonly scope: Scope; readonly language: Language; readonly now: Temporal.Instant };
type Facts = {
  readonly buckets: readonly Bucket[];
  readonly totals: readonly OpenTotal[];
  readonly debtors: readonly Debtors[];
  readonly group: readonly { currency: string; minor: bigint }[];
  readonly oldest: readonly OldestItem[];
  readonly sales: readonly SalesMonth[];
};

/** The manager's first screen, in one snapshot: what is owed and how late, what changed, what waits for someone. */
export async function overview(db: TenantDatabase, asked: Asked): Promise<Overview> {
  await refreshBookedDays(db);
  return db.transaction((tx) => read(tx, asked), { isolation: 'repeatable read', readOnly: true });
}

async function read(tx: Queryable, asked: Asked): Promise<Overview> {
  const { language, now } = asked;
  const scope = await placed(tx, asked.scope);
  const [settings, all] = await Promise.all([readSettings(tx), listEntities(tx)]);
  const entities = scope.entityId === undefined ? all : all.filter((entity) => entity.id === scope.entityId);
  const zone = entities[0]?.timeZone ?? 'Europe/Paris';
  const freshness = entities.map((entity) => freshnessOf(entity, settings['freshness.hours'], now));
  const buckets = bucketsOf(settings['aging.bounds']);
  const [totals, debtors, group, sales, changes, needs] = await Promise.all([
    openTotals(tx, scope, buckets),
    debtorsByAge(tx, scope, buckets),
    groupTotals(tx, scope),
    salesMonths(tx, scope, salesMonthsRead),
    changesSince(tx, scope, zone),
    needsYou(tx, scope, freshness),
  ]);
  const currencies = currenciesOf(totals, entities[0]?.currency ?? 'EUR');
  const [oldest, ...tops] = await Promise.all([
    oldestItems(tx, scope, currencies),
    ...currencies.map((currency) => topOverdue(tx, scope, currency)),
  ]);
  const facts: Facts = { buckets, totals, debtors, group, oldest, sales };
  return {
    asOf: scope.asOf,
    currencies: currencies.map((currency) => currencyView(currency, facts, { scope, language, settings })),
    changes,
    needsYou: needs,
    topOverdue: tops.flat().map(({ overdueMinor, totalMinor, ...customer }): TopOverdue => ({
      ...customer,
      overdue: toDecimal(overdueMinor, customer.currency),
      total: toDecimal(totalMinor, customer.currency),
    })),
    freshness,
  };
}

// The entity's own currency first, the others by what is open in them.
function currenciesOf(totals: readonly OpenTotal[], own: string): string[] {
  const open = new Map<string, bigint>([[own, 0n]]);
  for (const total of totals) open.set(total.currency, (open.get(total.currency) ?? 0n) + total.debitMinor - total.creditMinor);
  return [...open.keys()]
    .filter((currency) => currency === own || open.get(currency) !== 0n)
    .toSorted((left, right) => {
      if (left === own || right === own) return left === own ? -1 : 1;
      return (open.get(right) ?? 0n) > (open.get(left) ?? 0n) ? 1 : -1;
    });
}

function currencyView(
  currency: string,
  facts: Facts,
  asked: { scope: Scope; language: Language; settings: Settings },
): OverviewCurrency {
  const { scope, language, settings } = asked;
  const own = facts.totals.filter((total) => total.currency === currency);
  const debtors = facts.debtors.filter((one) => one.currency === currency);
  const sum = (list: readonly OpenTotal[], of: (total: OpenTotal) => bigint): bigint =>
    list.reduce((total, one) => total + of(one), 0n);
  const debit = (list: readonly OpenTotal[]): bigint => sum(list, (one) => one.debitMinor);
  const late = debit(own.filter((one) => one.bucket > 0));
  const notDue = debit(own.filter((one) => one.bucket === 0));
  const unallocated = sum(own, (one) => one.creditMinor);
  const awaiting = debtors.reduce((total, one) => total + one.awaitingMinor, 0n);
  const money = (minor: bigint): string => toDecimal(minor, currency);
  const [notDueBucket] = facts.buckets;
  return {
    currency,
    total: money(notDue + late + unallocated),
    overdue: money(late),
    overdueRate: notDue + late === 0n ? null : Number((late * 10_000n) / (notDue + late)) / 10_000,
    notDue: money(notDue),
    unallocated: money(unallocated),
    awaiting: money(awaiting),
    intercompany: money(facts.group.find((one) => one.currency === currency)?.minor ?? 0n),
    buckets: facts.buckets.map((bucket): OverviewBucket => ({
      key: bucket.key,
      label: bucketLabel(bucket, language),
      from: bucket.from,
      until: bucket.until,
      amount: money(debit(own.filter((one) => one.bucket === bucket.index))),
      customers: debtors.find((one) => one.bucket === bucket.index)?.customers ?? 0,
      drill: bucketDrill(scope, currency, bucket),
    })),
    dso: dsoOf(
      facts.sales.filter((one) => one.currency === currency),
      scope.asOf,
      { target: settings['dso.target'], language },
    ),
    oldest: oldestView(
      facts.oldest.find((one) => one.currency === currency),
      scope,
    ),
    drills: {
      total: totalDrill(scope, currency),
      overdue: overdueDrill(scope, currency),
      notDue: bucketDrill(scope, currency, notDueBucket ?? { index: 0, key: 'not-due', from: null, until: null }),
      unallocated: unallocatedDrill(scope, currency),
      awaiting: awaitingDrill(scope, currency),
    },
  };
}

function oldestView(item: OldestItem | undefined, { asOf }: Scope): OverviewCurrency['oldest'] {
  if (!item) return null;
  const { openMinor, currency, ...rest } = item;
  return { ...rest, daysLate: daysLate(item.dueOn, asOf), open: toDecimal(openMinor, currency) };
}

function freshnessOf(entity: Entity, setting: Settings['freshness.hours'], now: Temporal.Instant): Freshness {
  const { limitHours, late } = ledgerAge(entity, setting, now);
  const last = entity.lastLedgerAt;
  return {
    entityId: entity.id,
    entityName: entity.name,
    lastLedgerAt: last === null ? null : last.toString(),
    limitHours,
    // What never came in is waited for here, though it holds no message.
    late: late || (last === null && limitHours !== null),
  };
}
