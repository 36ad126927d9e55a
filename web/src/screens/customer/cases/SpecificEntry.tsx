import type { SpecificAction } from '@quitus/contract';
import { formatDay, formatMoney } from '@quitus/texts';
import { StatusBadge, StepBadge, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { IconTargetArrow } from '@tabler/icons-react';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { channelOf } from '../../agenda/action.ts';
import { AskReason } from '../../AskReason.tsx';
import { useCustomerChanged } from '../customer-queries.ts';

/** One specific action: what it is, on which items, when it goes out and what became of each day; and its end. */
export function SpecificEntry({ action }: { readonly action: SpecificAction }) {
  const language = useLanguage();
  const texts = useTexts();
  const words = texts.beside.specific;
  const toast = useToast();
  const changed = useCustomerChanged(action.customerId);
  const [asking, setAsking] = useState(false);
  const end = useMutation({
    mutationFn: (reason: string) => api('POST /specific-actions/{id}/end', { params: { id: action.id }, body: { reason } }),
    onSuccess: async () => {
      setAsking(false);
      toast.done(words.ended);
      await changed();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <li className="c-case">
      <span className="c-case-head">
        <StatusBadge tone={action.state === 'open' ? 'accent' : 'neutral'} icon={IconTargetArrow} quiet>
          {words.states[action.state]}
        </StatusBadge>
        {action.allowedActions.includes('end') && (
          <MayButton may="work" size="compact-sm" variant="default" onClick={() => setAsking(true)}>
            {words.end}
          </MayButton>
        )}
      </span>
      <span>
        <StepBadge channel={channelOf(action.channel)}>{action.title}</StepBadge>
      </span>
      <span className="q-number">
        {action.items.map((item) => item.number).join(', ')} · {formatMoney(language, action.amount, action.currency)}
      </span>
      <span className="q-muted">
        {action.sends.map((send) => words.send(formatDay(language, send.on), words.sends[send.state])).join(' · ')}
      </span>
      {action.until !== null && action.state === 'open' && (
        <span className="q-muted">{words.out(formatDay(language, action.until))}</span>
      )}
      {action.state === 'open' &&
        action.items
          .filter((item) => item.heldFor !== null)
          .map((item) => (
            <span key={item.id} className="q-muted">
              {words.held(
                item.number,
                item.heldFor === null ? '' : texts.customer.holdReasons[item.heldFor],
                formatMoney(language, item.leftOut, action.currency),
              )}
            </span>
          ))}
      {action.despite !== null && <span className="q-muted">{words.despiteKept(action.despite)}</span>}
      {action.note && <span className="q-muted">{action.note}</span>}
      {asking && (
        <AskReason
          title={words.endTitle}
          help={words.endHelp}
          label={words.reason}
          action={words.end}
          busy={end.isPending}
          onReason={(reason) => end.mutate(reason)}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}
