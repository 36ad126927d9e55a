import { formatMoment } from '@quitus/texts';
import {
  EmptyState,
  ErrorState,
  Inline,
  Section,
  SidePanel,
  Skeleton,
  formatTotals,
  useLanguage,
  useTexts,
  useToast,
} from '@quitus/ui';
import { IconMessageCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { LastExchanges } from './LastExchanges.tsx';
import { treatReply, untreatReply } from './reply.ts';
import type { Reply } from './reply.ts';
import { useRereadAgenda } from './useActionChanges.ts';

interface ReplyPanelProps {
  readonly customerId: string;
  readonly onClose: () => void;
}

/** One answer beside the list: its words, what was said before, and what to do about it. */
export function ReplyPanel({ customerId, onClose }: ReplyPanelProps) {
  const texts = useTexts();
  const words = texts.agenda.replies;
  const language = useLanguage();
  const answer = useQuery({
    queryKey: ['agenda', 'replies', 'of', customerId],
    queryFn: () => api('GET /replies', { query: { customerId, limit: 1 } }),
  });
  const reply = answer.data?.rows[0];
  if (!reply)
    return (
      <SidePanel title={words.one} label={words.one} onClose={onClose}>
        {answer.isError ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : answer.data ? (
          <EmptyState icon={IconMessageCheck} title={words.gone}>
            {words.goneHelp}
          </EmptyState>
        ) : (
          <Skeleton shape="lines" count={6} />
        )}
      </SidePanel>
    );
  return (
    <SidePanel
      label={`${words.one} ${reply.customerName}`}
      title={
        <Link to="/customers/$id" params={{ id: customerId }}>
          {reply.customerName}
        </Link>
      }
      detail={
        <Inline>
          <span className="q-number">{reply.customerCode}</span>
          {reply.overdue.length > 0 && <span>{words.late(formatTotals(language, reply.overdue))}</span>}
        </Inline>
      }
      onClose={onClose}
      actions={<ReplyActions reply={reply} onDone={onClose} />}
    >
      <Section plain title={words.saidOn(formatMoment(language, reply.at))}>
        {reply.words ? <p className="a-script">{reply.words}</p> : <p className="q-muted">{words.noWords}</p>}
      </Section>
      <Section plain title={texts.agenda.panel.exchanges}>
        <LastExchanges customerId={customerId} />
      </Section>
    </SidePanel>
  );
}

function ReplyActions({ reply, onDone }: { readonly reply: Reply; readonly onDone: () => void }) {
  const texts = useTexts();
  const words = texts.agenda.replies;
  const toast = useToast();
  const navigate = useNavigate();
  const reread = useRereadAgenda();
  const onError = (error: Error) => toast.failed(sentenceOf(error, texts.common.error.offline));
  const back = useMutation({ mutationFn: () => untreatReply(reply, words.note), onSettled: reread, onError });
  const treat = useMutation({
    mutationFn: () => treatReply(reply, words.reason),
    onSuccess: () => {
      toast.done(words.done(reply.customerName), () => back.mutate());
      onDone();
    },
    onError,
    // Also when one of several pauses was refused: the others are over.
    onSettled: reread,
  });
  return (
    <>
      <MayButton may="work" loading={treat.isPending} onClick={() => treat.mutate()}>
        {words.treat}
      </MayButton>
      <MayButton
        may="work"
        variant="default"
        onClick={() => void navigate({ to: '/customers/$id', params: { id: reply.customerId }, search: { show: 'write' } })}
      >
        {words.answer}
      </MayButton>
    </>
  );
}
