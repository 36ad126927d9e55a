import { formatDay, formatMoney } from '@quitus/texts';
import { Inline, StatusBadge, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useCustomerChanged } from '../customer-queries.ts';
import type { DisputeCase } from '../customer-queries.ts';

/** One dispute: on how much, what about, with whom, and the ways out the server allows. */
export function DisputeEntry({ dispute }: { readonly dispute: DisputeCase }) {
  const language = useLanguage();
  const texts = useTexts();
  const words = texts.customer.cases;
  const toast = useToast();
  const changed = useCustomerChanged(dispute.customerId);
  const act = useMutation({
    mutationFn: (action: DisputeCase['allowedActions'][number]) =>
      api('POST /disputes/{id}/{action}', { params: { id: dispute.id, action }, body: {} }),
    onSuccess: async () => {
      toast.done(words.changed);
      await changed();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  const over = ['rejected', 'withdrawn', 'closed'].includes(dispute.state);
  return (
    <li className="c-case">
      <span className="c-case-head">
        <span>
          <strong className="q-number">{formatMoney(language, dispute.amount, dispute.currency)}</strong>{' '}
          {texts.customer.disputeTypes[dispute.type]}
        </span>
        <StatusBadge tone={over ? 'neutral' : dispute.overdue ? 'late' : 'waiting'} quiet>
          {dispute.overdue && !over ? words.overdue : texts.customer.disputeStates[dispute.state]}
        </StatusBadge>
      </span>
      <span className="q-muted">
        {words.number(dispute.number)} · {dispute.items.map((item) => item.number).join(', ')} ·{' '}
        {words.due(formatDay(language, dispute.dueOn))}
        {dispute.resolver && ` · ${words.resolver(dispute.resolver)}`}
      </span>
      {dispute.comment && <span className="q-muted">{dispute.comment}</span>}
      {dispute.allowedActions.length > 0 && (
        <Inline>
          {dispute.allowedActions.map((action) => (
            <MayButton
              key={action}
              may="resolve"
              size="compact-sm"
              variant="default"
              loading={act.isPending && act.variables === action}
              onClick={() => act.mutate(action)}
            >
              {texts.customer.disputeActions[action]}
            </MayButton>
          ))}
        </Inline>
      )}
    </li>
  );
}
