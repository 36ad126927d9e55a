import { type Day, daysBetween } from '../../../kernel/days.ts';
import { currencyDigits, fromDecimal } from '../../../kernel/money.ts';
import { type Queryable, type Sql, sql } from '../../../platform/database/index.ts';
import { type Entity, type LedgerAge, ledgerAge, readSettings } from '../../identity/index.ts';
import { type LadderShape, ladderShape, type StepCondition } from './ladder-shape.ts';
import type { Overlay } from './standing.ts';

/** What a decision is asked about: which entity, which business day, under which settings. */
export type DecisionTerms = {
  readonly entityId: string;
  readonly on: Day;
  /** Calendar days between chasing messages on one item, where the scenario says nothing. */
  readonly minDays: number;
  /** Net floor in minor units of a two-decimal currency, where the scenario says nothing. */
  readonly floorMinor: bigint;
  /** The ledger is older than its limit: nothing leaves by itself. */
  readonly stale: boolean;
  /** How old it is, and may be. */
  readonly ledger?: LedgerAge;
  /** Chasing messages a customer may get in one currency and day. */
  readonly perDay: number;
  /** Calendar days after an invoice was sent in which no step is taken for it. */
  readonly afterInvoiceDays: number;
  /** Calendar days a formal notice gives to pay: nothing more is done about what it listed before they are over. */
  readonly noticeDays: number;
  /** Whether accounts are chased at their payer, or else at their parent; `none` too where no account has one. */
  readonly grouping: Grouping;
  /** Some scenario sends a message a level or an item, and not one an account. */
  readonly manyUnits: boolean;
  /** Steps that only some customers have. */
  readonly conditions: readonly StepCondition[];
  /** A version simulated in place of the one in force. */
  readonly overlay?: Overlay;
  /** The decision is taken again for messages about to leave: what else the customer might get today does not hold them back. */
  readonly leaving?: boolean;
  /** These customers alone. */
  readonly customerIds?: readonly string[];
  /** Leave out items whose every step lies ahead: enough to know what to do today. */
  readonly nearOnly?: boolean;
};

export type Grouping = 'payer' | 'payer-and-parent' | 'none';

/** Reads the settings that bear on a decision about one entity and day. */
export async function decisionTerms(
  db: Queryable,
  entity: Pick<Entity, 'id' | 'lastLedgerAt' | 'ledgerRhythm'>,
  on: Day,
  now: Temporal.Instant,
  customerIds?: readonly string[],
  overlay?: Overlay,
): Promise<DecisionTerms> {
  const settings = await readSettings(db);
  const ledger = ledgerAge(entity, settings['freshness.hours'], now);
  const shape = await ladderShape(db, on, overlay);
  return {
    entityId: entity.id,
    on,
    minDays: settings['contact.minDays'],
    floorMinor: fromDecimal(settings['floor.amount'], 'EUR') ?? 0n,
    stale: ledger.late,
    ledger,
    perDay: settings['contact.perDay'],
    afterInvoiceDays: settings['contact.afterInvoiceDays'],
    noticeDays: settings['notice.days'],
    grouping: groupingOf(settings['dunning.grouping'], shape),
    manyUnits: shape.manyUnits,
    conditions: shape.conditions,
    ...(overlay === undefined ? {} : { overlay }),
    ...(customerIds === undefined ? {} : { customerIds }),
  };
}

// Where nobody has a payer or a parent, the statement is spared the look for them.
function groupingOf(wanted: Grouping, { payers, parents }: LadderShape): Grouping {
  if (wanted === 'payer-and-parent' && parents) return wanted;
  return wanted !== 'none' && payers ? 'payer' : 'none';
}

/** The same terms about another day. */
export function onDay(terms: DecisionTerms, on: Day): DecisionTerms {
  return { ...terms, on };
}

/** How many days a run's business date was away from the calendar when it ran: 0 except for a run asked for another date. */
export function displacement(runOn: Day, startedOn: Day): number {
  return daysBetween(startedOn, runOn);
}

const oddDigits = Intl.supportedValuesOf('currency')
  .map((currency) => ({ currency, digits: currencyDigits(currency) }))
  .filter(({ digits }) => digits !== 2);

/** A floor kept for two decimals, in a currency's own minor units: 20.00 is 2000 in EUR, 20 in JPY, 20000 in KWD. */
export function floorIn(minor: Sql, currency: Sql): Sql {
  const factor = (digits: number): Sql => {
    const codes = oddDigits.filter((odd) => odd.digits === digits).map((odd) => odd.currency);
    return codes.length === 0 ? sql`false` : sql`${currency} in (${sql.join(codes.map((code) => sql.lit(code)))})`;
  };
  return sql`(case when ${factor(0)} then ${minor} / 100 when ${factor(3)} then ${minor} * 10 when ${factor(4)} then ${minor} * 100 else ${minor} end)`;
}

/** The oracle's side of `floorIn`. */
export function floorFor(minor: bigint, currency: string): bigint {
  const digits = currencyDigits(currency);
  return digits >= 2 ? minor * 10n ** BigInt(digits - 2) : minor / 10n ** BigInt(2 - digits);
}
