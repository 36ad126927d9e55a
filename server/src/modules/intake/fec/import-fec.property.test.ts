import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../platform/testing/index.ts';
import { ledgerChecks } from '../../receivables/index.ts';
import { type Books, type Entry, fec, openBooks } from '../books.fixture.ts';

const database = testDatabase();
const someRuns = { numRuns: 8, interruptAfterTimeLimit: 90_000 };

type Event = { customer: number; cents: number; paid: boolean; partly: boolean; day: number; corrected: boolean };
const events = fc.array(
  fc.record({
    customer: fc.integer({ min: 1, max: 3 }),
    cents: fc.integer({ min: 1, max: 99_999 }),
    paid: fc.boolean(),
    partly: fc.boolean(),
    day: fc.integer({ min: 1, max: 28 }),
    corrected: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);

const euros = (cents: number): string =>
  `${cents < 0 ? '-' : ''}${Math.trunc(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
const two = (number: number): string => String(number).padStart(2, '0');

/** The entries of a year as its books hold them at the end; the step at which each appears. */
function yearOf(year: number, list: readonly Event[]): { entry: Entry; step: number; first: Entry }[] {
  return list.flatMap((event, index) => {
    const aux = `C00${event.customer}`;
    const letter = event.paid ? `L${index}` : '';
    const invoice: Entry = {
      num: String(index + 1),
      on: `${year}-0${1 + (index % 5)}-${two(event.day)}`,
      aux,
      piece: `F${year}-${index}`,
      amount: euros(event.cents),
      letter,
    };
    // The draft of a line that was corrected later: another amount, and never the letter that came with the payment.
    const first = { ...invoice, letter: '', amount: event.corrected ? euros(event.cents + 1) : invoice.amount };
    const lines = [{ entry: invoice, first, step: index * 2 }];
    if (!event.paid) return lines;
    const paid = event.partly ? Math.max(1, Math.trunc(event.cents / 2)) : event.cents;
    const payment: Entry = {
      journal: 'BQ',
      num: String(index + 1),
      on: `${year}-0${2 + (index % 5)}-${two(event.day)}`,
      aux,
      piece: `V${index}`,
      label: 'Virement',
      amount: euros(-paid),
      letter,
    };
    return [...lines, { entry: payment, first: payment, step: index * 2 + 3 }];
  });
}

/** The export made after a step: later lines are not there, corrections and letters neither. */
function exportAfter(lines: ReturnType<typeof yearOf>, step: number): Entry[] {
  const present = lines.filter((line) => line.step <= step);
  const complete = new Set(
    lines.filter((line) => line.entry.journal === 'BQ' && line.step <= step).map((line) => line.entry.letter),
  );
  return present.map((line) => {
    const settled = line.entry.letter !== '' && complete.has(line.entry.letter);
    return line.entry.letter === '' && step > line.step + 4 ? line.entry : settled ? line.entry : line.first;
  });
}

function sums(entries: readonly Entry[]): Record<string, string> {
  const total = new Map<string, number>();
  for (const entry of entries) {
    const cents = Math.round(Number(entry.amount) * 100);
    total.set(entry.aux ?? '', (total.get(entry.aux ?? '') ?? 0) + cents);
  }
  return Object.fromEntries([...total].filter(([, cents]) => cents !== 0).map(([aux, cents]) => [aux, euros(cents)]));
}

const owed = async (books: Books): Promise<Record<string, string>> =>
  Object.fromEntries(Object.entries(await books.balances()).filter(([, amount]) => Number(amount) !== 0));
const openItems = async (books: Books) =>
  (await books.items()).map((item) => [item.code, item.number, item.amount, item.open, item.settledOn]);

async function verified({ tenantDb }: Books): Promise<void> {
  const checks = await tenantDb.transaction((tx) => ledgerChecks(tx));
  expect(checks.filter((check) => !check.ok)).toEqual([]);
}

test(
  'whatever exports came before, in whatever order of lines, the ledger ends as the complete file alone would make it',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        events,
        fc.array(fc.nat({ max: 18 }), { minLength: 1, maxLength: 2 }),
        fc.boolean(),
        async (list, steps, backwards) => {
          const lines = yearOf(2026, list);
          const all = lines.map((line) => line.entry);
          const [step, alone] = [await openBooks(database), await openBooks(database)];
          for (const after of steps.toSorted((left, right) => left - right)) {
            const part = exportAfter(lines, after);
            if (part.length > 0) await step.take(fec(backwards ? part.toReversed() : part));
          }
          await step.take(fec(all));
          await alone.take(fec(all));
          expect(await openItems(step)).toEqual(await openItems(alone));
          expect(await owed(step)).toEqual(sums(all));
          await verified(step);
          expect(await step.take(`${fec(all)}\n`)).toMatchObject({ created: 0, updated: 0 });
        },
      ),
      someRuns,
    );
  },
);

test(
  'two years with any style of opening, in any order of files: each customer owes what the last year says',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        events,
        events,
        fc.constantFrom('detailed', 'balance'),
        fc.boolean(),
        async (former, latter, style, laterFirst) => {
          const before = yearOf(2025, former).map((line) => line.entry);
          const after = yearOf(2026, latter).map((line) => ({
            ...line.entry,
            letter: line.entry.letter ? `N${line.entry.letter}` : '',
          }));
          const opening = (aux: string, piece: string, pieceOn: string, amount: string): Entry => ({
            journal: 'AN',
            num: '1',
            on: '2026-01-01',
            aux,
            piece,
            pieceOn,
            amount,
          });
          const carried =
            style === 'balance'
              ? Object.entries(sums(before)).map(([aux, amount]) => opening(aux, 'RAN', '2026-01-01', amount))
              : before
                  .filter(
                    (entry) =>
                      entry.letter === '' ||
                      sums(before.filter((other) => other.letter === entry.letter))[entry.aux ?? ''] !== undefined,
                  )
                  .map((entry) => opening(entry.aux ?? '', entry.piece ?? '', entry.on, entry.amount));
          const files = [fec(before), fec([...carried, ...after])];
          const books = await openBooks(database);
          for (const file of laterFirst ? files.toReversed() : files) await books.take(file);
          expect(await owed(books)).toEqual(sums([...carried, ...after]));
          await verified(books);
          for (const file of files) expect(await books.take(`${file}\n`)).toMatchObject({ created: 0 });
          expect(await owed(books)).toEqual(sums([...carried, ...after]));
          await verified(books);
        },
      ),
      someRuns,
    );
  },
);
