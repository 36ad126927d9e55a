const wantedTicks = 4;

// The round step just above a rough one: 1, 2, 2.5 or 5 times a power of ten.
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].find((each) => each * power >= rough * 0.999) ?? 10;
  return step * power;
}

/** Round figures of an axis that hold every value, the least and most included; bars stand on zero, so that their lengths compare. */
export function roundTicks(values: readonly number[], fromZero: boolean): number[] {
  if (values.length === 0) return [0, 1];
  const least = Math.min(...values, ...(fromZero ? [0] : []));
  const most = Math.max(...values, ...(fromZero ? [0] : []));
  const step = roundStep((most - least || Math.abs(most) || 1) / wantedTicks);
  const first = Math.floor(least / step);
  const last = Math.max(Math.ceil(most / step), first + 1);
  // Multiplied, not added up: floating sums would draw 0.30000000000000004.
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}
