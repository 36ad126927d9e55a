/** An exact amount: whole minor units (cents for EUR) of one currency. Debits are positive, credits negative. */
export type Money = { readonly minor: bigint; readonly currency: string };

// ISO 4217 minor-unit digits that are not 2. Ours, because Intl's table follows CLDR's cash rules, not the standard's.
const exceptionalDigits: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** How many decimals a currency's minor unit has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  return exceptionalDigits[currency] ?? 2;
}

const currencies: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('currency'), ...Object.keys(exceptionalDigits)]);

/** Whether a text is the ISO 4217 code of a currency: of one that does not exist nobody knows the decimals. */
export function isCurrency(text: string): boolean {
  return currencies.has(text);
}

/** Builds an amount from whole minor units. */
export function money(minor: bigint, currency: string): Money {
  return { minor, currency };
}

/** The sum of two amounts of one currency; adding two currencies is a fault. */
export function add(left: Money, right: Money): Money {
  if (left.currency !== right.currency) throw new Error(`cannot add ${right.currency} to ${left.currency}`);
  return money(left.minor + right.minor, left.currency);
}

/** `amount × numerator ÷ denominator`, half a minor unit rounded away from zero. */
export function fraction(amount: Money, numerator: bigint, denominator: bigint): Money {
  if (denominator <= 0n) throw new Error('a fraction needs a positive denominator');
  const product = amount.minor * numerator;
  const half = denominator / 2n;
  return money((product < 0n ? product - half : product + half) / denominator, amount.currency);
}

/** Minor units as the decimal string of the wire: 123450n EUR is "1234.50", -5n is "-0.05", 1234n JPY is "1234". */
export function toDecimal(minor: bigint, currency: string): string {
  const digits = currencyDigits(currency);
  if (digits === 0) return minor.toString();
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  return `${minor < 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

// Beyond it the database's whole numbers end.
const mostMinor = 10n ** 18n;

/** The wire's decimal string as minor units; undefined when it is not one, has more decimals than the currency, or is beyond any amount. */
export function fromDecimal(text: string, currency: string): bigint | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return undefined;
  const digits = currencyDigits(currency);
  const decimals = (match[3] ?? '').padEnd(digits, '0');
  if (decimals.length > digits && /[1-9]/.test(decimals.slice(digits))) return undefined;
  const minor = BigInt(`${match[2]}${decimals.slice(0, digits)}`);
  if (minor >= mostMinor) return undefined;
  return match[1] === '-' ? -minor : minor;
}

/** Splits an amount into parts by weight that add up to it exactly (largest remainder first). */
export function split(amount: Money, weights: readonly bigint[]): Money[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total <= 0n) throw new Error('weights must be positive');
  const parts = weights.map((weight, index) => {
    const exact = amount.minor * weight;
    const whole = exact / total;
    return { index, minor: whole, rest: exact < 0n ? -(exact - whole * total) : exact - whole * total };
  });
  let missing = amount.minor - parts.reduce((sum, part) => sum + part.minor, 0n);
  const step = missing < 0n ? -1n : 1n;
  for (const part of parts.toSorted((left, right) =>
    right.rest > left.rest ? 1 : right.rest < left.rest ? -1 : left.index - right.index,
  )) {
    if (missing === 0n) break;
    part.minor += step;
    missing -= step;
  }
  return parts.map((part) => money(part.minor, amount.currency));
}
