/** An identifier in the one way it is stored and compared, or a stable code that says what is wrong with it. */
export type Check<Reason extends string = string> = { ok: true; normalized: string } | { ok: false; reason: Reason };

/** Upper case, without the spaces, dots and dashes that people group identifiers with. */
export function compact(text: string): string {
  return text.replace(/[\s\u00a0\u2000-\u200b\u202f.\-\u2010-\u2015]/gu, '').toUpperCase();
}

/** Remainder by 97 of digits and letters, A as 10 to Z as 35 (ISO 7064, as IBAN, RF and creditor identifiers use it). */
export function remainder97(text: string): number {
  let remainder = 0;
  for (const letter of text) {
    const value = Number.parseInt(letter, 36);
    remainder = (value > 9 ? remainder * 100 + value : remainder * 10 + value) % 97;
  }
  return remainder;
}
