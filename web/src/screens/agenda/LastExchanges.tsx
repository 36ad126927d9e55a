import { formatTime } from '@quitus/texts';
import { ErrorState, Skeleton, Timeline, isoDay, useLanguage, useTexts } from '@quitus/ui';
import type { TimelineKind } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import type { OutputOf } from '@quitus/contract/client';
import { api } from '../../api.ts';
import { outcomeWords } from './action-columns.tsx';

type Entry = OutputOf<'GET /customers/{id}/timeline'>['entries'][number];

const looks: Record<Entry['kind'], TimelineKind> = {
  message: 'sent',
  call: 'call',
  note: 'note',
  'says-paid': 'note',
  reply: 'received',
  meeting: 'note',
  promise: 'promise',
  dispute: 'dispute',
  payment: 'payment',
  hold: 'change',
  event: 'change',
};
const exchanged = 'message,call,note,says-paid,reply,meeting,promise,dispute,payment';

/** The last exchanges with a customer, newest first, pinned notes before. */
export function LastExchanges({ customerId, count = 6 }: { readonly customerId: string; readonly count?: number }) {
  const texts = useTexts();
  const words = texts.agenda;
  const language = useLanguage();
  const answer = useQuery({
    queryKey: ['customer', customerId, 'exchanges', count],
    queryFn: () => api('GET /customers/{id}/timeline', { params: { id: customerId }, query: { limit: count, kinds: exchanged } }),
  });
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton shape="lines" count={4} />;
  const pinned = new Set(answer.data.pinned.map((entry) => entry.key));
  const entries = [...answer.data.pinned, ...answer.data.entries.filter((entry) => !pinned.has(entry.key))];
  if (entries.length === 0) return <p className="q-muted">{words.panel.noExchange}</p>;
  return (
    <Timeline
      entries={entries.map((entry) => {
        const at = new Date(entry.at);
        const outcome = entry.kind === 'call' ? outcomeWords(entry.code, texts) : undefined;
        return {
          id: entry.key,
          kind: looks[entry.kind],
          day: isoDay(at),
          // A payment's booking day has no hour.
          ...(entry.kind === 'payment' ? {} : { time: formatTime(language, entry.at) }),
          title: [words.exchangeKinds[entry.kind], outcome].filter(Boolean).join(' · '),
          by: entry.author,
          ...(entry.text ? { body: entry.text } : {}),
          pinned: entry.pinned,
        };
      })}
    />
  );
}
