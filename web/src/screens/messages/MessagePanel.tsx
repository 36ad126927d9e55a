import { Button, TextInput } from '@mantine/core';
import { addressOf } from '@quitus/contract/client';
import { formatCount, formatInstant, formatMoment } from '@quitus/texts';
import type { Texts } from '@quitus/texts';
import {
  Amount,
  DateDay,
  ErrorState,
  Facts,
  Inline,
  MessagePreview,
  Reasons,
  Section,
  ShortTable,
  SidePanel,
  Skeleton,
  Stacked,
  StatusBadge,
  useLanguage,
  useTexts,
  useToast,
} from '@quitus/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { messageReason } from './message-words.ts';
import type { MessageDetail } from './message-words.ts';
import { MessageState } from './MessagesGrid.tsx';
import { useRereadMessages } from './SendNow.tsx';

/** One message whole: what it said, to whom, what it listed, how it went, and what can still be done about it. */
export function MessagePanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const texts = useTexts();
  const words = texts.messages.panel;
  const answer = useQuery({ queryKey: ['message', id], queryFn: () => api('GET /messages/{id}', { params: { id } }) });
  const message = answer.data;
  if (!message)
    return (
      <SidePanel width="wide" title={words.label} label={words.label} onClose={onClose}>
        {answer.isError ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton shape="lines" count={8} />
        )}
      </SidePanel>
    );
  const reason = messageReason(texts, message.reason);
  return (
    <SidePanel
      width="wide"
      label={`${words.label} ${message.customerName}`}
      title={
        <Link to="/customers/$id" params={{ id: message.customerId }}>
          {message.customerName}
        </Link>
      }
      detail={
        <Inline>
          <MessageState message={message} />
          {texts.messages.kinds[message.kind]}
          {message.channel !== 'e-mail' && <StatusBadge tone="neutral">{texts.messages.channels[message.channel]}</StatusBadge>}
          {message.amount !== null && message.currency !== null && <Amount value={message.amount} currency={message.currency} />}
        </Inline>
      }
      onClose={onClose}
      actions={<MessageActions message={message} />}
    >
      {reason && <Reasons reasons={[{ sentence: reason, weighs: message.state === 'cancelled' ? 'held' : 'against' }]} />}
      <Said message={message} />
      <Attached message={message} />
      {message.composed && <Listed message={message} />}
      <Attempts message={message} />
      <Deliveries message={message} />
    </SidePanel>
  );
}

function Said({ message }: { readonly message: MessageDetail }) {
  const texts = useTexts();
  const words = texts.messages.panel;
  const language = useLanguage();
  const facts = [
    { name: words.created, value: formatInstant(language, message.createdAt) },
    { name: words.author, value: message.author },
    ...(message.replyTo ? [{ name: words.replyTo, value: message.replyTo }] : []),
    ...(message.together.length > 0 ? [{ name: words.together, value: <OneMail others={message.together} /> }] : []),
    ...(message.transport ? [{ name: words.transport, value: words.transports[message.transport] }] : []),
    ...(message.sentAt ? [{ name: words.reference, value: <span className="q-muted">{message.messageIdHeader}</span> }] : []),
  ];
  if (!message.composed && message.text === '')
    return (
      <>
        <p className="q-muted">{words.notComposed}</p>
        {message.actionId && (
          <Inline>
            <Button
              variant="default"
              size="xs"
              renderRoot={(props) => (
                <Link to="/agenda" search={{ tab: 'leaving', by: 'team', open: message.actionId ?? '' }} {...props} />
              )}
            >
              {words.openAction}
            </Button>
          </Inline>
        )}
        <Facts facts={facts} />
      </>
    );
  return (
    <>
      <MessagePreview
        from={address(message.senderName, message.senderAddress)}
        to={address(message.recipientName, message.recipientAddress)}
        {...(message.copies.length > 0 ? { copy: message.copies.join(', ') } : {})}
        subject={message.subject}
        {...(message.html === null ? {} : { html: message.html })}
        text={message.text}
      />
      <Facts facts={facts} />
    </>
  );
}

function OneMail({ others }: { readonly others: MessageDetail['together'] }) {
  return (
    <Stacked gap="tight">
      {others.map((other) => (
        <Link key={other.messageId} to="/customers/$id" params={{ id: other.customerId }}>
          {`${other.entityName} · ${other.customerCode} ${other.customerName}`}
        </Link>
      ))}
    </Stacked>
  );
}

