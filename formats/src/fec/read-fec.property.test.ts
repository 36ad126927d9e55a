import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { invoiceAndPayment, legalFile, legalHeader, wholeFec } from './fec.fixture.ts';

test('no bytes whatever make the reader throw or hang', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), fc.integer({ min: 1, max: 64 }), async (bytes, pieceBytes) => {
      const { entries } = await wholeFec(bytes, { pieceBytes });
      expect(entries.length).toBeLessThanOrEqual(bytes.length);
    }),
    { numRuns: 300 },
  );
});

test('whatever happens to bytes of a good file, each line is taken or named, none is lost', async () => {
  const body = `${invoiceAndPayment.join('\n')}\n`.repeat(4);
  const header = Buffer.from(`${legalHeader}\n`);
  const change = fc.record({ at: fc.nat(body.length - 1), byte: fc.integer({ min: 0, max: 255 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 12 }), fc.integer({ min: 1, max: 4_000 }), async (changes, pieceBytes) => {
      const bytes = Buffer.from(body);
      for (const { at, byte } of changes) bytes[at] = byte;
      const { entries, issues } = await wholeFec(Buffer.concat([header, bytes]), { pieceBytes });
      const errors = issues.filter((issue) => issue.severity === 'error');
      const lines = bytes
        .toString('latin1')
        .replaceAll('\0', '')
        .split(/\r\n|\r|\n/u);
      expect(entries.length + errors.length).toBe(lines.filter((line) => line.trim() !== '').length);
    }),
    { numRuns: 300 },
  );
});

test('the pieces a file arrives in change nothing of what is read', async () => {
  const ends = fc.constantFrom('\n', '\r\n', '\r');
  await fc.assert(
    fc.asyncProperty(ends, fc.integer({ min: 1, max: 3_000 }), fc.boolean(), async (end, pieceBytes, mark) => {
      const file = (mark ? '\ufeff' : '') + legalFile.replaceAll('\n', end);
      expect(await wholeFec(file, { pieceBytes })).toEqual(await wholeFec(file));
    }),
    { numRuns: 100 },
  );
});

test('every amount a ledger can hold comes back to the cent, in each way of writing it', async () => {
  const cents = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
  await fc.assert(
    fc.asyncProperty(cents, fc.constantFrom(',', '.'), fc.boolean(), fc.nat(12), async (minor, mark, signLast, zeros) => {
      const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0');
      const amount = `${'0'.repeat(zeros)}${digits.slice(0, -2)}${mark}${digits.slice(-2)}`;
      const written = minor >= 0n ? amount : signLast ? `${amount}-` : `-${amount}`;
      const line = (invoiceAndPayment[0] ?? '').replace('120,00', written);
      expect((await wholeFec(`${legalHeader}\n${line}`)).entries[0]?.debitMinor).toBe(minor);
    }),
  );
});
