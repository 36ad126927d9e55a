// ISO 4217: currencies whose minor unit is not the hundredth.
const minorDigits: Readonly<Record<string, number>> = {
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
};

/** Digits of a currency's minor unit: 2 for the euro, 0 for the yen, 3 for the Tunisian dinar. */
export function currencyDecimals(currency: string): number {
  return minorDigits[currency] ?? 2;
}
