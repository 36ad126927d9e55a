import { Checkbox, PasswordInput, TextInput } from '@mantine/core';
import { formatCount } from '@quitus/texts';
import { useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useFailed } from '../../replies/mails.ts';
import type { Mailbox } from './mailbox.ts';

/** The language model that may read replies too; off unless somebody switches it on. */
export function ModelForm({ mailbox }: { readonly mailbox: Mailbox }) {
  const words = useTexts().replies.mailbox;
  const language = useLanguage();
  const toast = useToast();
  const cache = useQueryClient();
  const onError = useFailed();
  const { model } = mailbox;
  const [enabled, setEnabled] = useState(model.enabled);
  const [url, setUrl] = useState(model.url);
  const [name, setName] = useState(model.name);
  const [key, setKey] = useState('');
  const save = useMutation({
    mutationFn: () =>
      api('PUT /reply-mailbox/model', {
        body: { enabled, url: url.trim(), name: name.trim(), ...(key === '' ? {} : { key }) },
      }),
    onSuccess: (next) => {
      cache.setQueryData(['reply-mailbox'], next);
      setKey('');
      toast.done(words.modelSaved);
    },
    onError,
  });
  const test = useMutation({
    mutationFn: () => api('POST /reply-mailbox/model/test'),
    onSuccess: ({ outcome, seconds }) =>
      outcome === 'ok'
        ? toast.done(words.modelTested(formatCount(language, seconds)))
        : toast.failed(words.modelOutcomes[outcome]),
    onError,
  });
  return (
    <form
      className="q-stacked"
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending) save.mutate();
      }}
    >
      <p className="q-muted">{words.modelHelp}</p>
      <Checkbox label={words.modelEnabled} checked={enabled} onChange={(event) => setEnabled(event.currentTarget.checked)} />
      <div className="p-mailbox">
        <TextInput
          label={words.modelUrl}
          required={enabled}
          placeholder="https://modele.exemple/v1"
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <TextInput
          label={words.modelName}
          required={enabled}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label={words.modelKey}
          autoComplete="new-password"
          {...(model.hasKey ? { description: words.modelKeyKept } : {})}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
      </div>
      <div className="q-inline">
        <MayButton may="administer" type="submit" size="xs" loading={save.isPending}>
          {words.save}
        </MayButton>
        {model.url !== '' && (
          <MayButton may="administer" size="xs" variant="default" loading={test.isPending} onClick={() => test.mutate()}>
            {words.modelTest}
          </MayButton>
        )}
      </div>
    </form>
  );
}
