import { NativeSelect, PasswordInput, Switch, TextInput, Textarea } from '@mantine/core';
import { Inline, Stacked, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { GroupRoles, useGivableRoles } from './GroupRoles.tsx';
import { bodyOf, domainsTyped, draftOf } from './sso-draft.ts';
import type { SsoDraft } from './sso-draft.ts';
import type { SsoAnswer } from './SsoSection.tsx';

// So that boxes beside each other stand on one line.
const underneath: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

/** What the identity provider gave, and who it lets in as what. */
export function SsoForm({ configuration }: { readonly configuration: SsoAnswer['configuration'] }) {
  const words = useTexts().security;
  const roles = useGivableRoles();
  const [draft, setDraft] = useState<SsoDraft>(() => draftOf(configuration));
  const set = (part: Partial<SsoDraft>) => setDraft({ ...draft, ...part });
  const body = bodyOf(draft, configuration !== null);
  const same = JSON.stringify(draft) === JSON.stringify(draftOf(configuration));
  const save = useSave();
  const chosen = roles.find((role) => role.value === draft.defaultRole)?.value ?? '';
  return (
    <form
      aria-label={words.provider}
      onSubmit={(event) => {
        event.preventDefault();
        if (body && !same) save.mutate(body);
      }}
    >
      <Stacked>
        <ProviderFields draft={draft} hasSecret={configuration !== null} onChange={set} />
        <GroupRoles groups={draft.groups} onChange={(groups) => set({ groups })} />
        <div className="p-form">
          <NativeSelect
            label={words.defaultRole}
            value={chosen}
            data={[{ value: '', label: words.noDefaultRole }, ...roles]}
            onChange={(event) =>
              set({ defaultRole: roles.find((role) => role.value === event.currentTarget.value)?.value ?? '' })
            }
          />
        </div>
        <Switch
          label={words.onlySso}
          description={words.onlySsoHelp}
          checked={draft.onlySso}
          onChange={(event) => set({ onlySso: event.currentTarget.checked })}
        />
        <Inline>
          <MayButton may="administer" type="submit" disabled={!body || same} loading={save.isPending}>
            {words.save}
          </MayButton>
        </Inline>
      </Stacked>
    </form>
  );
}

interface ProviderFieldsProps {
  readonly draft: SsoDraft;
  readonly hasSecret: boolean;
  readonly onChange: (part: Partial<SsoDraft>) => void;
}

function ProviderFields({ draft, hasSecret, onChange }: ProviderFieldsProps) {
  const words = useTexts().security;
  const { wrong } = domainsTyped(draft.domains);
  return (
    <div className="p-form">
      <TextInput
        type="url"
        label={words.issuer}
        description={words.issuerHelp}
        inputWrapperOrder={underneath}
        maxLength={500}
        value={draft.issuer}
        onChange={(event) => onChange({ issuer: event.currentTarget.value })}
      />
      <TextInput
        label={words.clientId}
        description={words.secretNew}
        inputWrapperOrder={underneath}
        autoComplete="off"
        maxLength={300}
        value={draft.clientId}
        onChange={(event) => onChange({ clientId: event.currentTarget.value })}
      />
      <PasswordInput
        label={words.secret}
        description={hasSecret ? words.secretKept : words.secretNew}
        inputWrapperOrder={underneath}
        autoComplete="off"
        maxLength={1000}
        value={draft.clientSecret}
        onChange={(event) => onChange({ clientSecret: event.currentTarget.value })}
      />
      <TextInput
        label={words.groupClaim}
        description={words.groupClaimHelp}
        inputWrapperOrder={underneath}
        maxLength={200}
        value={draft.groupClaim}
        onChange={(event) => onChange({ groupClaim: event.currentTarget.value })}
      />
      <Textarea
        label={words.domains}
        description={words.domainsHelp}
        inputWrapperOrder={underneath}
        rows={3}
        error={wrong === undefined ? undefined : words.domainsWrong(wrong)}
        value={draft.domains}
        onChange={(event) => onChange({ domains: event.currentTarget.value })}
      />
    </div>
  );
}

function useSave() {
  const texts = useTexts();
  const toast = useToast();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: NonNullable<ReturnType<typeof bodyOf>>) => api('PUT /sso-configuration', { body }),
    onSuccess: async () => {
      toast.done(texts.security.saved);
      await cache.invalidateQueries({ queryKey: ['sso-configuration'] });
    },
    // What was typed stays.
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
}
