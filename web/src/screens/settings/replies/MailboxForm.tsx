import { Button, Checkbox, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useTexts, useToast } from '@quitus/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useFailed } from '../../replies/mails.ts';
import { accountOf, urlOf } from './mailbox.ts';
import type { Mailbox } from './mailbox.ts';

const ways = ['nothing', 'seen', 'move'] as const;

/** The mailbox replies are read from: its account, folder, and what becomes of a mail once read. */
export function MailboxForm({ mailbox }: { readonly mailbox: Mailbox }) {
  const words = useTexts().replies.mailbox;
  const toast = useToast();
  const cache = useQueryClient();
  const onError = useFailed();
  const [account, setAccount] = useState(() => accountOf(mailbox));
  const [folder, setFolder] = useState(mailbox.folder);
  const [after, setAfter] = useState(mailbox.afterReading);
  const [moveTo, setMoveTo] = useState(mailbox.moveTo ?? '');
  const [enabled, setEnabled] = useState(mailbox.enabled || mailbox.account === 'none');
  const field = (name: keyof typeof account) => ({
    value: String(account[name]),
    onChange: (event: { currentTarget: { value: string } }) => setAccount({ ...account, [name]: event.currentTarget.value }),
  });
  const save = useMutation({
    mutationFn: () =>
      api('PUT /reply-mailbox', {
        body: {
          // The password is never shown: without a new one the account stays as it is.
          ...(account.password === '' ? {} : { url: urlOf(account) }),
          enabled,
          folder: folder.trim() || 'INBOX',
          afterReading: after,
          ...(after === 'move' ? { moveTo: moveTo.trim() || 'Quitus' } : {}),
        },
      }),
    onSuccess: (next) => {
      cache.setQueryData(['reply-mailbox'], next);
      setAccount({ ...account, password: '' });
      toast.done(words.saved);
    },
    onError,
  });
  const test = useMutation({
    mutationFn: () => api('POST /reply-mailbox/test'),
    onSuccess: ({ outcome, messages }) =>
      outcome === 'ok' ? toast.done(words.tested(messages ?? 0)) : toast.failed(words.outcomes[outcome]),
    onError,
  });
  const forget = useMutation({
    mutationFn: () => api('DELETE /reply-mailbox'),
    onSuccess: (next) => {
      cache.setQueryData(['reply-mailbox'], next);
      setAccount(accountOf(next));
      toast.done(words.forgotten);
    },
    onError,
  });
  const kept = accountOf(mailbox);
  const isKept =
    mailbox.account === 'own' &&
    (['host', 'port', 'user', 'secure'] as const).every((part) => String(account[part]).trim() === String(kept[part]));
  const needsPassword = !isKept && account.host !== '';
  return (
    <form
      className="q-stacked"
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending) save.mutate();
      }}
    >
      <div className="p-mailbox">
        <TextInput label={words.host} placeholder="imap.example" autoComplete="off" {...field('host')} />
        <TextInput
          label={words.port}
          placeholder={account.secure ? '993' : '143'}
          inputMode="numeric"
          pattern="\d{1,5}"
          {...field('port')}
        />
        <TextInput label={words.user} autoComplete="off" required={account.host !== ''} {...field('user')} />
        <PasswordInput
          label={words.password}
          autoComplete="new-password"
          required={needsPassword}
          {...(mailbox.account === 'own' ? { description: isKept ? words.passwordKept : words.passwordNeeded } : {})}
          {...field('password')}
        />
        <TextInput label={words.folder} value={folder} onChange={(event) => setFolder(event.currentTarget.value)} />
        <NativeSelect
          label={words.afterReading}
          value={after}
          data={ways.map((way) => ({ value: way, label: words.after[way] }))}
          onChange={(event) => setAfter(ways.find((way) => way === event.currentTarget.value) ?? 'seen')}
        />
        {after === 'move' && (
          <TextInput
            label={words.moveTo}
            value={moveTo}
            placeholder="Quitus"
            onChange={(event) => setMoveTo(event.currentTarget.value)}
          />
        )}
      </div>
      <div className="q-inline">
        <Checkbox
          label={words.secure}
          checked={account.secure}
          onChange={(event) => setAccount({ ...account, secure: event.currentTarget.checked })}
        />
        <Checkbox label={words.enabled} checked={enabled} onChange={(event) => setEnabled(event.currentTarget.checked)} />
      </div>
      <div className="q-inline">
        <MayButton may="administer" type="submit" size="xs" loading={save.isPending}>
          {words.save}
        </MayButton>
        {mailbox.account !== 'none' && (
          <MayButton may="administer" size="xs" variant="default" loading={test.isPending} onClick={() => test.mutate()}>
            {words.test}
          </MayButton>
        )}
        {mailbox.account === 'own' && (
          <Button size="xs" variant="subtle" loading={forget.isPending} onClick={() => forget.mutate()}>
            {words.forget}
          </Button>
        )}
      </div>
    </form>
  );
}
