import type { OutputOf } from '@quitus/contract/client';
import { formatCount, formatDay, formatTime } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { DataGrid, EmptyState, useLanguage, useTexts } from '@quitus/ui';
import type { GridColumn } from '@quitus/ui';
import { IconEye, IconKey, IconUser } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { api } from '../../api.ts';
import { useKeysetRows } from '../../keyset-rows.ts';
import { useScreenSearch } from '../../search.ts';
import { readsQuery } from './audit-search.ts';
import { AuditFilters } from './AuditFilters.tsx';

type PersonalRead = OutputOf<'GET /audit/personal-reads'>['rows'][number];

const rowKey = (row: PersonalRead) => `${row.day}/${row.kind}/${row.reader.id}/${row.customer?.id ?? ''}`;
const pageSize = 100;

/** Who read whose personal data: a line a day for each reader and customer. */
export function ReadsGrid() {
  const texts = useTexts();
  const words = texts.auditScreen;
  const language = useLanguage();
  const { search } = useScreenSearch();
  const asked = readsQuery(search);
  const { source, rows } = useKeysetRows<PersonalRead>({
    queryKey: ['audit', 'reads', language, asked],
    load: (after) =>
      api('GET /audit/personal-reads', {
        query: { ...asked, limit: pageSize, ...(after === undefined ? {} : { after }) },
      }),
  });
  const columns = useMemo(() => readColumns(texts, language), [texts, language]);
  return (
    <DataGrid
      name="audit-reads"
      label={words.reads}
      columns={columns}
      source={source}
      rowKey={rowKey}
      toolbar={<AuditFilters reads customerName={rows[0]?.customer?.name} actorName={rows[0]?.reader.name} />}
      {...(Object.keys(asked).length > 0
        ? {}
        : {
            empty: (
              <EmptyState icon={IconEye} title={words.noReads}>
                {words.noReadsHelp}
              </EmptyState>
            ),
          })}
    />
  );
}

function readColumns(texts: Texts, language: Language): GridColumn<PersonalRead>[] {
  const words = texts.auditScreen;
  return [
    {
      id: 'day',
      title: words.columns.day,
      width: 108,
      primary: 'figure',
      cell: (row) => <span className="q-number">{formatDay(language, row.day)}</span>,
    },
    {
      id: 'reader',
      title: words.columns.reader,
      width: 190,
      fixed: true,
      primary: 'title',
      cell: (row) => {
        const Mark = row.reader.kind === 'key' ? IconKey : IconUser;
        return (
          <span className="au-what">
            <Mark size={15} stroke={1.7} className="q-icon q-muted" aria-hidden />
            <span className="q-clip">{row.reader.name}</span>
          </span>
        );
      },
    },
    {
      id: 'customer',
      title: words.columns.customer,
      width: 220,
      primary: 'detail',
      cell: (row) =>
        row.customer ? (
          <Link className="q-clip" to="/customers/$id" params={{ id: row.customer.id }}>
            {row.customer.name}
          </Link>
        ) : (
          <span className="q-muted">{words.listed}</span>
        ),
    },
    {
      id: 'opened',
      title: words.columns.opened,
      width: 240,
      grow: true,
      cell: (row) => <span className="q-clip">{row.what.join(', ')}</span>,
    },
    {
      id: 'times',
      title: words.columns.times,
      width: 70,
      align: 'end',
      cell: (row) => <span className="q-number">{formatCount(language, row.times)}</span>,
    },
    {
      id: 'first',
      title: words.columns.first,
      width: 108,
      align: 'end',
      cell: (row) => <span className="q-number">{formatTime(language, row.firstAt)}</span>,
    },
    {
      id: 'last',
      title: words.columns.last,
      width: 108,
      align: 'end',
      cell: (row) => <span className="q-number">{formatTime(language, row.lastAt)}</span>,
    },
  ];
}
