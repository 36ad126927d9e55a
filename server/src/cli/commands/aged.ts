import { agedDimensions } from '@quitus/contract';
import { formatDecimal, textsIn } from '@quitus/texts';
import { Command } from 'commander';
import { toDecimal } from '../../kernel/money.ts';
import { businessToday, entityByName, readSetting } from '../../modules/identity/index.ts';
import {
  type AgedBalance,
  agedBalance,
  type AgedDimension,
  type AgedQuestion,
  type AgedSums,
} from '../../modules/receivables/index.ts';
import { dayOption, instantOption, wordOption } from '../options.ts';
import { printJson, printTable } from '../output.ts';
import { type CommonOptions, withTenant } from '../session.ts';

type AgedOptions = CommonOptions & {
  knownAt?: Temporal.Instant;
  by: AgedDimension;
  basis: 'due' | 'issue';
  entity?: string;
  in?: string;
};

// A window that holds any portfolio: the document is one piece anyway.
const everyRow = 2_000_000_000;

const sums = (one: AgedSums) => ({
  currency: one.currency,
  notDue: toDecimal(one.notDueMinor, one.currency),
  buckets: one.bucketsMinor.map((minor) => toDecimal(minor, one.currency)),
  overdue: toDecimal(one.overdueMinor, one.currency),
  unallocated: toDecimal(one.unallocatedMinor, one.currency),
  total: toDecimal(one.totalMinor, one.currency),
  awaiting: toDecimal(one.awaitingMinor, one.currency),
  items: one.items,
});

async function runAged(options: AgedOptions): Promise<void> {
  await withTenant(options, 'read', async ({ db, now, language }) => {
    const entity = options.entity === undefined ? undefined : await entityByName(db, options.entity);
    const question: AgedQuestion = {
      asOf: options.asOf ?? businessToday(entity ?? { timeZone: 'Europe/Paris' }, now()),
      knownAt: options.knownAt,
      by: options.by,
      basis: options.basis,
      bounds: await readSetting(db, 'aging.bounds'),
      classes: ['receivable'],
      entityId: entity?.id,
      convertTo: options.in,
    };
    const balance = await agedBalance(db, question, { offset: 0, limit: everyRow, sort: { by: 'key', descending: false } });
    if (options.json) {
      printJson({
        asOf: question.asOf,
        ...(options.knownAt ? { knownAt: options.knownAt.toString() } : {}),
        basis: question.basis,
        buckets: balance.labels,
        rows: balance.rows.map((row) => ({ key: row.key, name: row.name, ...sums(row) })),
        totals: balance.totals.map(sums),
        ...(balance.rates.length > 0 ? { rates: balance.rates } : {}),
      });
    } else showAged(balance, language);
  });
}

function showAged(balance: AgedBalance, language: 'fr' | 'en'): void {
  const words = textsIn(language).cli.aged;
  const cells = (one: AgedSums): string[] =>
    [one.notDueMinor, ...one.bucketsMinor, one.unallocatedMinor, one.totalMinor].map((minor) =>
      formatDecimal(language, toDecimal(minor, one.currency)),
    );
  printTable(
    [words.key, words.name, words.currency, words.notDue, ...balance.labels, words.unallocated, words.total],
    [
      ...balance.rows.map((row) => [row.key, row.name.slice(0, 36), row.currency, ...cells(row)]),
      ...balance.totals.map((total) => [words.totalRow, '', total.currency, ...cells(total)]),
    ],
  );
}

/** `quitus aged`: the aged balance at any date, as known at any moment, by any dimension. */
export function agedCommand(): Command {
  return new Command('aged')
    .description('aged balance, at any date')
    .option('--tenant <name>')
    .option('--as-of <day>', 'at the close of this day (default: today)', dayOption)
    .option('--known-at <instant>', 'as it was known then', instantOption)
    .option('--by <dimension>', agedDimensions.join('|'), wordOption(agedDimensions), 'customer')
    .option('--basis <basis>', 'due|issue', wordOption(['due', 'issue']), 'due')
    .option('--entity <name>')
    .option('--in <currency>', 'convert at the last known rate')
    .action(runAged);
}
