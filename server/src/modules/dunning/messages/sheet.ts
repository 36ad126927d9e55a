import type { Day } from '../../../kernel/days.ts';
import type { TableData } from '../../messages/index.ts';
import { textsIn } from '@quitus/texts';
import { mailWords, type MessageFormat } from './message-format.ts';
import type { MessageInterest } from './message-interest.ts';
import { type Claim, itemName, type StatedItem, sumOf } from './reminder-fields.ts';
import { clean } from './template.ts';

/** A column of a table; a narrow screen leaves out those it can do without. */
export type SheetColumn = { readonly label: string; readonly align: 'left' | 'right'; readonly wide?: true | undefined };
/** A total under a table; the last of a claim is what is to be paid. */
export type SheetTotal = { readonly label: string; readonly value: string; readonly strong?: true | undefined };
export type SheetGroup = {
  readonly title?: string | undefined;
  readonly rows: readonly (readonly string[])[];
  readonly subtotal?: SheetTotal | undefined;
};
/** A table whose every cell is written, for mail, paper and plain text alike. */
export type Sheet = {
  readonly columns: readonly SheetColumn[];
  readonly groups: readonly SheetGroup[];
  readonly totals: readonly SheetTotal[];
  readonly notes: readonly string[];
};

/** Whether some item is claimed in part only. */
export function isPartial(claim: Pick<Claim, 'items'>): boolean {
  return claim.items.some((item) => item.claimedMinor !== item.openMinor);
}

/** The items of one account together, in the order they come; one nameless group where a message speaks of a single account. */
export function accountsOf(items: readonly StatedItem[]): { readonly title?: string; readonly items: readonly StatedItem[] }[] {
  const groups = Map.groupBy(items, (item) => item.customerCode ?? '');
  if (groups.size < 2) return [{ items }];
  return [...groups].map(([code, own]) => ({
    title: clean([own[0]?.customerName, code].filter(Boolean).join(' · ')),
    items: own,
  }));
}

/** The items a message claims, by account, with what is to be paid. A formal notice states what was invoiced and what was paid, item by item. */
export function statementSheet(claim: Claim, format: MessageFormat): Sheet {
  const words = mailWords(format);
  const amount = (minor: bigint): string => format.money(minor, claim.currency);
  const detail = claim.grave;
  const late = (days: number): string => (days > 0 ? String(days) : words.dueIn(-days));
  const row = (item: StatedItem): string[] => [
    item.claimedMinor === item.openMinor ? itemName(item) : `${itemName(item)} (${words.held})`,
    format.day(item.issuedOn),
    format.day(item.dueOn),
    late(item.daysLate),
    ...(detail ? [amount(item.amountMinor), amount(item.amountMinor - item.openMinor)] : []),
    amount(item.claimedMinor),
  ];
  const figure = (label: string, wide: boolean): SheetColumn => ({ label, align: 'right', ...(wide ? { wide } : {}) });
  const accounts = accountsOf(claim.items);
  return {
    columns: [
      { label: words.number, align: 'left' },
      { label: words.issued, align: 'left', wide: true },
      { label: words.due, align: 'left' },
      figure(words.late, true),
      ...(detail ? [figure(words.invoiced, true), figure(words.paid, true)] : []),
      figure(detail ? words.open : words.amount, false),
    ],
    groups: accounts.map(({ title, items }) => ({
      title,
      rows: items.map(row),
      subtotal:
        title === undefined
          ? undefined
          : { label: textsIn(format.words).templates.mail.accountTotal, value: amount(sumOf(items)) },
    })),
    totals: [
      ...(claim.creditsMinor === 0n
        ? []
        : [
            { label: words.subtotal, value: amount(sumOf(claim.items)) },
            { label: words.credits, value: amount(claim.creditsMinor) },
          ]),
      { label: words.net, value: amount(claim.netMinor), strong: true },
    ],
    notes: isPartial(claim) ? [words.partOnly] : [],
  };
}

