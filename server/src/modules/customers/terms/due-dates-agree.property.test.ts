import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../../kernel/days.ts';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { dueDateUnder } from '../bulk/due-dates.ts';
import { dueDate, type PaymentTerms } from './terms.ts';

const db = testDatabase();

const asked = fc.record({
  issueOn: fc.integer({ min: 0, max: 18_000 }).map((count) => addDays('2000-01-01', count)),
  terms: fc.record({
    // The cast: a list of constants keeps only `string`.
    kind: fc.constantFrom('net', 'end-of-month', 'net-then-end-of-month', 'end-of-month-then-net', 'by-decade') as fc.Arbitrary<
      PaymentTerms['kind']
    >,
    days: fc.integer({ min: 0, max: 120 }),
    dayOfMonth: fc.option(fc.integer({ min: 1, max: 31 })),
    workingDayShift: fc.constantFrom('none', 'next', 'previous') as fc.Arbitrary<PaymentTerms['workingDayShift']>,
  }),
});

test('an import infers the same due date as the rule that is shown, tested and confirmed', async () => {
  const tenant = await db.newTenant();
  const cases = fc.sample(asked, 3000);
  const rows = cases.map(({ issueOn, terms }, place) => ({
    place,
    issue_on: issueOn,
    kind: terms.kind,
    days: terms.days,
    day_of_month: terms.dayOfMonth,
    working_day_shift: terms.workingDayShift,
  }));
  const inferred = await tenant.tenantDb.rows<{ due: string }>(sql`
    select ${dueDateUnder(sql`terms.issue_on`)}::date as due
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as terms (place int, issue_on date, kind text, days int, day_of_month int, working_day_shift text)
    order by terms.place
  `);
  expect(cases.map((one, index) => ({ ...one, due: inferred[index]?.due }))).toEqual(
    cases.map((one) => ({ ...one, due: dueDate(one.issueOn, one.terms) })),
  );
});
