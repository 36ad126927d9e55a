/** `numerator ÷ denominator × factor` with so many decimals, half rounded away from zero, as text; null without a denominator. */
export function ratio(
  numerator: bigint,
  denominator: bigint,
  options: { readonly factor?: bigint; readonly decimals: number },
): string | null {
  if (denominator === 0n) return null;
  const scale = 10n ** BigInt(options.decimals);
  let top = numerator * (options.factor ?? 1n) * scale;
  let bottom = denominator;
  if (bottom < 0n) [top, bottom] = [-top, -bottom];
  const rounded = (top < 0n ? 2n * top - bottom : 2n * top + bottom) / (2n * bottom);
  return decimal(rounded, options.decimals);
}

/** Per cent with two decimals: `percent(180n, 600n)` is "30.00". */
export function percent(part: bigint, whole: bigint): string | null {
  return ratio(part, whole, { factor: 100n, decimals: 2 });
}

/** A whole number of 10^-decimals as decimal text. */
export function decimal(scaled: bigint, decimals: number): string {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return scaled < 0n ? `-${text}` : text;
}
