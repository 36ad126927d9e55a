import type { OutputOf } from '@quitus/contract/client';
import { Confirm, ErrorState, Section, Skeleton, Stacked, StatusBadge, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconLogin2 } from '@tabler/icons-react';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { CopyText } from '../../../CopyText.tsx';
import { MayButton } from '../../../MayButton.tsx';
import { SsoForm } from './SsoForm.tsx';
import './security.css';

export type SsoAnswer = OutputOf<'GET /sso-configuration'>;
const ssoKey = ['sso-configuration'] as const;

/** The organisation's identity provider: what to register there, and what it gave. */
export function SsoSection() {
  const words = useTexts().security;
  const answer = useQuery({ queryKey: ssoKey, queryFn: () => api('GET /sso-configuration') });
  const on = answer.data?.configuration !== null;
  return (
    <Section
      title={words.ssoTitle}
      actions={
        answer.data && (
          <StatusBadge tone={on ? 'settled' : 'neutral'} icon={IconLogin2}>
            {on ? words.ssoOn : words.ssoOff}
          </StatusBadge>
        )
      }
    >
      {answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.data ? (
        <Stacked>
          <p className="p-lead q-muted">{words.ssoLead}</p>
          <Registered answer={answer.data} />
          <SsoForm key={answer.data.configuration?.changedAt ?? 'none'} configuration={answer.data.configuration} />
          {on && <RemoveSso />}
        </Stacked>
      ) : (
        <Skeleton shape="lines" count={6} />
      )}
    </Section>
  );
}

function Registered({ answer }: { readonly answer: SsoAnswer }) {
  const words = useTexts().security;
  return (
    <div className="p-registered">
      <h3>{words.register}</h3>
      <CopyText label={words.callback} text={answer.callbackUrl} copy={words.copy} copied={words.copied} />
      <CopyText label={words.start} text={answer.startUrl} copy={words.copy} copied={words.copied} />
    </div>
  );
}

function RemoveSso() {
  const texts = useTexts();
  const words = texts.security;
  const toast = useToast();
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => api('DELETE /sso-configuration'),
    onSuccess: async () => {
      toast.done(words.removed);
      setAsking(false);
      await cache.invalidateQueries({ queryKey: ssoKey });
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <div>
      <MayButton may="administer" variant="subtle" color="late" onClick={() => setAsking(true)}>
        {words.remove}
      </MayButton>
      <Confirm
        opened={asking}
        danger
        title={words.removeTitle}
        lines={[{ label: words.removeLine, count: 1 }]}
        action={words.remove}
        busy={remove.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.mutate()}
      >
        {words.removeText}
      </Confirm>
    </div>
  );
}
