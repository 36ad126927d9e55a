import { Inline, Section, Stacked, StatusBadge, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { Shown } from '../../developers/Shown.tsx';
import { type Sender, sendersKey } from './sender-draft.ts';

const tones = { published: 'settled', different: 'late', missing: 'waiting', unreachable: 'neutral', none: 'neutral' } as const;

/** The key a mailbox signs with: made here, its record published by whoever manages the domain. */
export function SenderDkim({ sender }: { readonly sender: Sender }) {
  const texts = useTexts();
  const words = texts.senders.dkim;
  const toast = useToast();
  const cache = useQueryClient();
  const params = { id: sender.id };
  const told = (sentence: string) => async () => {
    check.reset();
    await cache.invalidateQueries({ queryKey: sendersKey });
    toast.done(sentence);
  };
  const onError = (error: Error) => toast.failed(sentenceOf(error, texts.common.error.offline));
  const make = useMutation({
    mutationFn: () => api('POST /senders/{id}/dkim', { params, body: {} }),
    onSuccess: told(words.made),
    onError,
  });
  const drop = useMutation({
    mutationFn: () => api('DELETE /senders/{id}/dkim', { params }),
    onSuccess: told(words.removed),
    onError,
  });
  const check = useMutation({ mutationFn: () => api('POST /senders/{id}/dkim/check', { params }), onError });
  return (
    <Section title={words.title}>
      <Stacked gap="tight">
        <p className="p-lead q-muted">{words.help}</p>
        {sender.dkim && (
          <>
            <Shown label={words.name} text={sender.dkim.recordName} />
            <Shown label={words.value} text={sender.dkim.record} />
          </>
        )}
        {check.data && (
          <Inline>
            <StatusBadge tone={tones[check.data.state]}>{words.states[check.data.state]}</StatusBadge>
          </Inline>
        )}
        <Inline>
          {sender.dkim && (
            <MayButton may="administer" size="xs" variant="default" loading={check.isPending} onClick={() => check.mutate()}>
              {words.check}
            </MayButton>
          )}
          <MayButton may="administer" size="xs" variant="default" loading={make.isPending} onClick={() => make.mutate()}>
            {sender.dkim ? words.renew : words.make}
          </MayButton>
          {sender.dkim && (
            <MayButton
              may="administer"
              size="xs"
              variant="subtle"
              color="gray"
              loading={drop.isPending}
              onClick={() => drop.mutate()}
            >
              {words.remove}
            </MayButton>
          )}
        </Inline>
        {sender.dkim && <p className="q-muted">{words.renewHelp}</p>}
      </Stacked>
    </Section>
  );
}
