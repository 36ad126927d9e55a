import { SegmentedControl } from '@mantine/core';
import { formatMoment } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { Amount, DataGrid, EmptyState, StatusBadge, columnsBeside, useLanguage, useTexts } from '@quitus/ui';
import type { GridColumn } from '@quitus/ui';
import { IconCertificate } from '@tabler/icons-react';
import { useMemo } from 'react';
import { api } from '../../api.ts';
import { useKeysetRows } from '../../keyset-rows.ts';
import { useScreenSearch } from '../../search.ts';
import { isRehearsed, stateTones } from '../messages/message-words.ts';
import { deliveryTone, deliveryWords, registeredViews } from './letter-words.ts';
import type { RegisteredLetter } from './letter-words.ts';

interface RegisteredGridProps {
  readonly openedId: string | undefined;
  readonly onOpen: (id: string) => void;
}
const besidePanel = { state: 200, customer: 180, when: 140 };
const rowKey = (row: RegisteredLetter) => row.id;

/** Registered letters, on paper and electronic, with the last thing said of each. */
export function RegisteredGrid({ openedId, onOpen }: RegisteredGridProps) {
  const texts = useTexts();
  const words = texts.letters.screen;
  const language = useLanguage();
  const { search, change } = useScreenSearch();
  const show = registeredViews.find((view) => view === search.show) ?? 'all';
  const { source } = useKeysetRows<RegisteredLetter>({
    queryKey: ['letters', 'registered', show, search.customer],
    load: async (cursor) => {
      const query = {
        show,
        ...(search.customer ? { customerId: search.customer } : {}),
        ...(cursor === undefined ? {} : { cursor }),
      };
      const { rows, nextCursor } = await api('GET /letters/registered', { query });
      return { rows, next: nextCursor };
    },
  });
  const beside = openedId !== undefined;
  const columns = useMemo(() => {
    const all = registeredColumns(texts, language);
    return beside ? columnsBeside(all, besidePanel) : all;
  }, [texts, language, beside]);
  return (
    <DataGrid
      name={beside ? 'registered-letters-beside' : 'registered-letters'}
      label={words.tabs.registered}
      columns={columns}
      source={source}
      rowKey={rowKey}
      onOpen={(row) => onOpen(row.id)}
      onActive={(row) => beside && onOpen(row.id)}
      {...(openedId ? { openedKey: openedId } : {})}
      toolbar={
        <SegmentedControl
          size="xs"
          aria-label={words.columns.state}
          value={show}
          data={registeredViews.map((view) => ({ value: view, label: words.registeredShow[view] }))}
          onChange={(value) => change({ show: value === 'all' ? undefined : value, open: undefined })}
        />
      }
      empty={
        <EmptyState icon={IconCertificate} title={words.registeredEmptyTitle}>
          {words.registeredEmptyHint}
        </EmptyState>
      }
    />
  );
}

function registeredColumns(texts: Texts, language: Language): GridColumn<RegisteredLetter>[] {
  const words = texts.letters.screen;
  return [
    { id: 'state', title: words.columns.state, width: 190, primary: 'detail', cell: (row) => <RegisteredState letter={row} /> },
    {
      id: 'customer',
      title: words.columns.customer,
      width: 220,
      grow: true,
      fixed: true,
      primary: 'title',
      cell: (row) => (
        <span className="q-clip">
          {row.customerName} <span className="q-muted">{row.customerCode}</span>
        </span>
      ),
    },
    {
      id: 'kind',
      title: words.columns.kind,
      width: 170,
      cell: (row) => <span className="q-clip">{words.kinds[row.channel]}</span>,
    },
    {
      id: 'number',
      title: words.columns.number,
      width: 170,
      cell: (row) => <span className="q-number q-clip">{row.trackingNumber ?? '–'}</span>,
    },
    {
      id: 'amount',
      title: words.columns.amount,
      width: 124,
      align: 'end',
      primary: 'figure',
      cell: (row) => <Amount value={row.amount} {...(row.currency ? { currency: row.currency } : {})} />,
    },
    {
      id: 'sent',
      title: words.columns.sent,
      width: 150,
      cell: (row) => <span className="q-number">{row.sentAt ? formatMoment(language, row.sentAt) : '–'}</span>,
    },
    {
      id: 'proofs',
      title: words.columns.proofs,
      width: 84,
      cell: (row) => <Proofs letter={row} />,
    },
    {
      id: 'when',
      title: words.columns.when,
      width: 150,
      cell: (row) => <span className="q-number">{row.deliveryAt ? formatMoment(language, row.deliveryAt) : '–'}</span>,
    },
  ];
}

function Proofs({ letter }: { readonly letter: RegisteredLetter }) {
  const words = useTexts().letters.screen;
  const count = letter.proofs.length + letter.events.filter((event) => event.proof && !event.withdrawn).length;
  if (count === 0) return <span className="q-muted">–</span>;
  return (
    <span className="q-number" role="img" aria-label={words.proofsCount(count)}>
      <IconCertificate size={14} className="q-icon" aria-hidden /> {count}
    </span>
  );
}

/** The last thing said of a registered letter, or where it stands before anything was said. */
export function RegisteredState({ letter }: { readonly letter: RegisteredLetter }) {
  const texts = useTexts();
  if (isRehearsed(letter))
    return (
      <StatusBadge tone="neutral" quiet>
        {texts.messages.rehearsed}
      </StatusBadge>
    );
  if (letter.deliveryState)
    return <StatusBadge tone={deliveryTone(letter.deliveryState)}>{deliveryWords(texts, letter.deliveryState)}</StatusBadge>;
  return (
    <StatusBadge tone={stateTones[letter.state]} quiet>
      {letter.state === 'handed' ? texts.letters.screen.waitsForPost : texts.messages.states[letter.state]}
    </StatusBadge>
  );
}