const address = (name: string | null, mail: string | null) => (name && mail ? `${name} <${mail}>` : (mail ?? name ?? '–'));

function Listed({ message }: { readonly message: MessageDetail }) {
  const words = useTexts().messages.panel;
  return (
    <Section plain title={words.items(message.listed.length)}>
      {message.listed.length === 0 ? (
        <p className="q-muted">{words.noItems}</p>
      ) : (
        <ShortTable
          label={words.items(message.listed.length)}
          rows={message.listed}
          rowKey={(item) => item.itemId}
          columns={listedColumns(words)}
        />
      )}
    </Section>
  );
}

function listedColumns(words: Texts['messages']['panel']) {
  return [
    {
      id: 'number',
      title: words.number,
      cell: (item: MessageDetail['listed'][number]) => <span className="q-number">{item.number}</span>,
    },
    { id: 'due', title: words.due, cell: (item: MessageDetail['listed'][number]) => <DateDay day={item.dueOn} form="date" /> },
    {
      id: 'late',
      title: words.late,
      align: 'end' as const,
      cell: (item: MessageDetail['listed'][number]) => <span className="q-number">{item.daysLate}</span>,
    },
    {
      id: 'open',
      title: words.open,
      align: 'end' as const,
      cell: (item: MessageDetail['listed'][number]) => <Amount value={item.open} currency={item.currency} />,
    },
  ];
}

function Attached({ message }: { readonly message: MessageDetail }) {
  const texts = useTexts();
  const words = texts.messages;
  const language = useLanguage();
  if (message.attachments.length === 0) return null;
  return (
    <Section plain title={words.panel.attached(message.attachments.length)}>
      <Stacked gap="tight">
        {message.attachments.map((file) => (
          <div key={file.place}>
            {file.kept ? (
              <a
                href={addressOf('GET /messages/{id}/attachments/{place}', { params: { id: message.id, place: file.place } })}
                download
              >
                {file.name}
              </a>
            ) : (
              file.name
            )}{' '}
            <span className="q-muted">
              {words.attachmentKinds[file.kind]}
              {file.bytes !== null &&
                ` · ${texts.mailbox.bytes(formatCount(language, Math.max(1, Math.round(file.bytes / 1024))))}`}
              {file.copyMark !== null && ` · ${words.panel.copyMarks[file.copyMark]}`}
            </span>
          </div>
        ))}
      </Stacked>
    </Section>
  );
}

const good: ReadonlySet<string> = new Set(['accepted', 'delivered', 'posted', 'deposited', 'received', 'printed', 'notified']);

function Deliveries({ message }: { readonly message: MessageDetail }) {
  const words = useTexts().messages;
  const language = useLanguage();
  if (message.deliveries.length === 0) return null;
  const states: Readonly<Record<string, string>> = words.deliveryStates;
  return (
    <Section plain title={words.panel.afterwards}>
      <Reasons
        reasons={message.deliveries.map((event) => ({
          sentence: (
            <>
              <span className="q-number">{formatMoment(language, event.happenedAt)}</span> · {states[event.state] ?? event.state}
              {event.detail && <span className="q-muted"> · {event.detail}</span>}
              {event.proof && (
                <>
                  {' · '}
                  <a
                    href={addressOf('GET /messages/{id}/deliveries/{eventId}/proof', {
                      params: { id: message.id, eventId: event.id },
                    })}
                    download
                  >
                    {words.panel.proof}
                  </a>
                </>
              )}
            </>
          ),
          weighs: good.has(event.state) ? 'for' : 'against',
        }))}
      />
    </Section>
  );
}

const went: ReadonlySet<string> = new Set(['sent', 'handed', 'resolved-sent']);

function Attempts({ message }: { readonly message: MessageDetail }) {
  const texts = useTexts();
  const words = texts.messages;
  const language = useLanguage();
  return (
    <Section plain title={words.panel.attempts}>
      {message.history.length === 0 ? (
        <p className="q-muted">{words.panel.noAttempt}</p>
      ) : (
        <Reasons
          reasons={message.history.map((attempt) => ({
            sentence: (
              <>
                <span className="q-number">{formatMoment(language, attempt.startedAt)}</span> · {words.outcomes[attempt.outcome]}
                {attempt.detail && attempt.outcome !== 'handed' && <span className="q-muted"> · {attempt.detail}</span>}
              </>
            ),
            weighs: went.has(attempt.outcome) ? 'for' : 'against',
          }))}
        />
      )}
    </Section>
  );
}

