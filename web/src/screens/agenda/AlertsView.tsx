import { Button } from '@mantine/core';
import { formatDay, formatMoney } from '@quitus/texts';
import { EmptyState, ErrorState, OpenList, Section, Skeleton, useLanguage, useTexts } from '@quitus/ui';
import type { OpenEntry } from '@quitus/ui';
import {
  IconAlertCircle,
  IconAlertTriangle,
  IconHeartBroken,
  IconMailOff,
  IconMapPinOff,
  IconMessageExclamation,
  IconPhoneCall,
  IconSunHigh,
} from '@tabler/icons-react';
import type { OutputOf } from '@quitus/contract/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { api } from '../../api.ts';
import type { ScreenSearch } from '../../search.ts';
import { messageReason } from '../messages/message-words.ts';
import { ToQualifyAlert } from './ToQualifyAlert.tsx';
import { usePortfolio } from './useAgendaSearch.ts';

const shownAtOnce = 20;
// All a window answers: nobody reads further.
const shownAfter = 1000;

/** What went wrong: calls to make again, addresses that bounce or that letters came back from, promises broken, disputes late, messages that failed or whose outcome is not known. */
export function AlertsView() {
  const texts = useTexts();
  const words = texts.agenda.alerts;
  const { mine } = usePortfolio();
  const [limit, setLimit] = useState(shownAtOnce);
  const whose = { ...(mine ? { mine } : {}), limit };
  const key = ['agenda', 'alerts', mine, limit];
  const waiting = useQuery({
    queryKey: [...key, 'waiting'],
    queryFn: () => api('GET /agenda/alerts', { query: whose }),
    placeholderData: keepPreviousData,
  });
  const promises = useQuery({
    queryKey: [...key, 'broken-promises'],
    queryFn: () => api('GET /promises', { query: { ...whose, show: 'alert', sort: '-dueOn' } }),
    placeholderData: keepPreviousData,
  });
  const disputes = useQuery({
    queryKey: [...key, 'late-disputes'],
    queryFn: () => api('GET /disputes', { query: { ...whose, show: 'overdue', sort: 'dueOn' } }),
    placeholderData: keepPreviousData,
  });
  const messages = useQuery({
    queryKey: ['messages', 'alerts', limit],
    queryFn: () => api('GET /messages', { query: { show: 'to-look-at', limit } }),
    placeholderData: keepPreviousData,
  });
  const replies = useQuery({
    queryKey: ['received-mails', 'late', mine, limit],
    queryFn: () => api('GET /received-mails', { query: { ...whose, late: true, sort: 'dueOn' } }),
    placeholderData: keepPreviousData,
  });
  const all = [waiting, promises, disputes, messages, replies];
  const failed = all.find((answer) => answer.isError);
  if (failed) return <ErrorState error={failed.error} onRetry={() => all.forEach((answer) => void answer.refetch())} />;
  if (!waiting.data || !promises.data || !disputes.data || !messages.data || !replies.data) return <Skeleton shape="page" />;
  const { callBacks, doubtedAddresses, bouncedContacts } = waiting.data;
  if (
    callBacks.total +
      waiting.data.toQualify.total +
      bouncedContacts.total +
      doubtedAddresses.total +
      promises.data.total +
      disputes.data.total +
      messages.data.total +
      replies.data.total ===
    0
  )
    return (
      <EmptyState icon={IconSunHigh} title={words.none}>
        {words.noneHelp}
      </EmptyState>
    );
  const onMore = () => setLimit(shownAfter);
  return (
    <div className="q-stacked">
      <ToQualifyAlert answer={waiting.data.toQualify} />
      <CallBacks answer={callBacks} onMore={onMore} />
      <LateReplies answer={replies.data} onMore={onMore} />
      <BouncedContacts answer={bouncedContacts} onMore={onMore} />
      <DoubtedAddresses answer={doubtedAddresses} onMore={onMore} />
      <BrokenPromises answer={promises.data} onMore={onMore} />
      <LateDisputes answer={disputes.data} onMore={onMore} />
      <TroubledMessages answer={messages.data} onMore={onMore} />
    </div>
  );
}

interface AlertsOf<Answer> {
  readonly answer: Answer;
  /** Shows the rest of the lists. */
  readonly onMore: () => void;
}

