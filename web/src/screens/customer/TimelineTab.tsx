import { Button, SegmentedControl } from '@mantine/core';
import { formatMoney } from '@quitus/texts';
import { EmptyState, ErrorState, Inline, Skeleton, Stacked, Timeline, useLanguage, useTexts, useToast } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { IconHistory, IconPin, IconPinnedOff } from '@tabler/icons-react';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { useScreenSearch } from '../../search.ts';
import { useSession } from '../../session.ts';
import { useCustomerChanged } from './customer-queries.ts';
import { saidOf, timelineEntry } from './timeline-entries.tsx';
import type { Happening } from './timeline-entries.tsx';

const pageSize = 50;

// What each choice asks the server for.
const filters = {
  all: '',
  message: 'message,reply',
  call: 'call',
  payment: 'payment,says-paid',
  promise: 'promise',
  dispute: 'dispute',
  note: 'note,meeting',
  event: 'event,hold',
} as const;
type FilterName = keyof typeof filters;
const filterNames = Object.keys(filters) as FilterName[];

/** What happened with a customer, newest first: messages with their text, calls, payments, promises, changes; pinned notes on top. */
export function TimelineTab({ customerId, onNote }: { readonly customerId: string; readonly onNote: () => void }) {
  const language = useLanguage();
  const texts = useTexts();
  const words = texts.customer.timeline;
  const { entities } = useSession();
  const { search, change } = useScreenSearch();
  const filter = filterNames.find((each) => each === search.by) ?? 'all';
  const pages = useInfiniteQuery({
    queryKey: ['customer', customerId, 'timeline', filter],
    queryFn: ({ pageParam }) =>
      api('GET /customers/{id}/timeline', {
        params: { id: customerId },
        query: {
          limit: pageSize,
          ...(pageParam === '' ? {} : { after: pageParam }),
          ...(filters[filter] === '' ? {} : { kinds: filters[filter] }),
        },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const happenings = [
    ...(pages.data?.pages[0]?.pinned ?? []),
    ...(pages.data?.pages.flatMap((page) => page.entries.filter((entry) => !entry.pinned)) ?? []),
  ];
  const reader = { language, texts, timeZone: entities[0]?.timeZone ?? 'Europe/Paris' };
  return (
    <div className="c-timeline">
      <Stacked>
        <Inline>
          <SegmentedControl
            size="xs"
            aria-label={words.filter}
            value={filter}
            onChange={(next) => change({ by: next === 'all' ? undefined : next })}
            data={filterNames.map((each) => ({ value: each, label: words.filters[each] }))}
          />
          <MayButton may="comment" size="xs" variant="default" onClick={onNote}>
            {words.addNote}
          </MayButton>
        </Inline>
        {pages.isError ? (
          <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
        ) : !pages.data ? (
          <Skeleton shape="lines" count={10} />
        ) : happenings.length === 0 ? (
          <EmptyState icon={IconHistory} title={words.empty}>
            {words.emptyHelp}
          </EmptyState>
        ) : (
          <>
            <h2 className="q-hidden">{words.happened}</h2>
            <Timeline
              entries={happenings.map((happening) =>
                timelineEntry(happening, reader, <Body happening={happening} customerId={customerId} />),
              )}
            />
          </>
        )}
        {pages.hasNextPage && (
          <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {words.more}
          </Button>
        )}
      </Stacked>
    </div>
  );
}

function Body({ happening, customerId }: { readonly happening: Happening; readonly customerId: string }) {
  const { kind, subjectId } = happening;
  const text = saidOf(happening);
  return (
    <>
      {text && <span className="c-message-text">{text}</span>}
      {kind === 'event' && subjectId && happening.code.startsWith('letters.') && <ToLetter letterId={subjectId} />}
      {kind === 'message' && subjectId && <MessageText messageId={subjectId} />}
      {kind === 'note' && subjectId && <Pin noteId={subjectId} pinned={happening.pinned} customerId={customerId} />}
    </>
  );
}

function ToLetter({ letterId }: { readonly letterId: string }) {
  const words = useTexts().customer.timeline;
  return (
    <div>
      <Link to="/letters" search={{ tab: 'registered', open: letterId }}>
        {words.toLetter}
      </Link>
    </div>
  );
}

/** What a message said, fetched when a person asks. */
function MessageText({ messageId }: { readonly messageId: string }) {
  const language = useLanguage();
  const words = useTexts().customer.timeline;
  const [reading, setReading] = useState(false);
  const message = useQuery({
    queryKey: ['messages', messageId],
    queryFn: () => api('GET /messages/{id}', { params: { id: messageId } }),
    enabled: reading,
  });
  if (!reading)
    return (
      <div>
        <Button variant="subtle" size="compact-sm" onClick={() => setReading(true)}>
          {words.showText}
        </Button>
      </div>
    );
  if (message.isError) return <ErrorState error={message.error} onRetry={() => void message.refetch()} />;
  if (!message.data) return <Skeleton shape="lines" count={3} />;
  const { text, listed, recipientAddress } = message.data;
  return (
    <>
      {recipientAddress && <div>→ {recipientAddress}</div>}
      <pre className="c-message-text">{text}</pre>
      {listed.length > 0 && (
        <ul>
          {listed.map((item) => (
            <li key={item.itemId}>
              {item.number} · {formatMoney(language, item.open, item.currency)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface PinProps {
  readonly noteId: string;
  readonly pinned: boolean;
  readonly customerId: string;
}

function Pin({ noteId, pinned, customerId }: PinProps) {
  const texts = useTexts();
  const words = texts.customer.timeline;
  const toast = useToast();
  const changed = useCustomerChanged(customerId);
  const pin = useMutation({
    mutationFn: () => api('PATCH /notes/{id}', { params: { id: noteId }, body: { pinned: !pinned } }),
    onSuccess: changed,
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  const Icon = pinned ? IconPinnedOff : IconPin;
  return (
    <div>
      <MayButton
        may="comment"
        size="compact-sm"
        variant="subtle"
        leftSection={<Icon size={14} aria-hidden />}
        loading={pin.isPending}
        onClick={() => pin.mutate()}
      >
        {pinned ? words.unpin : words.pin}
      </MayButton>
    </div>
  );
}
