import { isZero, negated, sumAmounts } from '@quitus/ui';

interface Control {
  readonly currency: string;
  readonly file: string;
  readonly taken: string;
  readonly rejected: string;
}

/** What the file holds and neither what was taken nor what was rejected does: zero when every cent is found again. */
export function differenceOf({ currency, file, taken, rejected }: Control): string {
  const [difference] = sumAmounts([file, negated(taken), negated(rejected)].map((amount) => ({ amount, currency })));
  return difference?.amount ?? '0';
}

/** Whether the sum of the file is the sum taken plus the sum rejected. */
export function agreesToTheCent(control: Control): boolean {
  return isZero(differenceOf(control));
}