interface AlertSectionProps {
  readonly title: string;
  readonly total: number;
  readonly entries: readonly OpenEntry[];
  readonly onMore: () => void;
  readonly actions?: ReactNode;
}

function AlertSection({ title, total, entries, onMore, actions }: AlertSectionProps) {
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
      {total > entries.length && (
        <Button variant="subtle" size="xs" disabled={entries.length >= shownAfter} onClick={onMore}>
          {words.more(total - entries.length)}
        </Button>
      )}
    </Section>
  );
}

function useOpenCustomer() {
  const navigate = useNavigate();
  return (id: string, search: ScreenSearch = {}) => void navigate({ to: '/customers/$id', params: { id }, search });
}

type Waiting = OutputOf<'GET /agenda/alerts'>;

function CallBacks({ answer, onMore }: AlertsOf<Waiting['callBacks']>) {
  const texts = useTexts();
  const words = texts.agenda.alerts;
  const language = useLanguage();
  const open = useOpenCustomer();
  const entries = answer.rows.map((call) => ({
    id: call.id,
    icon: IconPhoneCall,
    tone: 'waiting' as const,
    title: call.customerName,
    detail: [call.comment, words.callBackOn(formatDay(language, call.callBackOn))].filter(Boolean).join(' · '),
    onOpen: () => open(call.customerId, { show: 'qualify', kind: 'call' }),
  }));
  return <AlertSection title={words.callBacks} total={answer.total} entries={entries} onMore={onMore} />;
}

function BouncedContacts({ answer, onMore }: AlertsOf<Waiting['bouncedContacts']>) {
  const words = useTexts().agenda.alerts;
  const open = useOpenCustomer();
  const entries = answer.rows.map((contact) => ({
    id: contact.id,
    icon: IconMailOff,
    tone: 'late' as const,
    title: contact.customerName,
    detail: [contact.name, contact.email].filter(Boolean).join(' · '),
    onOpen: () => open(contact.customerId, { tab: 'contacts' }),
  }));
  return <AlertSection title={words.bounced} total={answer.total} entries={entries} onMore={onMore} />;
}

function DoubtedAddresses({ answer, onMore }: AlertsOf<Waiting['doubtedAddresses']>) {
  const words = useTexts().agenda.alerts;
  const open = useOpenCustomer();
  const entries = answer.rows.map((one) => ({
    id: one.customerId,
    icon: IconMapPinOff,
    tone: 'late' as const,
    title: one.customerName,
    detail: one.address,
    onOpen: () => open(one.customerId, { tab: 'details' }),
  }));
  return <AlertSection title={words.doubted} total={answer.total} entries={entries} onMore={onMore} />;
}

function BrokenPromises({ answer, onMore }: AlertsOf<OutputOf<'GET /promises'>>) {
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
  return <AlertSection title={words.brokenPromises} total={answer.total} entries={entries} onMore={onMore} />;
}

function LateDisputes({ answer, onMore }: AlertsOf<OutputOf<'GET /disputes'>>) {
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
  return <AlertSection title={words.disputesOverdue} total={answer.total} entries={entries} onMore={onMore} />;
}

function TroubledMessages({ answer, onMore }: AlertsOf<OutputOf<'GET /messages'>>) {
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
      onMore={onMore}
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

function LateReplies({ answer, onMore }: AlertsOf<OutputOf<'GET /received-mails'>>) {
  const texts = useTexts();
  const words = texts.agenda.alerts;
  const language = useLanguage();
  const navigate = useNavigate();
  const entries = answer.rows.map((mail) => ({
    id: mail.id,
    icon: IconMessageExclamation,
    tone: 'late' as const,
    title: mail.customerName ?? (mail.fromName || mail.fromAddress),
    detail: words.replyDue(
      mail.label ? texts.replies.labels[mail.label] : texts.replies.kinds[mail.kind],
      formatDay(language, mail.dueOn),
    ),
    onOpen: () =>
      void navigate({
        to: '/agenda',
        search: { tab: 'replies', open: mail.id, ...(mail.state === 'triage' ? { state: 'triage' } : {}) },
      }),
  }));
  return <AlertSection title={words.lateReplies} total={answer.total} entries={entries} onMore={onMore} />;
}
