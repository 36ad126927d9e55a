import { Button, NativeSelect } from '@mantine/core';
import { formatMoment } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { Amount, DataGrid, EmptyState, StatusBadge, columnsBeside, hint, useLanguage, useTexts } from '@quitus/ui';
import type { GridColumn } from '@quitus/ui';
import { IconMail, IconMailCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { api } from '../../api.ts';
import { useGridRows } from '../../grid-rows.ts';
import { SearchBox } from '../../lists/SearchBox.tsx';
import { useScreenSearch } from '../../search.ts';
import { isRehearsed, messageReason, stateTones } from './message-words.ts';
import type { Message } from './message-words.ts';

export type MessagesTab = 'to-look-at' | 'to-come' | 'gone' | 'all';
const kinds = ['reminder', 'reply', 'thank-you', 'notice', 'campaign', 'test'] as const;
const orders = { 'to-look-at': '-createdAt', 'to-come': 'notBefore', gone: '-sentAt', all: 'attention' } as const;

interface MessagesGridProps {
  readonly tab: MessagesTab;
  readonly openedId: string | undefined;
  readonly onOpen: (id: string) => void;
}

const besidePanel = {
  why: { state: 108, customer: 150, reason: 230 },
  what: { state: 108, customer: 150, subject: 140, when: 126 },
};
const rowKey = (row: Message) => row.id;

/** The messages of one tab: what needs a person first. */
export function MessagesGrid({ tab, openedId, onOpen }: MessagesGridProps) {
  const texts = useTexts();
  const words = texts.messages;
  const language = useLanguage();
  const { search, change } = useScreenSearch();
  const kind = kinds.find((each) => each === search.kind);
  const asked = {
    show: tab,
    sort: orders[tab],
    ...(search.q ? { q: search.q } : {}),
    ...(kind ? { kind } : {}),
    ...(search.customer ? { customerId: search.customer } : {}),
    ...(kind === 'campaign' && search.subject ? { campaignId: search.subject } : {}),
  };
  const { source } = useGridRows<Message, Readonly<Record<string, number>>>({
    queryKey: ['messages', asked],
    load: (window) => api('GET /messages', { query: { ...asked, ...window } }),
  });
  const beside = openedId !== undefined;
  const columns = useMemo(() => {
    const all = messageColumns(texts, language, tab);
    return beside ? columnsBeside(all, besidePanel[tab === 'to-look-at' ? 'why' : 'what']) : all;
  }, [texts, language, tab, beside]);
  return (
    <DataGrid
      name={beside ? 'messages-beside' : 'messages'}
      label={words.label}
      columns={columns}
      source={source}
      rowKey={rowKey}
      onOpen={(row) => onOpen(row.id)}
      onActive={(row) => beside && onOpen(row.id)}
      {...(openedId ? { openedKey: openedId } : {})}
      toolbar={
        <>
          <SearchBox label={words.search} value={search.q ?? ''} onChange={(q) => change({ q: q === '' ? undefined : q })} />
          <NativeSelect
            size="xs"
            aria-label={words.kind}
            value={kind ?? ''}
            data={[{ value: '', label: words.anyKind }, ...kinds.map((each) => ({ value: each, label: words.kinds[each] }))]}
            onChange={(event) => change({ kind: event.currentTarget.value || undefined, subject: undefined })}
          />
        </>
      }
      {...(search.q || kind || search.customer ? {} : { empty: <NoMessage tab={tab} /> })}
    />
  );
}

function messageColumns(texts: Texts, language: Language, tab: MessagesTab): GridColumn<Message>[] {
  const words = texts.messages;
  return [
    { id: 'state', title: words.columns.state, width: 112, primary: 'detail', cell: (row) => <MessageState message={row} /> },
    {
      id: 'customer',
      title: words.columns.customer,
      width: 196,
      fixed: true,
      primary: 'title',
      cell: (row) => <span className="q-clip">{row.customerName}</span>,
    },
    {
      id: 'subject',
      title: words.columns.subject,
      width: 240,
      grow: true,
      cell: (row) =>
        row.subject ? <span className="q-clip">{row.subject}</span> : <span className="q-muted q-clip">{words.notWritten}</span>,
    },
    {
      id: 'reason',
      title: words.columns.reason,
      width: 260,
      ...(tab === 'to-look-at' ? { primary: 'detail' as const } : { hiddenAtStart: true }),
      cell: (row) => <Reason message={row} />,
    },
    {
      id: 'recipient',
      title: words.columns.recipient,
      width: 180,
      cell: (row) => <span className="q-clip">{row.recipientAddress ?? row.recipientName ?? '–'}</span>,
    },
    { id: 'kind', title: words.columns.kind, width: 112, hiddenAtStart: true, cell: (row) => words.kinds[row.kind] },
    {
      id: 'items',
      title: words.columns.items,
      width: 68,
      align: 'end',
      // A reminder lists its items the second it is written.
      cell: (row) => <span className="q-number">{row.subject || row.items > 0 ? row.items : '–'}</span>,
    },
    {
      id: 'amount',
      title: words.columns.amount,
      width: 124,
      align: 'end',
      primary: 'figure',
      cell: (row) => <Amount value={row.amount} {...(row.currency ? { currency: row.currency } : {})} />,
    },
    { id: 'when', title: words.columns.when, width: 150, cell: (row) => when(row, texts, language) },
    {
      id: 'author',
      title: words.columns.author,
      width: 130,
      hiddenAtStart: true,
      cell: (row) => <span className="q-clip">{row.author}</span>,
    },
  ];
}

/** Why a message did not leave or waits for a person, with what the other side answered. */
function Reason({ message }: { readonly message: Message }) {
  if (message.why === null) return <span className="q-muted">–</span>;
  const said = message.detail ? `${message.why} ${message.detail}` : message.why;
  return (
    <span className="q-clip" {...hint(said)}>
      {said}
    </span>
  );
}

/** The state of a message as a word and an icon, with its reason on hover. */
export function MessageState({ message }: { readonly message: Message }) {
  const texts = useTexts();
  const reason = messageReason(texts, message.reason);
  const rehearsed = isRehearsed(message);
  const badge = (
    <StatusBadge tone={rehearsed ? 'neutral' : stateTones[message.state]} quiet>
      {rehearsed ? texts.messages.rehearsed : texts.messages.states[message.state]}
    </StatusBadge>
  );
  return reason ? <span {...hint(reason)}>{badge}</span> : badge;
}

function when(row: Message, texts: Texts, language: Language) {
  const toCome = row.state === 'waiting' || row.state === 'claimed' || row.state === 'calling';
  const moment = formatMoment(language, toCome ? row.notBefore : (row.sentAt ?? row.finishedAt ?? row.createdAt));
  return <span className="q-number">{toCome ? texts.messages.leaves(moment) : moment}</span>;
}

function NoMessage({ tab }: { readonly tab: MessagesTab }) {
  const words = useTexts().messages.empty;
  if (tab === 'to-look-at')
    return (
      <EmptyState icon={IconMailCheck} title={words.look}>
        {words.lookHelp}
      </EmptyState>
    );
  if (tab === 'gone')
    return (
      <EmptyState icon={IconMail} title={words.gone}>
        {words.goneHelp}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={IconMail}
      title={tab === 'to-come' ? words.come : words.all}
      action={
        <Button renderRoot={(props) => <Link to="/agenda" search={{ tab: 'to-confirm' }} {...props} />}>{words.agenda}</Button>
      }
    >
      {tab === 'to-come' ? words.comeHelp : words.allHelp}
    </EmptyState>
  );
}
