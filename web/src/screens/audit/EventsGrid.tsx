import { formatInstant } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { DataGrid, EmptyState, StatusBadge, hint, useLanguage, useTexts } from '@quitus/ui';
import type { GridColumn } from '@quitus/ui';
import { IconHistory, IconKey, IconSettings, IconUser } from '@tabler/icons-react';
import { useMemo } from 'react';
import { api } from '../../api.ts';
import { useKeysetRows } from '../../keyset-rows.ts';
import { useScreenSearch } from '../../search.ts';
import { eventsQuery } from './audit-search.ts';
import { AuditFilters } from './AuditFilters.tsx';
import { eventText } from './event-sentence.ts';
import type { AuditEvent } from './event-values.ts';
import { EventSentence } from './EventSentence.tsx';

const rowKey = (row: AuditEvent) => row.id;
const pageSize = 100;

/** Who did what, newest first, a sentence a line. */
export function EventsGrid({
  openedId,
  onOpen,
}: {
  readonly openedId: string | undefined;
  readonly onOpen: (id: string) => void;
}) {
  const texts = useTexts();
  const words = texts.auditScreen;
  const language = useLanguage();
  const { search } = useScreenSearch();
  const asked = eventsQuery(search);
  const { source, rows } = useKeysetRows<AuditEvent>({
    queryKey: ['audit', 'events', language, asked],
    load: async (after) => {
      const query = { ...asked, limit: pageSize, ...(after === undefined ? {} : { after }) };
      const { events, next } = await api('GET /audit/events', { query });
      return { rows: events, next };
    },
  });
  const columns = useMemo(() => eventColumns(texts, language), [texts, language]);
  const [first] = rows;
  return (
    <DataGrid
      name="audit-events"
      label={words.list}
      columns={columns}
      source={source}
      rowKey={rowKey}
      onOpen={(row) => onOpen(row.id)}
      onActive={(row) => openedId !== undefined && onOpen(row.id)}
      {...(openedId ? { openedKey: openedId } : {})}
      toolbar={<AuditFilters customerName={first?.customer?.name} actorName={first?.actor.name} />}
      {...(Object.keys(asked).length > 0
        ? {}
        : {
            empty: (
              <EmptyState icon={IconHistory} title={words.empty}>
                {words.emptyHelp}
              </EmptyState>
            ),
          })}
    />
  );
}

function eventColumns(texts: Texts, language: Language): GridColumn<AuditEvent>[] {
  const words = texts.auditScreen;
  return [
    {
      id: 'at',
      title: words.columns.at,
      width: 132,
      primary: 'detail',
      cell: (row) => <span className="q-number">{formatInstant(language, row.at)}</span>,
    },
    {
      id: 'what',
      title: words.columns.what,
      width: 320,
      grow: true,
      fixed: true,
      primary: 'title',
      cell: (row) => (
        <span className="au-what" {...hint(eventText(row, { language, texts }))}>
          <ActorMark event={row} />
          <span className="au-sentence">
            <EventSentence event={row} />
          </span>
        </span>
      ),
    },
    {
      id: 'customer',
      title: words.columns.customer,
      width: 170,
      hiddenAtStart: true,
      cell: (row) => <span className="q-clip">{row.customer?.name ?? '–'}</span>,
    },
    {
      id: 'entity',
      title: words.columns.entity,
      width: 150,
      hiddenAtStart: true,
      cell: (row) => <span className="q-clip">{row.entity?.name ?? '–'}</span>,
    },
    {
      id: 'origin',
      title: words.columns.origin,
      width: 130,
      cell: (row) => <span className="q-number q-muted q-clip">{row.origin?.address ?? '–'}</span>,
    },
    { id: 'number', title: words.columns.number, width: 104, align: 'end', cell: (row) => <EventNumber event={row} /> },
  ];
}

const actorMarks = { user: IconUser, key: IconKey, system: IconSettings };

function ActorMark({ event }: { readonly event: AuditEvent }) {
  const Mark = actorMarks[event.actor.kind];
  return <Mark size={15} stroke={1.7} className="q-icon q-muted" aria-hidden />;
}

/** The place of an event in the chain, or that it waits for one. */
export function EventNumber({ event }: { readonly event: Pick<AuditEvent, 'number' | 'sealed'> }) {
  const words = useTexts().auditScreen;
  if (event.number !== null) return <span className="q-number">{event.number}</span>;
  return (
    <span {...hint(words.pendingHelp)}>
      <StatusBadge tone="neutral" quiet>
        {words.pending}
      </StatusBadge>
    </span>
  );
}
