import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Day } from '../../../kernel/days.ts';
import { type Debt, lateInterest, type Law } from './late-interest.ts';
import { type InterestPolicy, standardPolicy } from './policy.ts';

const dayIn = (from: Day, days: number) => fc.nat({ max: days }).map((count) => addDays(from, count));
const laws = fc.constantFrom<Law>(
  { country: 'FR', debtor: 'business' },
  { country: 'FR', debtor: 'public' },
  { country: 'BE', debtor: 'business' },
  { country: 'DE', debtor: 'business' },
);
// Four years with a leap year in their middle; credit notes apart, for they rewrite the past.
const debts = fc
  .record({
    amountMinor: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    dueOn: dayIn('2022-11-01', 1200),
    payments: fc.array(fc.record({ after: fc.integer({ min: -30, max: 900 }), share: fc.bigInt({ min: 0n, max: 60n }) }), {
      maxLength: 4,
    }),
    share: fc.bigInt({ min: 0n, max: 120n }),
  })
  .map(({ amountMinor, dueOn, payments, share }): Debt => {
    let open = amountMinor;
    const reductions = payments.map((one) => {
      const minor = (open * one.share) / 60n;
      open -= minor;
      return { on: addDays(dueOn, one.after), minor, corrects: false };
    });
    return {
      amountMinor,
      currency: 'EUR',
      issueOn: addDays(dueOn, -30),
      dueOn,
      reductions,
      disputedMinor: (amountMinor * share) / 100n,
    };
  });
const asked = dayIn('2022-11-01', 1500).map((day) => (day > '2026-12-31' ? '2026-12-31' : day));
const policies = fc.constantFrom<InterestPolicy>(standardPolicy, { ...standardPolicy, yearDays: 'actual' });
const borne = (debt: Debt, law: Law, asOf: Day, policy = standardPolicy): bigint => {
  const late = lateInterest(debt, law, asOf, policy);
  return late ? late.interestMinor + late.conditionalMinor : 0n;
};

test('interest is never negative, and its lines follow one another without a gap (T50)', () => {
  fc.assert(
    fc.property(debts, laws, asked, policies, (debt, law, asOf, policy) => {
      const late = lateInterest(debt, law, asOf, policy);
      if (!late) return;
      expect(late.from).toBe(addDays(debt.dueOn, 1));
      expect(late.to <= asOf).toBe(true);
      let next = late.from;
      for (const line of late.lines) {
        expect(line.amountMinor >= 0n).toBe(true);
        expect(line.principalMinor > 0n && line.principalMinor <= debt.amountMinor).toBe(true);
        // The two parts of one period stand on two lines of the same days.
        if (line.from !== next)
          expect(
            late.lines.some((other) => other !== line && other.from === line.from && other.conditional !== line.conditional),
          ).toBe(true);
        next = addDays(line.to, 1);
      }
      expect(next).toBe(addDays(late.to, 1));
    }),
  );
});

test('a later day never shows less, as long as no credit note corrects the invoice (T50)', () => {
  fc.assert(
    fc.property(debts, laws, asked, asked, policies, (debt, law, one, other, policy) => {
      const [earlier = '', later = ''] = [one, other].toSorted();
      // An amount is rounded once a line, so a longer line is never less than the shorter it grew from.
      expect(borne(debt, law, later, policy) >= borne(debt, law, earlier, policy)).toBe(true);
    }),
  );
});

test('a period cut in two bears what the whole does, but for the rounding of one more line', () => {
  fc.assert(
    fc.property(debts, laws, asked, fc.nat({ max: 1500 }), (debt, law, asOf, offset) => {
      const middle = addDays(debt.dueOn, offset);
      if (middle >= asOf) return;
      // A payment of nothing cuts the period and changes no principal.
      const cut = { ...debt, reductions: [...debt.reductions, { on: middle, minor: 0n, corrects: false }] };
      const difference = borne(cut, law, asOf) - borne(debt, law, asOf);
      expect(difference >= -2n && difference <= 2n).toBe(true);
    }),
  );
});

test('once paid it stops: no later day changes its interest (T29)', () => {
  fc.assert(
    fc.property(debts, laws, fc.nat({ max: 600 }), asked, (debt, law, after, asOf) => {
      const on = addDays(debt.dueOn, after);
      const paid = { ...debt, reductions: [{ on, minor: debt.amountMinor, corrects: false }] };
      if (asOf < on) return;
      expect(borne(paid, law, asOf)).toBe(borne(paid, law, on));
      if (after === 0) expect(lateInterest(paid, law, asOf, standardPolicy)).toBeUndefined();
      // The day the money arrives is late still.
      else expect(lateInterest(paid, law, asOf, standardPolicy)?.to).toBe(on);
    }),
  );
});

test('a payment taken back leaves the interest it would have had without it, from the original due day (T29)', () => {
  fc.assert(
    fc.property(debts, laws, asked, (debt, law, asOf) => {
      const [first, ...others] = debt.reductions;
      if (!first) return;
      const without = { ...debt, reductions: others };
      // But for the rounding of the lines that the payment had cut in two.
      expect(borne(without, law, asOf) + 2n >= borne(debt, law, asOf)).toBe(true);
      expect(lateInterest(without, law, asOf, standardPolicy)?.from ?? addDays(debt.dueOn, 1)).toBe(addDays(debt.dueOn, 1));
    }),
  );
});

test('what is disputed and what is not make up the whole principal on every day', () => {
  fc.assert(
    fc.property(debts, laws, asked, (debt, law, asOf) => {
      const late = lateInterest(debt, law, asOf, standardPolicy);
      const whole = lateInterest({ ...debt, disputedMinor: 0n }, law, asOf, standardPolicy);
      for (const line of whole?.lines ?? []) {
        const parts = late?.lines.filter((one) => one.from === line.from) ?? [];
        expect(parts.reduce((sum, one) => sum + one.principalMinor, 0n)).toBe(line.principalMinor);
      }
    }),
  );
});
