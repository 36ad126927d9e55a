import type { Criteria } from '@quitus/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Day } from '../../kernel/days.ts';
import { fromDecimal } from '../../kernel/money.ts';
import { compileCriteria, describeCriteria } from '../../platform/criteria/index.ts';
import { sql } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { itemFields } from './fields.ts';
import { givenCustomer, givenItems } from './ledger.fixture.ts';

const db = testDatabase();
const today: Day = '2026-04-30';

type Row = {
  number: string;
  kind: string;
  dueOn: Day | null;
  amount: bigint;
  currency: string;
  reference: string | null;
  inferred: boolean;
};

const words = fc.constantFrom('', 'Écluse', 'ecluse', 'FAC-1', 'fac-12', 'Hêtre 12', "l'orme", '%', '_', 'a\\b');
const day = fc.integer({ min: -3, max: 3 }).map((count) => addDays(today, count));
const currency = fc.constantFrom('EUR', 'JPY', 'KWD');
const row: fc.Arbitrary<Row> = fc.record({
  number: words,
  kind: fc.constantFrom('invoice', 'debit', 'fee'),
  dueOn: fc.option(day),
  amount: fc.bigInt({ min: 1n, max: 5_000n }),
  currency,
  reference: fc.option(words),
  inferred: fc.boolean(),
});

const texts = fc.record({
  field: fc.constantFrom('number', 'reference'),
  is: fc.constantFrom('is', 'is-not', 'contains', 'empty', 'not-empty'),
  value: words,
});
const choices = fc.record({
  field: fc.constant('itemKind'),
  is: fc.constantFrom('is', 'is-not'),
  value: fc.subarray(['invoice', 'debit', 'fee'], { minLength: 1 }),
});
const days = fc.record({
  field: fc.constant('dueOn'),
  is: fc.constantFrom('is', 'at-least', 'at-most', 'between', 'empty', 'not-empty'),
  value: fc.tuple(fc.oneof(day, fc.constantFrom('today', 'today-1', 'today+2')), day),
});
const decimal = fc.constantFrom('0', '1', '2.5', '10.00', '49.999', '1000', '3.141');
const amounts = fc.record({
  field: fc.constantFrom('amount', 'open'),
  is: fc.constantFrom('is', 'is-not', 'at-least', 'at-most', 'between'),
  value: fc.tuple(decimal, decimal),
});
const numbers = fc.record({
  field: fc.constant('itemDaysLate'),
  is: fc.constantFrom('is', 'is-not', 'at-least', 'at-most', 'between', 'empty'),
  value: fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })),
});
const flags = fc.record({ field: fc.constant('dueInferred'), is: fc.constant('is'), value: fc.boolean() });

type Leaf = { field: string; is: string; value: unknown };
/** As many values as the operator takes. */
function fitted({ field, is, value }: Leaf): Criteria {
  if (is.endsWith('empty')) return { field, is };
  const list = (Array.isArray(value) ? value : [value]) as (string | number)[];
  const [first, second] = list;
  // The cast: what is built here is what a client may send; the rest of the test holds it to that.
  return {
    field,
    is,
    value: is === 'between' ? [first, second] : is.startsWith('is') ? (field === 'dueInferred' ? first : list) : first,
  } as Criteria;
}
const leaf = fc.oneof(texts, choices, days, amounts, numbers, flags).map((one) => fitted(one));
const { criteria } = fc.letrec<{ criteria: Criteria }>((tie) => ({
  criteria: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('criteria'), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('criteria'), { maxLength: 3 }).map((any) => ({ any })),
    tie('criteria').map((not) => ({ not })),
  ),
}));

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const asDay = (value: string): Day => (value.startsWith('today') ? addDays(today, Number(value.slice(5) || 0)) : value);
// Seven decimals of room, so that three-decimal amounts of any currency compare exactly.
const scaled = (decimalText: string): bigint => fromDecimal(decimalText, 'CLF') ?? 0n;
const amountOf = (one: Row): bigint => one.amount * { EUR: 100n, JPY: 10_000n, KWD: 10n }[one.currency as 'EUR' | 'JPY' | 'KWD'];

