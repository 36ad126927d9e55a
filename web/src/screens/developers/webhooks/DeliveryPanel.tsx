import type { OutputOf } from '@quitus/contract/client';
import { formatInstant } from '@quitus/texts';
import { ErrorState, Facts, Inline, Section, SidePanel, Skeleton, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconRepeat } from '@tabler/icons-react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { Shown } from '../Shown.tsx';
import { DeliveryStateBadge } from './DeliveriesGrid.tsx';
import { useRereadWebhooks } from './webhook-queries.ts';
import { laidOut } from './webhook-words.ts';

type Delivery = OutputOf<'GET /webhooks/{id}/deliveries/{delivery}'>;

interface DeliveryPanelProps {
  readonly webhookId: string;
  readonly id: string;
  readonly onOpen: (id: string) => void;
  readonly onClose: () => void;
}

const rereadMilliseconds = 2_000;
const isOver = (delivery: Delivery | undefined) => delivery?.state === 'delivered' || delivery?.state === 'failed';

/** One delivery: how each try went with what the receiver answered, what was sent, and sending it once more. */
export function DeliveryPanel({ webhookId, id, onOpen, onClose }: DeliveryPanelProps) {
  const texts = useTexts();
  const words = texts.developers.webhooks;
  const sentences: Readonly<Record<string, string>> = texts.webhooks.kinds;
  const language = useLanguage();
  const answer = useQuery({
    queryKey: ['webhooks', 'one', webhookId, 'delivery', id],
    queryFn: () => api('GET /webhooks/{id}/deliveries/{delivery}', { params: { id: webhookId, delivery: id } }),
    refetchInterval: (query) => (isOver(query.state.data) ? false : rereadMilliseconds),
  });
  const delivery = answer.data;
  if (!delivery)
    return (
      <SidePanel title={words.delivery} label={words.delivery} onClose={onClose}>
        {answer.isError ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton shape="lines" count={8} />
        )}
      </SidePanel>
    );
  return (
    <SidePanel
      label={words.delivery}
      title={delivery.test ? words.testTitle : (sentences[delivery.kind] ?? delivery.kind)}
      detail={
        <Inline>
          <DeliveryStateBadge delivery={delivery} />
          {formatInstant(language, delivery.createdAt)}
          <code>{delivery.kind}</code>
        </Inline>
      }
      onClose={onClose}
      actions={<Replay webhookId={webhookId} delivery={delivery} onOpen={onOpen} />}
    >
      <Tries delivery={delivery} />
      <Shown label={words.body} text={laidOut(delivery.body)} />
      <Facts
        facts={[
          { name: words.messageId, value: <code>{delivery.messageId}</code> },
          ...(delivery.eventNumber === null
            ? []
            : [{ name: words.columns.number, value: <span className="q-number">{delivery.eventNumber}</span> }]),
        ]}
      />
    </SidePanel>
  );
}

function Tries({ delivery }: { readonly delivery: Delivery }) {
  const texts = useTexts();
  const words = texts.developers.webhooks;
  const language = useLanguage();
  return (
    <Section plain title={delivery.tries.length === 0 ? words.notTried : words.tries(delivery.tries.length)}>
      {delivery.nextTryAt && <p className="q-muted d-plain">{words.nextTry(formatInstant(language, delivery.nextTryAt))}</p>}
      <ol className="d-tries">
        {delivery.tries.toReversed().map((each) => (
          <li key={each.attempt}>
            <div className="d-try">
              <strong>{words.try(each.attempt)}</strong>
              <span>
                {each.statusCode !== null && <span className="q-number">{each.statusCode} · </span>}
                {texts.webhooks.outcomes[each.outcome]}
              </span>
              <span className="q-muted q-number">
                {formatInstant(language, each.startedAt)}
                {each.durationMs !== null && ` · ${words.milliseconds(each.durationMs)}`}
              </span>
            </div>
            {each.outcome !== 'calling' &&
              (each.answer === '' ? (
                <p className="q-muted d-plain">{words.noAnswer}</p>
              ) : (
                <Shown label={words.answer} text={each.answer} />
              ))}
          </li>
        ))}
      </ol>
    </Section>
  );
}

interface ReplayProps {
  readonly webhookId: string;
  readonly delivery: Delivery;
  readonly onOpen: (id: string) => void;
}

function Replay({ webhookId, delivery, onOpen }: ReplayProps) {
  const texts = useTexts();
  const words = texts.developers.webhooks;
  const toast = useToast();
  const reread = useRereadWebhooks();
  const again = useMutation({
    mutationFn: () =>
      api('POST /webhooks/{id}/deliveries/{delivery}/replay', { params: { id: webhookId, delivery: delivery.id } }),
    onSuccess: async (made) => {
      await reread();
      toast.done(words.replayed);
      onOpen(made.id);
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <MayButton
      may="administer"
      variant="default"
      leftSection={<IconRepeat size={15} aria-hidden />}
      loading={again.isPending}
      onClick={() => again.mutate()}
    >
      {words.replay}
    </MayButton>
  );
}
