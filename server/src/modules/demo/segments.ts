import type { Calendar } from './calendar.ts';

export type SegmentKey = 'key' | 'wholesaler' | 'artisan' | 'public' | 'consumer';
export type TermsKey = 'cash' | 'net-30' | 'net-60' | 'eom-45' | 'eom-30-10';
export type PayerKey = 'prompt' | 'slow' | 'run' | 'chronic' | 'disputing' | 'failing' | 'erratic';

type Segment = {
  readonly key: SegmentKey;
  readonly weight: number;
  /** How many invoices such a customer gets, relative to an artisan. */
  readonly activity: number;
  /** Euros of the middle invoice, taxes included. */
  readonly middleInvoice: number;
  readonly terms: readonly { readonly key: TermsKey; readonly weight: number }[];
  readonly payers: readonly { readonly key: PayerKey; readonly weight: number }[];
};

const usualPayers = [
  { key: 'prompt', weight: 31 },
  { key: 'slow', weight: 32 },
  { key: 'run', weight: 12 },
  { key: 'chronic', weight: 16 },
  { key: 'disputing', weight: 4 },
  { key: 'failing', weight: 2.5 },
  { key: 'erratic', weight: 2.5 },
] as const;

/** Who buys: how many of each, how much, on which terms, and how they pay. */
export const segments: readonly Segment[] = [
  {
    key: 'key',
    weight: 5,
    activity: 5,
    middleInvoice: 6200,
    terms: [
      { key: 'eom-45', weight: 30 },
      { key: 'net-60', weight: 20 },
      { key: 'net-30', weight: 50 },
    ],
    payers: [
      { key: 'run', weight: 50 },
      { key: 'prompt', weight: 12 },
      { key: 'slow', weight: 20 },
      { key: 'chronic', weight: 8 },
      { key: 'disputing', weight: 10 },
    ],
  },
  {
    key: 'wholesaler',
    weight: 14,
    activity: 2.2,
    middleInvoice: 3600,
    terms: [
      { key: 'eom-45', weight: 25 },
      { key: 'eom-30-10', weight: 30 },
      { key: 'net-30', weight: 45 },
    ],
    payers: usualPayers,
  },
  {
    key: 'artisan',
    weight: 63,
    activity: 1,
    middleInvoice: 1450,
    terms: [
      { key: 'net-30', weight: 65 },
      { key: 'eom-30-10', weight: 25 },
      { key: 'eom-45', weight: 10 },
    ],
    payers: usualPayers,
  },
  {
    key: 'public',
    weight: 12,
    activity: 0.9,
    middleInvoice: 2600,
    terms: [{ key: 'net-30', weight: 1 }],
    payers: [
      { key: 'prompt', weight: 55 },
      { key: 'slow', weight: 35 },
      { key: 'chronic', weight: 10 },
    ],
  },
  {
    key: 'consumer',
    weight: 6,
    activity: 0.25,
    middleInvoice: 620,
    terms: [{ key: 'cash', weight: 1 }],
    payers: [
      { key: 'prompt', weight: 80 },
      { key: 'slow', weight: 15 },
      { key: 'chronic', weight: 5 },
    ],
  },
];

type Terms = {
  readonly key: TermsKey;
  readonly kind: 'net' | 'net-then-end-of-month';
  readonly days: number;
  readonly dayOfMonth: number | null;
};

/** The payment terms in use, as customers.payment_terms holds them. */
export const terms: readonly Terms[] = [
  { key: 'cash', kind: 'net', days: 0, dayOfMonth: null },
  { key: 'net-30', kind: 'net', days: 30, dayOfMonth: null },
  { key: 'net-60', kind: 'net', days: 60, dayOfMonth: null },
  { key: 'eom-45', kind: 'net-then-end-of-month', days: 45, dayOfMonth: null },
  { key: 'eom-30-10', kind: 'net-then-end-of-month', days: 30, dayOfMonth: 10 },
];

/** When an invoice of that day falls due, in the calendar's day numbers (the calculus of customers' terms, on integers). */
export function dueDay(calendar: Calendar, key: TermsKey, issueDay: number): number {
  if (key === 'cash') return issueDay;
  if (key === 'net-30') return issueDay + 30;
  if (key === 'net-60') return issueDay + 60;
  if (key === 'eom-45') return calendar.endOfMonth(issueDay + 45);
  return calendar.nextDayOfMonth(calendar.endOfMonth(issueDay + 30) + 1, 10);
}
