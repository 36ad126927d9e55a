import { formatDay, formatMoney } from '@quitus/texts';
import { StatusBadge, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { IconPlayerPause } from '@tabler/icons-react';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { AskReason } from '../../AskReason.tsx';
import { useCustomerChanged } from '../customer-queries.ts';
import type { Hold } from '../customer-queries.ts';

/** One pause: why, of what, until when, and its release where a person placed it. */
export function HoldEntry({ hold, customerId }: { readonly hold: Hold; readonly customerId: string }) {
  const language = useLanguage();
  const texts = useTexts();
  const words = texts.customer.cases;
  const toast = useToast();
  const changed = useCustomerChanged(customerId);
  const [asking, setAsking] = useState(false);
  const ended: Readonly<Record<string, string>> = texts.holds.ended;
  // A file the scenario handed over is taken back whole.
  const handedOver =
    hold.state === 'live' && hold.source === 'dunning' && hold.reason === 'litigation' ? (hold.sourceId ?? undefined) : undefined;
  const ask =
    handedOver === undefined
      ? texts.beside.release
      : { ...texts.beside.release, ...texts.beside.handOver, confirm: texts.beside.handOver.takeBack };
  const release = useMutation({
    mutationFn: async (reason: string) => {
      if (handedOver !== undefined)
        await api('POST /actions/{id}/undo-hand-over', { params: { id: handedOver }, body: { reason } });
      else await api('POST /holds/{id}/release', { params: { id: hold.id }, body: { reason } });
    },
    onSuccess: async () => {
      setAsking(false);
      toast.done(handedOver === undefined ? words.released : texts.beside.handOver.done);
      await changed();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  const what =
    hold.scope !== 'item'
      ? words.whole
      : hold.part !== null && hold.currency !== null
        ? words.part(formatMoney(language, hold.part, hold.currency), hold.itemNumber ?? '')
        : (hold.itemNumber ?? '');
  const live = hold.state === 'live' || hold.state === 'scheduled';
  const ofCase = live && hold.allowedActions.length === 0;
  const end = hold.untilOn !== null ? words.until(formatDay(language, hold.untilOn)) : ofCase ? words.endsWithCase : words.noEnd;
  return (
    <li className="c-case">
      <span className="c-case-head">
        <StatusBadge tone={live ? 'waiting' : 'neutral'} icon={IconPlayerPause} quiet>
          {texts.customer.holdReasons[hold.reason]}
        </StatusBadge>
        {hold.allowedActions.includes('release') && (
          <MayButton may="work" size="compact-sm" variant="default" onClick={() => setAsking(true)}>
            {hold.reason === 'to-qualify' ? texts.holds.qualify.follow : words.release}
          </MayButton>
        )}
        {handedOver !== undefined && (
          <MayButton may="manage" size="compact-sm" variant="default" onClick={() => setAsking(true)}>
            {texts.beside.handOver.takeBack}
          </MayButton>
        )}
      </span>
      <span>{what}</span>
      <span className="q-muted">
        {hold.state === 'scheduled' && `${words.from(formatDay(language, hold.fromOn))}, `}
        {live ? end : hold.releaseReason === null ? end : (ended[hold.releaseReason] ?? hold.releaseReason)}
        {hold.author && ` · ${hold.author}`}
      </span>
      {hold.note && <span className="q-muted">{hold.note}</span>}
      {asking && (
        <AskReason
          title={ask.title}
          help={ask.help}
          label={ask.reason}
          action={ask.confirm}
          busy={release.isPending}
          onReason={(reason) => release.mutate(reason)}
          onClose={() => setAsking(false)}
        />
      )}
      {ofCase && hold.untilOn !== null && <span className="q-muted">{words.endsWithCase}</span>}
    </li>
  );
}
