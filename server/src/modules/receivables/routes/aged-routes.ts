import { ledgerClasses } from '@quitus/contract';
import { type Language, textsIn } from '@quitus/texts';
import { compileCriteria, parseCriteria } from '../../../platform/criteria/index.ts';
import { sql } from '../../../platform/database/index.ts';
import { customerFields } from '../../customers/index.ts';
import { readSetting } from '../../identity/index.ts';
import { agedBalance } from '../aged/aged-balance.ts';
import { type AgedDimension, type AgedLine, type AgedSort, agedSorts, type LedgerClass } from '../aged/question.ts';
import { listRates, stateRate } from '../exchange-rates.ts';
import { refuse } from '../refusals.ts';
import { agedAmounts, type LedgerHandlers } from './wire.ts';

export const agedHandlers: LedgerHandlers<'GET /aged-balance' | 'GET /exchange-rates' | 'PUT /exchange-rates'> = {
  'GET /aged-balance': async ({ query, context: { db, language, today } }) => {
    const asOf = query.asOf ?? today();
    const by = query.by ?? 'customer';
    const basis = query.basis ?? 'due';
    const bounds = query.bounds === undefined ? await readSetting(db, 'aging.bounds') : query.bounds.split(',').map(Number);
    const found = await agedBalance(
      db,
      {
        asOf,
        knownAt: query.knownAt === undefined ? undefined : Temporal.Instant.from(query.knownAt),
        by,
        basis,
        bounds,
        classes: readClasses(query.classes),
        entityId: query.entityId,
        currency: query.currency,
        customers: customersAsked(query, asOf),
        convertTo: query.in,
      },
      { offset: query.offset ?? 0, limit: query.limit ?? 100, sort: readSort(query.sort) },
    );
    return {
      asOf,
      knownAt: query.knownAt ?? null,
      by,
      basis,
      bounds: [...bounds],
      buckets: [...found.labels],
      rows: found.rows.map((line) => ({ key: line.key, id: line.id, name: nameOf(line, by, language), ...agedAmounts(line) })),
      total: found.total,
      totals: found.totals.map(agedAmounts),
      rates: [...found.rates],
    };
  },
  'GET /exchange-rates': async ({ query, context }) => ({ rates: await listRates(context.db, query.currency) }),
  'PUT /exchange-rates': ({ body, context }) => context.db.transaction((tx) => stateRate(tx, body, context.actor)),
};

function customersAsked({ filter, q }: { filter?: string; q?: string }, today: string) {
  const parts = [
    ...(filter?.trim() ? [compileCriteria(parseCriteria(filter), customerFields, { today })] : []),
    ...(q?.trim() ? [sql`customer.id in (select found.id from customers.search(${q.trim()}, 100) as found)`] : []),
  ];
  return parts.length === 0 ? undefined : sql.join(parts, sql` and `);
}

function readClasses(text: string | undefined): readonly LedgerClass[] {
  if (text === undefined) return ['receivable'];
  return text.split(',').map((word) => {
    const known = ledgerClasses.find((one) => one === word);
    if (!known) throw refuse('aged-balance.class-unknown', { value: word.slice(0, 40) });
    return known;
  });
}

function readSort(text: string | undefined): AgedSort {
  const descending = text === undefined || text.startsWith('-');
  const by = agedSorts.find((one) => one === (text ?? '-overdue').replace('-', ''));
  if (!by) throw refuse('aged-balance.sort-unknown', { value: (text ?? '').slice(0, 40) });
  return { by, descending };
}

/** A row's name in the reader's language, where the dimension is one of our own words. */
function nameOf(line: AgedLine, by: AgedDimension, language: Language): string {
  const words = textsIn(language).ledger;
  if (line.name === '') return words.aged.none;
  // The casts: the database's checks hold the same lists as the texts.
  if (by === 'kind') return (words.customerKinds as Record<string, string>)[line.name] ?? line.name;
  if (by === 'ledger-class') return (words.ledgerClasses as Record<string, string>)[line.name] ?? line.name;
  return line.name;
}
