import type { CustomerRow } from '@quitus/contract';
import type { Texts } from '@quitus/texts';
import { Amount, DateDay, Flag, StatusBadge, hint } from '@quitus/ui';
import type { GridColumn, Tone } from '@quitus/ui';
import { IconAlertCircle, IconHeartHandshake, IconLock, IconMailOff, IconPlayerPause } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';

interface ColumnWords {
  readonly texts: Texts;
  /** Fields the server sorts by. */
  readonly sortable: ReadonlySet<string>;
  /** The currency of every row when there is one alone: said once, in the headers. */
  readonly currency: string | undefined;
}

const symbols: Record<string, string> = { EUR: '€', USD: '$', GBP: '£' };

/** The columns of the customers, in their usual order. A column's id is the field the server sorts it by, where it can. */
export function customerColumns({ texts, sortable, currency }: ColumnWords): GridColumn<CustomerRow>[] {
  const words = texts.customers.columns;
  const money = (id: 'overdue' | 'total' | 'notDue' | 'unallocated' | 'awaiting', hint?: string): GridColumn<CustomerRow> => ({
    id,
    title: words[id],
    ...(currency ? { unit: symbols[currency] ?? currency } : {}),
    ...(hint ? { hint } : {}),
    width: currency ? 116 : 136,
    align: 'end',
    cell: (row) => (
      <Amount value={row[id]} zero="dash" strong={id === 'overdue'} {...(currency ? {} : { currency: row.currency })} />
    ),
  });
  const columns: GridColumn<CustomerRow>[] = [
    { id: 'sortName', title: words.name, width: 226, grow: true, fixed: true, primary: 'title', cell: customerName },
    { id: 'code', title: words.code, width: 92, cell: (row) => <span className="q-number q-muted q-clip">{row.code}</span> },
    { ...money('overdue', words.overdueHelp), primary: 'figure' },
    {
      id: 'daysLate',
      title: words.daysLate,
      hint: words.daysLateHelp,
      width: 112,
      align: 'end',
      primary: 'detail',
      cell: (row) => lateness(row, texts),
    },
    money('total', words.totalHelp),
    { ...money('notDue'), hiddenAtStart: true },
    { ...money('unallocated', words.unallocatedHelp), hiddenAtStart: true },
    { ...money('awaiting', words.awaitingHelp), hiddenAtStart: true },
    {
      id: 'openItems',
      title: words.openItems,
      width: 64,
      align: 'end',
      cell: (row) => <span className="q-number">{row.openItems}</span>,
    },
    { id: 'marks', title: words.marks, width: 96, primary: 'detail', cell: (row) => marks(row, texts) },
    { id: 'collector', title: words.collector, width: 132, cell: (row) => clipped(row.collector) },
    { id: 'scenario', title: words.scenario, width: 110, cell: (row) => clipped(row.scenario) },
    { id: 'lastPaymentOn', title: words.lastPaymentOn, width: 124, cell: (row) => <DateDay day={row.lastPaymentOn} /> },
    { id: 'segment', title: words.segment, width: 120, hiddenAtStart: true, cell: (row) => clipped(row.segment) },
    { id: 'country', title: words.country, width: 76, hiddenAtStart: true, cell: (row) => row.country },
    {
      id: 'kind',
      title: words.kind,
      width: 120,
      hiddenAtStart: true,
      cell: (row) => texts.ledger.customerKinds[row.kind],
    },
    {
      id: 'creditStatus',
      title: words.creditStatus,
      width: 110,
      hiddenAtStart: true,
      cell: (row) => creditBadge(row.creditStatus, texts),
    },
    {
      id: 'paymentProfile',
      title: words.paymentProfile,
      width: 144,
      hiddenAtStart: true,
      cell: (row) => texts.ledger.paymentProfiles[row.profile],
    },
    ...(currency ? [] : [{ id: 'currency', title: words.currency, width: 76, cell: (row: CustomerRow) => row.currency }]),
  ];
  return columns.map((column) => ({ ...column, sortable: sortable.has(column.id) }));
}

const clipped = (text: string | null) => (text ? <span className="q-clip">{text}</span> : <span className="q-muted">–</span>);

function customerName(row: CustomerRow) {
  return (
    <span className="k-name">
      <Flag profile={row.profile} />
      <span className="q-clip">{row.name}</span>
    </span>
  );
}

function lateness(row: CustomerRow, texts: Texts) {
  if (row.daysLate <= 0) return <span className="q-muted">–</span>;
  return (
    <span className="q-late" data-age={row.daysLate > 60 ? 'old' : 'late'}>
      {texts.common.days.lateShort(row.daysLate)}
    </span>
  );
}

const creditTones = { open: 'settled', watch: 'waiting', blocked: 'late' } as const satisfies Record<
  CustomerRow['creditStatus'],
  Tone
>;

/** Whether orders are still taken, as a word and its colour. */
export function creditBadge(status: CustomerRow['creditStatus'], texts: Texts) {
  return (
    <StatusBadge tone={creditTones[status]} quiet {...(status === 'blocked' ? { icon: IconLock } : {})}>
      {texts.customers.credit[status]}
    </StatusBadge>
  );
}

// Small marks with their words on hover: what is promised, disputed, paused, or missing.
function marks(row: CustomerRow, texts: Texts) {
  const words = texts.customers.marks;
  const present: { icon: Icon; tone: Tone; text: string }[] = [
    ...(row.promises > 0 ? [{ icon: IconHeartHandshake, tone: 'waiting' as const, text: words.promises(row.promises) }] : []),
    ...(row.disputes > 0 ? [{ icon: IconAlertCircle, tone: 'late' as const, text: words.disputes(row.disputes) }] : []),
    ...(row.holds > 0 ? [{ icon: IconPlayerPause, tone: 'neutral' as const, text: words.holds(row.holds) }] : []),
    ...(row.hasEmail ? [] : [{ icon: IconMailOff, tone: 'late' as const, text: words.noEmail }]),
  ];
  return (
    <span className="k-marks">
      {present.map(({ icon: Mark, tone, text }) => (
        <span key={text} role="img" aria-label={text} data-tone={tone} className="k-mark" {...hint(text)}>
          <Mark size={15} className="q-icon" aria-hidden />
        </span>
      ))}
    </span>
  );
}
