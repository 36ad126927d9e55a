import { NativeSelect, TextInput } from '@mantine/core';
import { SidePanel, Stacked, Wizard, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { useScreenSearch } from '../../search.ts';
import { useSession } from '../../session.ts';

interface Draft {
  readonly entityId: string;
  readonly code: string;
  readonly name: string;
  readonly kind: 'business' | 'public' | 'consumer' | 'unknown';
  readonly legalId: string;
  readonly vatNumber: string;
  readonly country: string;
  readonly address: string;
  readonly postcode: string;
  readonly city: string;
  readonly contactName: string;
  readonly email: string;
  readonly phone: string;
  readonly language: '' | 'fr' | 'en';
  readonly termsId: string;
  readonly collectorId: string;
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

/** Creates the customer, then its contact and terms when they were given. */
async function createCustomer(draft: Draft): Promise<{ id: string; name: string }> {
  const customer = await api('POST /customers', {
    body: {
      entityId: draft.entityId,
      code: draft.code.trim(),
      name: draft.name.trim(),
      kind: draft.kind,
      legalId: orNull(draft.legalId),
      vatNumber: orNull(draft.vatNumber),
      country: draft.country,
      addressLines: draft.address
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
      postcode: orNull(draft.postcode),
      city: orNull(draft.city),
      language: draft.language === '' ? null : draft.language,
      collectorId: draft.collectorId === '' ? null : draft.collectorId,
    },
  });
  const params = { id: customer.id };
  if (draft.email.trim() !== '' || draft.phone.trim() !== '' || draft.contactName.trim() !== '') {
    await api('POST /customers/{id}/contacts', {
      params,
      body: {
        name: draft.contactName.trim(),
        role: 'accounts-payable',
        email: orNull(draft.email),
        phone: orNull(draft.phone),
      },
    });
  }
  if (draft.termsId !== '')
    await api('POST /customers/{id}/terms', { params, body: { termsId: draft.termsId, confirmed: true } });
  return customer;
}

/** A customer typed by hand, in three steps; only its code and name are needed. */
export function NewCustomer({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts();
  const words = texts.customers.create;
  const toast = useToast();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { entities } = useSession();
  const { search, change } = useScreenSearch();
  const [draft, setDraft] = useState<Draft>({
    entityId: entities[0]?.id ?? '',
    code: '',
    name: '',
    kind: 'business',
    legalId: '',
    vatNumber: '',
    country: entities[0]?.country ?? 'FR',
    address: '',
    postcode: '',
    city: '',
    contactName: '',
    email: '',
    phone: '',
    language: '',
    termsId: '',
    collectorId: '',
  });
  const create = useMutation({
    mutationFn: () => createCustomer(draft),
    onSuccess: async ({ id, name }) => {
      await cache.invalidateQueries({ queryKey: ['customers'] });
      toast.done(words.done(name));
      await navigate({ to: '/customers/$id', params: { id } });
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  const missing = draft.code.trim() === '' || draft.name.trim() === '' ? words.missing : undefined;
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  return (
    <SidePanel title={words.title} label={words.title} onClose={onClose} takeFocus width="wide">
      <Wizard
        step={Math.min(2, Number(search.step ?? '0') || 0)}
        onStep={(step) => change({ step: step === 0 ? undefined : String(step) })}
        onFinish={() => create.mutate()}
        busy={create.isPending}
        steps={[
          {
            id: 'identity',
            title: words.steps.identity,
            content: <Identity draft={draft} set={set} />,
            ...(missing ? { blocked: missing } : {}),
          },
          { id: 'contact', title: words.steps.contact, content: <Contact draft={draft} set={set} /> },
          {
            id: 'terms',
            title: words.steps.terms,
            content: <Paying draft={draft} set={set} />,
            nextLabel: words.finish,
            ...(missing ? { blocked: missing } : {}),
          },
        ]}
      />
    </SidePanel>
  );
}

interface StepProps {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
}

function Identity({ draft, set }: StepProps) {
  const texts = useTexts();
  const words = texts.customers.create;
  const { entities } = useSession();
  const kinds = ['business', 'public', 'consumer', 'unknown'] as const;
  return (
    <Stacked gap="tight">
      {entities.length > 1 && (
        <NativeSelect
          label={words.entity}
          value={draft.entityId}
          data={entities.map((each) => ({ value: each.id, label: each.name }))}
          onChange={(event) => set({ entityId: event.currentTarget.value })}
        />
      )}
      <TextInput
        label={words.code}
        description={words.codeHelp}
        required
        value={draft.code}
        onChange={(event) => set({ code: event.currentTarget.value })}
      />
      <TextInput label={words.name} required value={draft.name} onChange={(event) => set({ name: event.currentTarget.value })} />
      <NativeSelect
        label={words.kind}
        value={draft.kind}
        data={kinds.map((each) => ({ value: each, label: texts.ledger.customerKinds[each] }))}
        onChange={(event) => set({ kind: kinds.find((each) => each === event.currentTarget.value) ?? 'unknown' })}
      />
      <TextInput label={words.legalId} value={draft.legalId} onChange={(event) => set({ legalId: event.currentTarget.value })} />
      <TextInput
        label={words.vatNumber}
        value={draft.vatNumber}
        onChange={(event) => set({ vatNumber: event.currentTarget.value })}
      />
      <TextInput label={words.address} value={draft.address} onChange={(event) => set({ address: event.currentTarget.value })} />
      <TextInput
        label={words.postcode}
        value={draft.postcode}
        onChange={(event) => set({ postcode: event.currentTarget.value })}
      />
      <TextInput label={words.city} value={draft.city} onChange={(event) => set({ city: event.currentTarget.value })} />
      <NativeSelect
        label={words.country}
        value={draft.country}
        data={Object.entries(texts.overview.ownCompany.countries).map(([value, label]) => ({ value, label }))}
        onChange={(event) => set({ country: event.currentTarget.value })}
      />
    </Stacked>
  );
}

function Contact({ draft, set }: StepProps) {
  const words = useTexts().customers.create;
  const languages = ['', 'fr', 'en'] as const;
  return (
    <Stacked gap="tight">
      <TextInput
        label={words.contactName}
        value={draft.contactName}
        onChange={(event) => set({ contactName: event.currentTarget.value })}
      />
      <TextInput
        type="email"
        label={words.email}
        value={draft.email}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <TextInput
        type="tel"
        label={words.phone}
        value={draft.phone}
        onChange={(event) => set({ phone: event.currentTarget.value })}
      />
      <NativeSelect
        label={words.language}
        value={draft.language}
        data={languages.map((each) => ({ value: each, label: words.languages[each === '' ? 'usual' : each] }))}
        onChange={(event) => set({ language: languages.find((each) => each === event.currentTarget.value) ?? '' })}
      />
    </Stacked>
  );
}

function Paying({ draft, set }: StepProps) {
  const words = useTexts().customers.create;
  const terms = useQuery({ queryKey: ['payment-terms'], queryFn: () => api('GET /payment-terms') });
  const people = useQuery({ queryKey: ['people'], queryFn: () => api('GET /people') });
  const chosen = terms.data?.terms.find((each) => each.id === draft.termsId);
  return (
    <Stacked gap="tight">
      <NativeSelect
        label={words.terms}
        {...(chosen ? { description: chosen.words } : {})}
        value={draft.termsId}
        data={[
          { value: '', label: words.noTerms },
          ...(terms.data?.terms ?? []).map((each) => ({ value: each.id, label: each.name })),
        ]}
        onChange={(event) => set({ termsId: event.currentTarget.value })}
      />
      <NativeSelect
        label={words.collector}
        value={draft.collectorId}
        data={[
          { value: '', label: words.nobody },
          ...(people.data?.people ?? []).map((each) => ({ value: each.id, label: each.name })),
        ]}
        onChange={(event) => set({ collectorId: event.currentTarget.value })}
      />
    </Stacked>
  );
}
