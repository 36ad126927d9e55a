import { formatCount, formatMoment } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { DataGrid, EmptyState, StatusBadge, useLanguage, useTexts } from '@quitus/ui';
import type { GridColumn } from '@quitus/ui';
import { IconSpeakerphone } from '@tabler/icons-react';
import { useMemo } from 'react';
import { api } from '../../api.ts';
import { useKeysetRows } from '../../keyset-rows.ts';
import { stateTones } from './campaign.ts';
import type { CampaignRow } from './campaign.ts';

const rowKey = (row: CampaignRow) => row.id;
const pageSize = 50;

/** The campaigns, the newest first, with where their messages stand. */
export function CampaignsGrid({ onOpen }: { readonly onOpen: (id: string) => void }) {
  const texts = useTexts();
  const words = texts.campaigns.screen;
  const language = useLanguage();
  const { source } = useKeysetRows<CampaignRow>({
    queryKey: ['campaigns'],
    load: async (cursor) => {
      const { rows, nextCursor } = await api('GET /campaigns', {
        query: { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) },
      });
      return { rows, next: nextCursor };
    },
  });
  const columns = useMemo(() => campaignColumns(texts, language), [texts, language]);
  return (
    <DataGrid
      name="campaigns"
      label={words.label}
      columns={columns}
      source={source}
      rowKey={rowKey}
      onOpen={(row) => onOpen(row.id)}
      empty={
        <EmptyState icon={IconSpeakerphone} title={words.empty}>
          {words.emptyHelp}
        </EmptyState>
      }
    />
  );
}

function campaignColumns(texts: Texts, language: Language): GridColumn<CampaignRow>[] {
  const words = texts.campaigns;
  const { columns } = words.screen;
  const count = (value: number) => <span className="q-number">{formatCount(language, value)}</span>;
  return [
    {
      id: 'name',
      title: columns.name,
      width: 260,
      fixed: true,
      grow: true,
      primary: 'title',
      cell: (row) => <span className="q-clip">{row.name}</span>,
    },
    { id: 'kind', title: columns.kind, width: 220, cell: (row) => <span className="q-clip">{words.kinds[row.kind]}</span> },
    {
      id: 'entity',
      title: columns.entity,
      width: 170,
      hiddenAtStart: true,
      cell: (row) => <span className="q-clip">{row.entityName}</span>,
    },
    {
      id: 'state',
      title: columns.state,
      width: 126,
      primary: 'detail',
      cell: (row) => (
        <StatusBadge tone={stateTones[row.state]} quiet>
          {words.states[row.state]}
        </StatusBadge>
      ),
    },
    {
      id: 'messages',
      title: columns.messages,
      width: 100,
      align: 'end',
      primary: 'figure',
      cell: (row) => (row.messages === null ? <span className="q-muted">–</span> : count(row.messages)),
    },
    {
      id: 'sent',
      title: columns.sent,
      width: 100,
      align: 'end',
      cell: (row) =>
        row.messages === null ? <span className="q-muted">–</span> : count(row.progress.sent - row.progress.rehearsed),
    },
    {
      id: 'when',
      title: columns.when,
      width: 150,
      cell: (row) =>
        row.confirmedAt === null ? (
          <span className="q-muted">–</span>
        ) : (
          <span className="q-number">{formatMoment(language, row.confirmedAt)}</span>
        ),
    },
    {
      id: 'author',
      title: columns.author,
      width: 150,
      cell: (row) => <span className="q-clip">{row.confirmedBy ?? row.author}</span>,
    },
  ];
}
