import type { Calendar } from './calendar.ts';
import { letterCode, pairUp, type Part } from './lettering.ts';
import type { Profile } from './portfolio.ts';

export type ItemKind = 'invoice' | 'credit-note' | 'payment' | 'credit' | 'draft' | 'write-off' | 'opening';

/** One line of a made-up customer account. Days are the calendar's numbers; amounts are cents, credits negative. */
export type HistoryItem = {
  readonly kind: ItemKind;
  readonly ledgerClass: 'receivable' | 'draft';
  readonly label: string;
  readonly issueDay: number;
  /** Null: retention money before its release. */
  readonly dueDay: number | null;
  readonly amount: bigint;
  /** Position of the first line of the same document. */
  readonly document: number;
  readonly retention: boolean;
  readonly purchaseOrder: string | null;
  allocated: bigint;
  firstAllocated: number | undefined;
  lastAllocated: number | undefined;
  letter: string | undefined;
};

export type HistoryAllocation = {
  readonly credit: number;
  readonly debit: number;
  readonly minor: bigint;
  readonly day: number;
  readonly letter: string;
};

/** What a customer was going to do about one line: the cases (promises, disputes, calls) are told from it. */
export type Intention = { readonly item: number; readonly story: 'usual' | 'disputed' | 'failing' };

/** One customer's account: its lines, what closes them, and why some stay open. */
export type History = {
  readonly profile: Profile;
  readonly items: HistoryItem[];
  readonly allocations: HistoryAllocation[];
  readonly intentions: Intention[];
  /** The day from which a failing customer pays nothing any more. */
  readonly failedOn: number | undefined;
};

export type NewItem = Omit<
  HistoryItem,
  'allocated' | 'firstAllocated' | 'lastAllocated' | 'letter' | 'document' | 'retention' | 'purchaseOrder'
> &
  Partial<Pick<HistoryItem, 'document' | 'retention' | 'purchaseOrder'>>;

/** An account to write lines and letters into. */
export type Account = {
  readonly calendar: Calendar;
  readonly items: HistoryItem[];
  readonly allocations: HistoryAllocation[];
  /** Adds a line and answers its position. */
  add(item: NewItem): number;
  /** What is still open of a line, without sign. */
  open(item: number): bigint;
  /** Puts one letter on credits and debits of equal sums; each pair counts from the later of its two days. */
  letter(credits: readonly Part[], debits: readonly Part[]): void;
};

/** An empty account. */
export function openAccount(calendar: Calendar): Account {
  const items: HistoryItem[] = [];
  const allocations: HistoryAllocation[] = [];
  let letters = 0;
  const at = (position: number): HistoryItem => {
    const item = items[position];
    if (!item) throw new Error(`no line at ${position}`);
    return item;
  };
  const close = (item: HistoryItem, minor: bigint, day: number, letter: string): void => {
    item.allocated += minor;
    item.firstAllocated = Math.min(item.firstAllocated ?? day, day);
    item.lastAllocated = Math.max(item.lastAllocated ?? day, day);
    item.letter = letter;
  };
  return {
    calendar,
    items,
    allocations,
    add: (item) => {
      items.push({
        document: items.length,
        retention: false,
        purchaseOrder: null,
        ...item,
        allocated: 0n,
        firstAllocated: undefined,
        lastAllocated: undefined,
        letter: undefined,
      });
      return items.length - 1;
    },
    open: (position) => {
      const item = at(position);
      return (item.amount < 0n ? -item.amount : item.amount) - item.allocated;
    },
    letter: (credits, debits) => {
      const code = letterCode(letters);
      letters += 1;
      for (const { credit, debit, minor } of pairUp(credits, debits)) {
        const day = Math.max(at(credit).issueDay, at(debit).issueDay);
        allocations.push({ credit, debit, minor, day, letter: code });
        close(at(credit), minor, day, code);
        close(at(debit), minor, day, code);
      }
    },
  };
}