/** What a person would say of one row: the meaning that the SQL must have. */
function meets(one: Row, asked: Criteria): boolean {
  if ('all' in asked) return asked.all.every((part) => meets(one, part));
  if ('any' in asked) return asked.any.some((part) => meets(one, part));
  if ('not' in asked) return !meets(one, asked.not);
  const values = (asked.value === undefined ? [] : Array.isArray(asked.value) ? asked.value : [asked.value]) as (
    | string
    | number
    | boolean
  )[];
  switch (asked.field) {
    case 'number':
    case 'reference': {
      const text = asked.field === 'number' ? one.number : one.reference;
      if (asked.is === 'empty') return !text;
      if (asked.is === 'not-empty') return Boolean(text);
      if (asked.is === 'contains') return text !== null && folded(text).includes(folded(String(values[0])));
      const same = text !== null && values.some((value) => folded(String(value)) === folded(text));
      return asked.is === 'is' ? same : !same;
    }
    case 'itemKind':
      return values.includes(one.kind) === (asked.is === 'is');
    case 'dueInferred':
      return one.inferred === values[0];
    case 'dueOn':
      return compares(
        one.dueOn ?? undefined,
        asked.is,
        values.map((value) => asDay(String(value))),
      );
    case 'itemDaysLate': {
      const late =
        one.dueOn === null ? undefined : [-3, -2, -1, 0, 1, 2, 3].find((count) => addDays(one.dueOn!, count) === today);
      return compares(late, asked.is, values.map(Number));
    }
    default:
      return compares(
        amountOf(one),
        asked.is,
        values.map((value) => scaled(String(value))),
      );
  }
}

function compares<T extends string | number | bigint>(value: T | undefined, is: string, values: readonly T[]): boolean {
  if (is === 'empty') return value === undefined;
  if (is === 'not-empty') return value !== undefined;
  const [first, second] = values as [T, T];
  if (value === undefined) return is === 'is-not';
  if (is === 'at-least') return value >= first;
  if (is === 'at-most') return value <= first;
  if (is === 'between') return value >= first && value <= second;
  return values.includes(value) === (is === 'is');
}

test('criteria select in SQL the rows that their words mean, whatever is nested in what', async () => {
  const tenant = await db.newTenant();
  const customerId = await givenCustomer(tenant);
  const rows = fc.sample(row, { numRuns: 60, seed: 7 });
  const ids = await givenItems(
    tenant,
    rows.map((one) => ({
      customerId,
      amount: one.amount,
      currency: one.currency,
      dueOn: one.dueOn,
      kind: one.kind,
      columns: { number: one.number, reference: one.reference, due_inferred: one.inferred },
    })),
  );
  await fc.assert(
    fc.asyncProperty(criteria, async (asked) => {
      const found = await tenant.tenantDb.rows<{ id: string }>(sql`
        select item.id
        from receivables.item
        join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
        where ${compileCriteria(asked, itemFields, { today })}
      `);
      const expected = ids.filter((_, index) => meets(rows[index]!, asked));
      expect(found.map((item) => item.id).toSorted()).toEqual(expected.toSorted());
    }),
    { numRuns: 250 },
  );
}, 60_000);

test('criteria are said in the reader’s words', () => {
  const asked: Criteria = {
    all: [
      { field: 'amount', is: 'at-least', value: '1000.00' },
      { any: [{ field: 'dueOn', is: 'at-most', value: 'today-30' }, { not: { field: 'number', is: 'contains', value: 'av' } }] },
    ],
  };
  expect(describeCriteria(asked, itemFields, 'en')).toBe(
    'Amount at least 1,000.00 and (Due date at most today − 30 d or not (Number contains “av”))',
  );
  expect(describeCriteria(asked, itemFields, 'fr')).toContain('et (Échéance au plus aujourd’hui − 30 j ou pas (Numéro contient');
});

test.each([
  [{ field: 'amount', is: 'at-least', value: "1'; drop table receivables.item; --" }, 'criteria.value-invalid'],
  [{ field: 'amount', is: 'between', value: '1' }, 'criteria.value-invalid'],
  [{ field: 'dueOn', is: 'is', value: '2026-02-30' }, 'criteria.value-invalid'],
  [{ field: 'dueOn', is: 'contains', value: '2026' }, 'criteria.operator-unknown'],
  [{ field: 'tenant_id', is: 'is', value: '1' }, 'criteria.field-unknown'],
  [{ all: 'everything' }, 'criteria.malformed'],
  [{ all: Array.from({ length: 101 }, () => ({ field: 'number', is: 'empty' })) }, 'criteria.too-large'],
])('%j is refused as %s', (asked, code) => {
  // The cast: these are what a client must not send.
  expect(() => compileCriteria(asked as Criteria, itemFields, { today })).toThrow(code);
});
