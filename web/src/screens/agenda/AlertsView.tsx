import { Button } from '@mantine/core';
import { formatDay, formatMoney } from '@quitus/texts';
import { EmptyState, ErrorState, OpenList, Section, Skeleton, addDays, useLanguage, useTexts, useToday } from '@quitus/ui';
import type { OpenEntry } from '@quitus/ui';
import {
  IconAlertCircle,
  IconAlertTriangle,
  IconHeartBroken,
  IconMailOff,
  IconPhoneCall,
  IconSunHigh,
} from '@tabler/icons-react';
import type { OutputOf } from '@quitus/contract/client';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../api.ts';
import { messageReason } from '../messages/message-words.ts';
import { usePortfolio } from './useAgendaSearch.ts';

// As long as the counter of the tab counts a broken promise.
const brokenNewsDays = 30;
const shownAtOnce = 20;

/** What went wrong: promises broken, disputes late, messages that failed or whose outcome is not known. */
export function AlertsView() {
  const texts = useTexts();
  const words = texts.agenda.alerts;
  const today = useToday();
  const { mine } = usePortfolio();
  const counters = useQuery({
    queryKey: ['agenda', 'alerts', mine],
    queryFn: () => api('GET /agenda/counters', { query: mine ? { mine } : {} }),
  });
  const promises = useQuery({
    queryKey: ['agenda', 'broken-promises', today],
    queryFn: () =>
      api('GET /promises', {
        query: { state: 'broken', dueFrom: addDays(today, -brokenNewsDays), limit: shownAtOnce, sort: '-dueOn' },
      }),
  });
  const disputes = useQuery({
    queryKey: ['agenda', 'late-disputes'],
    queryFn: () => api('GET /disputes', { query: { show: 'overdue', limit: shownAtOnce, sort: 'dueOn' } }),
  });
  const messages = useQuery({
    queryKey: ['messages', 'alerts'],
    queryFn: () => api('GET /messages', { query: { show: 'to-look-at', limit: shownAtOnce } }),
  });
  const all = [counters, promises, disputes, messages];
  const failed = all.find((answer) => answer.isError);
  if (failed) return <ErrorState error={failed.error} onRetry={() => all.forEach((answer) => void answer.refetch())} />;
  if (!counters.data || !promises.data || !disputes.data || !messages.data) return <Skeleton shape="page" />;
  const silent = [
    ...(counters.data.callBacksDue > 0
      ? [{ id: 'calls', icon: IconPhoneCall, tone: 'waiting' as const, title: words.callBacks(counters.data.callBacksDue) }]
      : []),
    ...(counters.data.bouncedContacts > 0
      ? [{ id: 'bounced', icon: IconMailOff, tone: 'late' as const, title: words.bounced(counters.data.bouncedContacts) }]
      : []),
  ];
  const nothing = promises.data.total + disputes.data.total + messages.data.total + silent.length === 0;
  if (nothing)
    return (
      <EmptyState icon={IconSunHigh} title={words.none}>
        {words.noneHelp}
      </EmptyState>
    );
  return (
    <div className="q-stacked">
      {silent.length > 0 && (
        <Section>
          <OpenList label={texts.agenda.tabs.alerts} entries={silent} />
        </Section>
      )}
      <BrokenPromises answer={promises.data} />
      <LateDisputes answer={disputes.data} />
      <TroubledMessages answer={messages.data} />
    </div>
  );
}

interface AlertSectionProps {
  readonly title: string;
  readonly total: number;
  readonly entries: readonly OpenEntry[];
  readonly actions?: ReactNode;
}

function AlertSection({ title, total, entries, actions }: AlertSectionProps) {
  const words = useTexts().agenda.alerts;
  if (total === 0) return null;
  return (
    <Section
      title={
        <>
          {title} <span className="q-count">{total}</span>
        </>
      }
      actions={actions}
    >
      <OpenList label={title} entries={entries} />
      {total > entries.length && <p className="q-muted">{words.more(total - entries.length)}</p>}
    </Section>
  );
}

function useOpenCustomer() {
  const navigate = useNavigate();
  return (id: string) => void navigate({ to: '/customers/$id', params: { id } });
}

function BrokenPromises({ answer }: { readonly answer: OutputOf<'GET /promises'> }) {
  const words = useTexts().agenda.alerts;
  const language = useLanguage();
  const open = useOpenCustomer();
  const entries = answer.rows.map((promise) => ({
    id: promise.id,
    icon: IconHeartBroken,
    tone: 'late' as const,
    title: promise.customerName,
    detail: words.promisedFor(formatDay(language, promise.dueOn)),
    figure: formatMoney(language, promise.amount, promise.currency),
    onOpen: () => open(promise.customerId),
  }));
  return <AlertSection title={words.brokenPromises} total={answer.total} entries={entries} />;
}

function LateDisputes({ answer }: { readonly answer: OutputOf<'GET /disputes'> }) {
  const texts = useTexts();
  const words = texts.agenda.alerts;
  const language = useLanguage();
  const open = useOpenCustomer();
  const entries = answer.rows.map((dispute) => ({
    id: dispute.id,
    icon: IconAlertCircle,
    tone: 'waiting' as const,
    title: dispute.customerName,
    detail: words.disputeDue(texts.agenda.disputeTypes[dispute.type], formatDay(language, dispute.dueOn)),
    figure: formatMoney(language, dispute.amount, dispute.currency),
    onOpen: () => open(dispute.customerId),
  }));
  return <AlertSection title={words.disputesOverdue} total={answer.total} entries={entries} />;
}

function TroubledMessages({ answer }: { readonly answer: OutputOf<'GET /messages'> }) {
  const texts = useTexts();
  const words = texts.agenda.alerts;
  const navigate = useNavigate();
  const entries = answer.rows.map((message) => ({
    id: message.id,
    icon: IconAlertTriangle,
    tone: message.state === 'failed' ? ('late' as const) : ('waiting' as const),
    title: message.customerName,
    detail: [texts.messages.states[message.state], messageReason(texts, message.reason)].filter(Boolean).join(' · '),
    onOpen: () => void navigate({ to: '/messages', search: { tab: 'to-look-at', open: message.id } }),
  }));
  return (
    <AlertSection
      title={words.messages}
      total={answer.total}
      entries={entries}
      actions={
        <Button
          variant="default"
          size="xs"
          renderRoot={(props) => <Link to="/messages" search={{ tab: 'to-look-at' }} {...props} />}
        >
          {words.openMessages}
        </Button>
      }
    />
  );
}