/** All that is open on an account at the close of a day, credits among it, with its balance and what of it is overdue. */
export function accountSheet(claim: Claim, asOf: Day, format: MessageFormat): Sheet {
  const words = mailWords(format);
  const { account } = textsIn(format.words).templates.mail;
  const amount = (minor: bigint): string => format.money(minor, claim.currency);
  const overdue = claim.items.reduce((sum, item) => (item.daysLate > 0 ? sum + item.claimedMinor : sum), 0n);
  return {
    columns: [
      { label: words.number, align: 'left' },
      { label: words.issued, align: 'left', wide: true },
      { label: words.due, align: 'left' },
      { label: words.amount, align: 'right' },
    ],
    groups: [
      {
        rows: claim.items.map((item) => [
          itemName(item),
          format.day(item.issuedOn),
          // A credit falls due to nobody.
          item.claimedMinor > 0n ? format.day(item.dueOn) : '',
          amount(item.claimedMinor),
        ]),
      },
    ],
    totals: [
      ...(overdue > 0n ? [{ label: account.overdue, value: amount(overdue) }] : []),
      { label: account.balance(format.day(asOf)), value: amount(claim.netMinor), strong: true },
    ],
    notes: [],
  };
}

/** The items a payment settled, and what was received for them. */
export function paidSheet(claim: Claim, format: MessageFormat): Sheet {
  const words = mailWords(format);
  const amount = (minor: bigint): string => format.money(minor, claim.currency);
  return {
    columns: [
      { label: words.number, align: 'left' },
      { label: words.issued, align: 'left', wide: true },
      { label: words.due, align: 'left' },
      { label: words.paid, align: 'right' },
    ],
    groups: [
      {
        rows: claim.items.map((item) => [
          itemName(item),
          format.day(item.issuedOn),
          format.day(item.dueOn),
          amount(item.claimedMinor),
        ]),
      },
    ],
    totals: [{ label: textsIn(format.words).templates.mail.received, value: amount(claim.netMinor), strong: true }],
    notes: [],
  };
}

/** What lateness adds, line by line, so that a debtor can redo the sum by hand; never part of the amount to pay above it. */
export function interestSheet(
  interest: MessageInterest,
  claim: Pick<Claim, 'currency' | 'netMinor' | 'on'>,
  kind: string,
  format: MessageFormat,
): Sheet {
  const words = textsIn(format.words).templates.mail.interest;
  const named = interestWords(kind, format);
  const amount = (minor: bigint): string => format.money(minor, claim.currency);
  const { indemnity } = interest;
  const each = indemnity && format.money(indemnity.minor / BigInt(indemnity.count), indemnity.currency);
  const together = interest.interestMinor + (indemnity?.currency === claim.currency ? indemnity.minor : 0n);
  return {
    columns: [
      { label: words.number, align: 'left' },
      { label: words.period, align: 'left', wide: true },
      { label: words.principal, align: 'right', wide: true },
      { label: words.rate, align: 'right' },
      { label: words.days, align: 'right' },
      { label: named.amount, align: 'right' },
    ],
    groups: [
      {
        rows: interest.rows.map((row) => [
          clean(row.number),
          words.fromTo(format.day(row.from), format.day(row.to)),
          amount(row.principalMinor),
          format.rate(row.rate),
          String(row.days),
          amount(row.amountMinor),
        ]),
      },
    ],
    totals: [
      { label: named.total, value: amount(interest.interestMinor) },
      ...(indemnity && each
        ? [{ label: words.indemnities(indemnity.count, each), value: format.money(indemnity.minor, indemnity.currency) }]
        : []),
      { label: indemnity ? named.together : named.alone, value: amount(claim.netMinor + together), strong: true as const },
    ],
    notes: [named.goesOn(format.dayLong(claim.on)), words.basis(interest.bases.join(' · '))],
  };
}

/** What lateness adds, by its name: penalties of a business, late interest of a public body, statutory interest of a consumer. */
export function interestWords(kind: string, format: MessageFormat) {
  const { kinds } = textsIn(format.words).templates.mail.interest;
  return kind === 'public' || kind === 'consumer' ? kinds[kind] : kinds.business;
}

/** The same table for paper: subtotals and notes become lines of it. */
export function paperTable(sheet: Sheet): TableData {
  const blank = sheet.columns.map(() => '');
  return {
    columns: sheet.columns.map(({ label, align }) => ({ label, align })),
    groups: sheet.groups.map(({ title, rows, subtotal }) => ({
      title,
      rows: subtotal ? [...rows, [subtotal.label, ...blank.slice(2), subtotal.value]] : rows,
    })),
    totals: sheet.totals.map(({ label, value }) => [label, value] as const),
  };
}