function MessageActions({ message }: { readonly message: MessageDetail }) {
  const texts = useTexts();
  const words = texts.messages.panel;
  const language = useLanguage();
  const toast = useToast();
  const reread = useRereadMessages();
  const params = { id: message.id };
  const told = (sentence: string) => async () => {
    await reread();
    toast.done(sentence);
  };
  const onError = (error: Error) => toast.failed(sentenceOf(error, texts.common.error.offline));
  const recall = useMutation({
    mutationFn: () => api('POST /messages/{id}/recall', { params, body: {} }),
    onSuccess: told(words.recalled),
    onError,
  });
  const again = useMutation({
    mutationFn: () => api('POST /messages/{id}/send-again', { params }),
    onSuccess: told(words.sentAgain),
    onError,
  });
  const post = useMutation({
    mutationFn: () => api('POST /messages/{id}/post', { params, body: {} }),
    onSuccess: told(words.posted),
    onError,
  });
  const takeOut = useMutation({
    mutationFn: () => api('POST /messages/{id}/take-out', { params }),
    onSuccess: told(words.takenOut),
    onError,
  });
  return (
    <>
      {message.allowedActions.includes('recall') && (
        <>
          <MayButton may="work" loading={recall.isPending} onClick={() => recall.mutate()}>
            {words.recall}
          </MayButton>
          <span className="q-muted">{words.recallUntil(formatMoment(language, message.notBefore))}</span>
        </>
      )}
      {message.allowedActions.includes('post') && (
        <>
          <MayButton may="work" loading={post.isPending} onClick={() => post.mutate()}>
            {words.post}
          </MayButton>
          <MayButton may="work" variant="default" loading={takeOut.isPending} onClick={() => takeOut.mutate()}>
            {words.takeOut}
          </MayButton>
        </>
      )}
      {message.allowedActions.includes('resolve') && <Resolve id={message.id} />}
      {message.allowedActions.includes('send-again') && (
        <MayButton may="work" loading={again.isPending} onClick={() => again.mutate()}>
          {words.sendAgain}
        </MayButton>
      )}
      {message.transport === 'local' && (
        <Button
          variant="default"
          renderRoot={(props) => (
            <Link
              to="/messages"
              search={{
                tab: 'mailbox',
                ...(message.mailMessageId === message.id ? { customer: message.customerId } : {}),
                show: message.mailMessageId,
              }}
              {...props}
            />
          )}
        >
          {words.openMail}
        </Button>
      )}
    </>
  );
}

/** Asks a person whether an uncertain message left: only they can know. */
function Resolve({ id }: { readonly id: string }) {
  const texts = useTexts();
  const words = texts.messages.panel;
  const toast = useToast();
  const reread = useRereadMessages();
  const [comment, setComment] = useState('');
  const resolve = useMutation({
    mutationFn: (said: { left: boolean; sendAgain?: boolean }) =>
      api('POST /messages/{id}/resolve', {
        params: { id },
        body: { ...said, ...(comment.trim() ? { comment: comment.trim() } : {}) },
      }),
    onSuccess: async () => {
      await reread();
      toast.done(words.resolved);
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <div className="q-stacked" data-gap="tight">
      <strong>{words.resolve}</strong>
      <span className="q-muted">{words.resolveHelp}</span>
      <TextInput
        label={words.comment}
        maxLength={500}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <Inline>
        <MayButton may="work" loading={resolve.isPending} onClick={() => resolve.mutate({ left: true })}>
          {words.left}
        </MayButton>
        <MayButton may="work" variant="default" loading={resolve.isPending} onClick={() => resolve.mutate({ left: false })}>
          {words.notLeft}
        </MayButton>
        <MayButton
          may="work"
          variant="default"
          loading={resolve.isPending}
          onClick={() => resolve.mutate({ left: false, sendAgain: true })}
        >
          {words.notLeftAgain}
        </MayButton>
      </Inline>
    </div>
  );
}
