import { type Language, textsIn } from '@quitus/texts';
import type { Day } from '../../kernel/days.ts';
import { type Sql, sql } from '../../platform/database/index.ts';

/** One part of the aged balance; days late of both ends included. Part 0 is what is not due. */
export type Bucket = {
  readonly index: number;
  readonly key: string;
  readonly from: number | null;
  readonly until: number | null;
};

/** The parts that a tenant's bounds make: 30, 60, 90 give not due, 1–30, 31–60, 61–90, over 90. */
export function bucketsOf(bounds: readonly number[]): Bucket[] {
  const late = [...bounds, null].map((until, index) => {
    const from = (bounds[index - 1] ?? 0) + 1;
    return { index: index + 1, key: until === null ? `late-over-${from - 1}` : `late-${from}-${until}`, from, until };
  });
  return [{ index: 0, key: 'not-due', from: null, until: null }, ...late];
}

/** The part in words. */
export function bucketLabel(bucket: Bucket, language: Language): string {
  const words = textsIn(language).ledger.aged;
  if (bucket.from === null) return words.notDue;
  return bucket.until === null ? words.lateOver(bucket.from - 1) : words.late(bucket.from, bucket.until);
}

/** The index of the part a due day stands in on a day, as SQL; without a due day nothing is late. */
export function bucketIndex(dueOn: Sql, asOf: Day, buckets: readonly Bucket[]): Sql {
  // The first day of each part going back: due on or after asOf is not late.
  const lowest = buckets.flatMap((bucket) => (bucket.from === null ? [] : [bucket.from]));
  return sql`case when ${dueOn} is null or ${dueOn} >= ${asOf}::date then 0 else width_bucket(${asOf}::date - ${dueOn}, ${lowest}::int[]) end`;
}
