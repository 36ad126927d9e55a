import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import type { ChannelView } from '@quitus/contract';
import { Inline, Stacked, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useProviderName } from './provider-name.ts';

type Provider = ChannelView['providers'][number];
type Field = Provider['fields'][number];

interface ProviderFormProps {
  readonly channel: ChannelView;
  readonly provider: Provider;
  readonly onClose: () => void;
}

/** What a provider wants to know; a secret that is kept is never shown and stays unless another is typed. */
export function ProviderForm({ channel, provider, onClose }: ProviderFormProps) {
  const texts = useTexts();
  const words = texts.beside.channels;
  const toast = useToast();
  const cache = useQueryClient();
  const name = useProviderName();
  const same = channel.provider === provider.name;
  const [filled, setFilled] = useState<Readonly<Record<string, string>>>(same ? channel.settings : {});
  const kept = (field: Field) => field.secret && same && channel.hasSecret;
  const save = useMutation({
    mutationFn: () =>
      api('PUT /channels/{channel}', {
        params: { channel: channel.channel },
        body: {
          provider: provider.name,
          fields: Object.fromEntries(Object.entries(filled).filter(([, value]) => value.trim() !== '')),
        },
      }),
    onSuccess: async () => {
      toast.done(words.saved(name(provider.name)));
      onClose();
      await cache.invalidateQueries({ queryKey: ['channels'] });
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  const ready = provider.fields.every((field) => !field.required || kept(field) || (filled[field.name] ?? '').trim() !== '');
  return (
    <form
      className="p-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) save.mutate();
      }}
    >
      <Stacked>
        {provider.fields.map((field) => (
          <FieldInput
            key={field.name}
            field={field}
            kept={kept(field)}
            value={filled[field.name] ?? ''}
            onChange={(value) => setFilled({ ...filled, [field.name]: value })}
          />
        ))}
        <Inline end>
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <MayButton may="administer" type="submit" disabled={!ready} loading={save.isPending}>
            {words.save}
          </MayButton>
        </Inline>
      </Stacked>
    </form>
  );
}

interface FieldInputProps {
  readonly field: Field;
  readonly kept: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function FieldInput({ field, kept, value, onChange }: FieldInputProps) {
  const words = useTexts().beside.channels;
  // The casts: a field or choice of a later server shows its own name.
  const names = words.fields as Readonly<Record<string, string>>;
  const choices = words.choices as Readonly<Record<string, string>>;
  const label = `${names[field.name] ?? field.name}${field.required ? '' : ` (${words.optional})`}`;
  const common = { label, value, onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value) };
  if (field.choices.length > 0)
    return (
      <NativeSelect
        {...common}
        data={[
          { value: '', label: words.usual },
          ...field.choices.map((each) => ({ value: each, label: choices[each] ?? each })),
        ]}
      />
    );
  if (field.secret)
    return (
      <PasswordInput {...common} autoComplete="off" {...(kept ? { placeholder: words.kept, description: words.kept } : {})} />
    );
  return (
    <TextInput
      {...common}
      autoComplete="off"
      {...(field.name === 'sender' ? { description: words.senderHelp, maxLength: 11 } : {})}
    />
  );
}
