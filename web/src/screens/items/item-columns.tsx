import type { ItemRow } from '@quitus/contract';
import type { Language, Texts } from '@quitus/texts';
import { Amount, DateDay } from '@quitus/ui';
import type { GridColumn } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import { dueCell, lateCell, situationCell } from './item-cells.tsx';

interface ColumnWords {
  readonly texts: Texts;
  readonly language: Language;
  readonly sortable: ReadonlySet<string>;
  readonly currency: string | undefined;
}

const symbols: Record<string, string> = { EUR: '€', USD: '$', GBP: '£' };

/** The columns of the items of the ledger, in their usual order. A column's id is the field the server sorts it by, where it can. */
export function itemColumns({ texts, language, sortable, currency }: ColumnWords): GridColumn<ItemRow>[] {
  const words = texts.items.columns;
  const both = { texts, language };
  const money = (id: 'amount' | 'open' | 'awaiting', hint?: string): GridColumn<ItemRow> => ({
    id: id === 'awaiting' ? 'itemAwaiting' : id,
    title: words[id],
    ...(currency ? { unit: symbols[currency] ?? currency } : {}),
    ...(hint ? { hint } : {}),
    width: currency ? 116 : 136,
    align: 'end',
    cell: (row) => (
      <Amount value={row[id]} zero="dash" strong={id === 'open'} {...(currency ? {} : { currency: row.currency })} />
    ),
  });
  const text = (id: 'label' | 'reference' | 'purchaseOrder' | 'letter', width: number): GridColumn<ItemRow> => ({
    id,
    title: words[id],
    width,
    hiddenAtStart: true,
    cell: (row) => <span className="q-clip">{row[id] ?? '–'}</span>,
  });
  const columns: GridColumn<ItemRow>[] = [
    { id: 'number', title: words.number, width: 132, fixed: true, primary: 'title', cell: numberCell },
    { id: 'sortName', title: words.customer, width: 210, primary: 'detail', cell: customerCell },
    {
      id: 'itemKind',
      title: words.kind,
      width: 96,
      cell: (row) => <span className="q-clip">{texts.ledger.itemKinds[row.kind]}</span>,
    },
    {
      id: 'issueOn',
      title: words.issueOn,
      width: 104,
      hiddenAtStart: true,
      cell: (row) => <DateDay day={row.issueOn} form="date" />,
    },
    { id: 'dueOn', title: words.dueOn, width: 114, cell: (row) => dueCell(row, both) },
    { id: 'itemDaysLate', title: words.daysLate, width: 92, align: 'end', cell: (row) => lateCell(row, both) },
    money('amount'),
    { ...money('open', words.openHelp), primary: 'figure' },
    { ...money('awaiting', words.awaitingHelp), hiddenAtStart: true },
    {
      id: 'situation',
      title: words.situation,
      width: 250,
      grow: true,
      primary: 'detail',
      cell: (row) => situationCell(row, both),
    },
    {
      id: 'settledOn',
      title: words.settledOn,
      width: 104,
      hiddenAtStart: true,
      cell: (row) => <DateDay day={row.settledOn} form="date" />,
    },
    text('label', 200),
    text('reference', 140),
    text('purchaseOrder', 130),
    text('letter', 80),
  ];
  return columns.map((column) => ({ ...column, sortable: sortable.has(column.id) }));
}

function numberCell(row: ItemRow) {
  return <span className="q-clip i-number">{row.number || row.label}</span>;
}

function customerCell(row: ItemRow) {
  return (
    <Link to="/customers/$id" params={{ id: row.customerId }} search={{ open: row.id }} className="i-customer q-clip">
      {row.customerName}
    </Link>
  );
}
