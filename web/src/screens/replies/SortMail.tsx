import { Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { Inline, Section, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { CustomerChoice } from '../audit/CustomerChoice.tsx';
import { useFailed, useRereadMails } from './mails.ts';
import type { ReceivedMail } from './mails.ts';

/** Says whose a mail is: one of those it may be, or another; its address can be kept for the next time. */
export function SortMail({ mail, onDone }: { readonly mail: ReceivedMail; readonly onDone: () => void }) {
  const words = useTexts().replies;
  const toast = useToast();
  const reread = useRereadMails();
  const [remember, setRemember] = useState(true);
  const onError = useFailed();
  const give = useMutation({
    mutationFn: (customerId: string) =>
      api('PUT /received-mails/{id}/customer', {
        params: { id: mail.id },
        body: { customerId, ...(remember && mail.fromAddress ? { remember: { role: 'accounts-payable' } } : {}) },
      }),
    onSuccess: async (next) => {
      toast.done(words.screen.given(next.customerName ?? ''));
      await reread(next);
      onDone();
    },
    onError,
  });
  return (
    <Section title={words.screen.whose}>
      {mail.probablyName && <p className="q-muted">{words.screen.probablyHelp}</p>}
      {mail.suggestions.length > 0 && (
        <ul className="r-suggestions" aria-label={words.screen.suggestions}>
          {mail.suggestions.map((suggestion) => (
            <li key={suggestion.customerId}>
              <span>
                <strong>{suggestion.customerName}</strong> <span className="q-muted q-number">{suggestion.customerCode}</span>
                <br />
                <span className="q-muted">{words.because[suggestion.because](suggestion.evidence)}</span>
              </span>
              <MayButton may="work" size="xs" loading={give.isPending} onClick={() => give.mutate(suggestion.customerId)}>
                {words.screen.give}
              </MayButton>
            </li>
          ))}
        </ul>
      )}
      <Inline>
        <CustomerChoice label={words.screen.otherCustomer} onChoose={(id) => give.mutate(id)} />
        {mail.fromAddress && (
          <Checkbox
            size="xs"
            label={words.screen.remember}
            checked={remember}
            onChange={(event) => setRemember(event.currentTarget.checked)}
          />
        )}
      </Inline>
    </Section>
  );
}

/** Asks why a mail is no reply before it is set aside. */
export function DismissMail({ mail, onDone }: { readonly mail: ReceivedMail; readonly onDone: () => void }) {
  const words = useTexts().replies.screen;
  const toast = useToast();
  const reread = useRereadMails();
  const onError = useFailed();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const params = { id: mail.id };
  const back = useMutation({
    mutationFn: () => api('DELETE /received-mails/{id}/dismissal', { params }),
    onSuccess: reread,
    onError,
  });
  const dismiss = useMutation({
    mutationFn: () => api('PUT /received-mails/{id}/dismissal', { params, body: { reason: reason.trim() } }),
    onSuccess: async (next) => {
      toast.done(words.dismissed, () => back.mutate());
      await reread(next);
      onDone();
    },
    onError,
  });
  return (
    <Popover opened={asking} onChange={setAsking} width={280} position="top-end" trapFocus>
      <Popover.Target>
        <Button variant="default" onClick={() => setAsking(!asking)}>
          {words.dismiss}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className="q-stacked"
          data-gap="tight"
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim() !== '' && !dismiss.isPending) dismiss.mutate();
          }}
        >
          <TextInput
            data-autofocus
            size="xs"
            required
            maxLength={500}
            label={words.dismissReason}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" size="xs" loading={dismiss.isPending}>
            {words.dismiss}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
