import * as fc from 'fast-check';

/** Any text at all, half of it made of what amounts, days and identifiers are made of. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'0123456789 ,.-+()/\'"€ABCDEFR@='),
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    ),
    {
      maxLength: 30,
    },
  )
  .map((letters) => letters.join(''));
