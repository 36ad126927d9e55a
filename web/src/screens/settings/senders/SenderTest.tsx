import { TextInput } from '@mantine/core';
import { Inline, Section, Stacked, StatusBadge, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useSession } from '../../../session.ts';
import { type Sender, sendersKey } from './sender-draft.ts';

const tones = { sent: 'settled', temporary: 'waiting', permanent: 'late', uncertain: 'waiting' } as const;

/** A real mail from a mailbox to an address of one's own, and what the mail server said of it. */
export function SenderTest({ sender }: { readonly sender: Sender }) {
  const texts = useTexts();
  const words = texts.senders.test;
  const toast = useToast();
  const cache = useQueryClient();
  const { user } = useSession();
  const [to, setTo] = useState(user.email);
  const test = useMutation({
    mutationFn: () => api('POST /senders/{id}/test', { params: { id: sender.id }, body: { to: to.trim() } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: sendersKey }),
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <Section title={words.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!test.isPending) test.mutate();
        }}
      >
        <Stacked gap="tight">
          <p className="p-lead q-muted">{words.help}</p>
          <div className="p-form">
            <TextInput label={words.to} type="email" required value={to} onChange={(event) => setTo(event.currentTarget.value)} />
          </div>
          <Inline>
            <MayButton may="administer" type="submit" size="xs" variant="default" loading={test.isPending}>
              {words.send}
            </MayButton>
            {test.data && <StatusBadge tone={tones[test.data.outcome]}>{words.outcomes[test.data.outcome]}</StatusBadge>}
          </Inline>
          {test.data && test.data.detail !== '' && (
            <p className="q-muted">
              {words.said} <code>{test.data.detail}</code>
            </p>
          )}
        </Stacked>
      </form>
    </Section>
  );
}
