import { Checkbox, PasswordInput, TextInput } from '@mantine/core';
import { ApiProblem } from '@quitus/contract/client';
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
  const [noKey, setNoKey] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      api('PUT /reply-mailbox/model', {
        body: { enabled, url: url.trim(), name: name.trim(), ...(noKey ? { key: '' } : key === '' ? {} : { key }) },
      }),
    onSuccess: (next) => {
      cache.setQueryData(['reply-mailbox'], next);
      setKey('');
      setNoKey(false);
      toast.done(words.modelSaved);
    },
    onError: (error) => {
      if (fieldOf(error) === undefined) onError(error);
    },
  });
  const refused = (field: 'url' | 'key') => (fieldOf(save.error) === field ? { error: save.error?.message } : {});
  // The key that is kept goes to the server it was given for, and to no other.
  const elsewhere = model.hasKey && url.trim() !== '' && originOf(url) !== originOf(model.url);
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
          {...refused('url')}
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
          required={elsewhere && !noKey}
          disabled={noKey}
          {...(model.hasKey ? { description: elsewhere ? words.modelKeyElsewhere : words.modelKeyKept } : {})}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
          {...refused('key')}
        />
      </div>
      {model.hasKey && (
        <Checkbox label={words.modelNoKey} checked={noKey} onChange={(event) => setNoKey(event.currentTarget.checked)} />
      )}
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

function originOf(url: string): string | undefined {
  return URL.parse(url.trim())?.origin;
}

/** The field a refusal is about; undefined when it is about none. */
function fieldOf(error: unknown): 'url' | 'key' | undefined {
  const code = error instanceof ApiProblem ? error.problem.code : undefined;
  if (code === 'model.key-needed') return 'key';
  return code === 'model.url-invalid' ? 'url' : undefined;
}
