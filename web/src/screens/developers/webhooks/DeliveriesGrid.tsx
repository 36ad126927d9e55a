import { NativeSelect } from '@mantine/core';
import { formatInstant, formatMoment } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { DataGrid, EmptyState, StatusBadge, hint, useLanguage, useTexts } from '@quitus/ui';
import type { GridColumn } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { IconSend } from '@tabler/icons-react';
import { useMemo } from 'react';
import { api } from '../../../api.ts';
import { useKeysetRows } from '../../../keyset-rows.ts';
import { useScreenSearch } from '../../../search.ts';
import { eventKindsQuery } from './webhook-queries.ts';
import { deliveryStates, stateTones } from './webhook-words.ts';
import type { DeliveryRow } from './webhook-words.ts';

interface DeliveriesGridProps {
  readonly webhookId: string;
  readonly openedId: string | undefined;
  readonly onOpen: (id: string) => void;
}

const rowKey = (row: DeliveryRow) => row.id;
const pageSize = 100;
// What is on its way ends within seconds: the list is read again while one looks.
const rereadMilliseconds = 5_000;

/** What was sent or waits, the newest first. */
export function DeliveriesGrid({ webhookId, openedId, onOpen }: DeliveriesGridProps) {
  const texts = useTexts();
  const words = texts.developers.webhooks;
  const language = useLanguage();
  const { search } = useScreenSearch();
  const state = deliveryStates.find((each) => each === search.state);
  const asked = { ...(state ? { state } : {}), ...(search.kind ? { kind: search.kind } : {}) };
  const { source } = useKeysetRows<DeliveryRow>({
    queryKey: ['webhooks', 'one', webhookId, 'deliveries', asked],
    load: (after) =>
      api('GET /webhooks/{id}/deliveries', {
        params: { id: webhookId },
        query: { ...asked, limit: pageSize, ...(after === undefined ? {} : { cursor: after }) },
      }),
    every: rereadMilliseconds,
  });
  const columns = useMemo(() => deliveryColumns(texts, language), [texts, language]);
  return (
    <DataGrid
      name="webhook-deliveries"
      label={words.log}
      columns={columns}
      source={source}
      rowKey={rowKey}
      onOpen={(row) => onOpen(row.id)}
      onActive={(row) => openedId !== undefined && onOpen(row.id)}
      {...(openedId ? { openedKey: openedId } : {})}
      toolbar={<Filters />}
      {...(state || search.kind
        ? {}
        : {
            empty: (
              <EmptyState icon={IconSend} title={words.noDelivery}>
                {words.noDeliveryHelp}
              </EmptyState>
            ),
          })}
    />
  );
}

function Filters() {
  const texts = useTexts();
  const words = texts.developers.webhooks;
  const { search, change } = useScreenSearch();
  const kinds = useQuery(eventKindsQuery(useLanguage()));
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={words.stateFilter}
        value={search.state ?? ''}
        data={[
          { value: '', label: words.anyState },
          ...deliveryStates.map((state) => ({ value: state, label: texts.webhooks.states[state] })),
        ]}
        onChange={(event) => change({ state: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        size="xs"
        className="d-kind-filter"
        aria-label={words.kindFilter}
        value={search.kind ?? ''}
        data={[
          { value: '', label: words.anyKind },
          ...(kinds.data?.rows ?? []).map((row) => ({ value: row.kind, label: row.sentence })),
        ]}
        onChange={(event) => change({ kind: event.currentTarget.value || undefined })}
      />
    </>
  );
}

function deliveryColumns(texts: Texts, language: Language): GridColumn<DeliveryRow>[] {
  const words = texts.developers.webhooks;
  const sentences: Readonly<Record<string, string>> = texts.webhooks.kinds;
  return [
    {
      id: 'at',
      title: words.columns.at,
      width: 132,
      primary: 'detail',
      cell: (row) => <span className="q-number">{formatInstant(language, row.createdAt)}</span>,
    },
    {
      id: 'event',
      title: words.columns.event,
      width: 240,
      grow: true,
      fixed: true,
      primary: 'title',
      cell: (row) => (
        <span className="d-event q-clip" {...hint(row.kind)}>
          <span className="q-clip">{row.test ? words.testTitle : (sentences[row.kind] ?? row.kind)}</span>
          {row.replay && <span className="q-muted">{words.isReplay}</span>}
        </span>
      ),
    },
    {
      id: 'state',
      title: words.columns.state,
      width: 132,
      primary: 'figure',
      cell: (row) => <DeliveryStateBadge delivery={row} />,
    },
    {
      id: 'status',
      title: words.columns.status,
      width: 92,
      align: 'end',
      cell: (row) => <span className="q-number">{row.statusCode ?? (row.outcome === null ? '–' : words.noStatus)}</span>,
    },
    {
      id: 'attempts',
      title: words.columns.attempts,
      width: 66,
      align: 'end',
      cell: (row) => <span className="q-number">{row.attempts}</span>,
    },
    {
      id: 'duration',
      title: words.columns.duration,
      width: 84,
      align: 'end',
      cell: (row) => <span className="q-number">{row.durationMs === null ? '–' : words.milliseconds(row.durationMs)}</span>,
    },
    {
      id: 'next',
      title: words.columns.next,
      width: 122,
      cell: (row) => <span className="q-number">{row.nextTryAt === null ? '–' : formatMoment(language, row.nextTryAt)}</span>,
    },
    {
      id: 'number',
      title: words.columns.number,
      width: 84,
      align: 'end',
      hiddenAtStart: true,
      cell: (row) => <span className="q-number">{row.eventNumber ?? '–'}</span>,
    },
  ];
}

/** Whether a delivery waits, is under way, was taken or failed; how its last try ended on hover. */
export function DeliveryStateBadge({ delivery }: { readonly delivery: Pick<DeliveryRow, 'state' | 'outcome'> }) {
  const { states, outcomes } = useTexts().webhooks;
  const badge = (
    <StatusBadge tone={stateTones[delivery.state]} quiet>
      {states[delivery.state]}
    </StatusBadge>
  );
  return delivery.outcome ? <span {...hint(outcomes[delivery.outcome])}>{badge}</span> : badge;
}
