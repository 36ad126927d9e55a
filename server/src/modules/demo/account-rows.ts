import type { Calendar } from './calendar.ts';
import type { History, HistoryItem } from './history.ts';
import type { Loading } from './loading.ts';
import type { Setting } from './setting.ts';

/** Hands out document numbers: one sequence per kind and month, as an invoicing program does. */
export type Numbering = (item: HistoryItem) => string;

const numberPrefix = {
  invoice: 'FA',
  'credit-note': 'AV',
  payment: 'RG',
  credit: 'TR',
  draft: 'LC',
  'write-off': 'PP',
  opening: 'AN',
} as const;
const journals = {
  invoice: 'VE',
  'credit-note': 'VE',
  payment: 'BQ',
  credit: 'OD',
  draft: 'OD',
  'write-off': 'OD',
  opening: 'AN',
} as const;

/** A numbering over one calendar. */
export function numberingOf(calendar: Calendar): Numbering {
  const last = new Map<string, number>();
  return (item) => {
    const series = `${numberPrefix[item.kind]}${calendar.yearMonth(item.issueDay)}`;
    const next = (last.get(series) ?? 0) + 1;
    last.set(series, next);
    return `${series}-${String(next).padStart(5, '0')}`;
  };
}

/** Writes the lines and letters of one account; answers the ids of the lines, in their order. */
export function addAccount(
  loading: Loading,
  setting: Setting,
  numbering: Numbering,
  history: History,
  customerId: string,
): string[] {
  const { calendar, words } = setting;
  const ids = history.items.map(() => setting.newId());
  const numbers: string[] = [];
  history.items.forEach((item, position) => {
    const number = (numbers[position] = item.document === position ? numbering(item) : (numbers[item.document] ?? ''));
    const open = item.amount < 0n ? item.amount + item.allocated : item.amount - item.allocated;
    const issued = calendar.iso(item.issueDay);
    loading.add('receivables.item', [
      ids[position],
      setting.entityId,
      customerId,
      ids[item.document],
      'demo',
      ids[position]?.slice(-12),
      item.kind,
      item.ledgerClass,
      number,
      item.label || words.labels[item.kind],
      issued,
      item.dueDay === null ? null : calendar.iso(item.dueDay),
      item.kind === 'opening',
      issued,
      history.profile.currency,
      item.amount,
      taxOf(history, item),
      open,
      open === 0n && item.lastAllocated !== undefined ? calendar.iso(item.lastAllocated) : 'infinity',
      item.firstAllocated === undefined ? 'infinity' : calendar.iso(item.firstAllocated),
      item.lastAllocated === undefined ? '-infinity' : calendar.iso(item.lastAllocated),
      item.kind === 'opening',
      item.retention,
      words.means[history.profile.means],
      item.purchaseOrder,
      journals[item.kind],
      item.letter ?? null,
      setting.importId,
      nightAfter(calendar, item.issueDay),
    ]);
  });
  for (const { credit, debit, minor, day, letter } of history.allocations) {
    loading.add('receivables.allocation', [
      setting.newId(),
      setting.entityId,
      customerId,
      ids[credit],
      ids[debit],
      history.profile.currency,
      minor,
      calendar.iso(day),
      letter,
      'import',
      setting.importId,
      nightAfter(calendar, day),
    ]);
  }
  return ids;
}

// The ledger comes in every morning: what was booked on a day is known the next one, today's on the same evening.
function nightAfter(calendar: Calendar, day: number): string {
  return day < calendar.today ? `${calendar.iso(day + 1)} 04:30:00+00` : `${calendar.iso(day)} 00:00:00+00`;
}

// 20 % inside the amount for what is sold in France; sales abroad carry no French tax.
function taxOf(history: History, item: HistoryItem): bigint | null {
  if (item.kind !== 'invoice' && item.kind !== 'credit-note') return null;
  return history.profile.country === 'FR' ? item.amount - (item.amount * 5n) / 6n : 0n;
}
