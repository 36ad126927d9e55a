import type { History } from './history.ts';
import type { Loading, Value } from './loading.ts';
import { between, type Random } from './random.ts';
import type { Setting } from './setting.ts';

/** One customer whose cases are told: its account, and what its rows were given as ids. */
export type Teller = {
  readonly loading: Loading;
  readonly setting: Setting;
  readonly history: History;
  readonly customerId: string;
  readonly itemIds: readonly string[];
  readonly random: Random;
  readonly author: string;
  readonly authorId: string | null;
};
export type Told = {
  kind: string;
  outcome: string | null;
  comment: string;
  day: number;
  itemId: string | null;
  pinned?: boolean;
  callBack?: number | undefined;
};

/** Writes something said or noted. */
export function addInteraction(teller: Teller, told: Told): void {
  const { loading, setting, customerId, author, authorId, random } = teller;
  const { calendar } = setting;
  // Before office hours only when it is told of today, which must not lie ahead of the clock.
  const hour = told.day < calendar.today ? `${between(random, 9, 17)}:${between(random, 10, 59)} Europe/Paris` : '00:00:00+00';
  loading.add('worklist.interaction', [
    setting.newId(),
    customerId,
    told.kind,
    told.outcome,
    told.comment,
    told.callBack === undefined ? null : calendar.iso(told.callBack),
    told.pinned ?? false,
    told.itemId === null ? '{}' : `{${told.itemId}}`,
    `${calendar.iso(told.day)} ${hour}`,
    authorId,
    author,
  ]);
}

export type ToldHold = {
  itemId: string | null;
  part: bigint | null;
  reason: string;
  source: string;
  sourceId: string | null;
  fromDay: number;
  untilDay: number | null;
  untilOn?: string;
};

/** Writes a pause of the chase, on an item or the whole account. */
export function addHold(teller: Teller, hold: ToldHold): void {
  const { loading, setting, customerId, author } = teller;
  const { calendar } = setting;
  const from = calendar.iso(hold.fromDay);
  const until = hold.untilOn ?? (hold.untilDay === null ? null : calendar.iso(Math.max(hold.fromDay, hold.untilDay)));
  const row: Value[] = [
    setting.newId(),
    hold.itemId === null ? 'customer' : 'item',
    customerId,
    hold.itemId,
    hold.part,
    hold.reason,
    hold.source,
    hold.sourceId,
    from,
    until,
    null,
    author,
    `${from} 00:00:00+00`,
  ];
  loading.add('holds.hold', row);
}
