import { Alert, Button, Checkbox, NativeSelect, TextInput, Textarea } from '@mantine/core';
import type { InputOf } from '@quitus/contract/client';
import { Inline, Section, Stacked, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useCustomerChanged } from '../customer-queries.ts';
import type { Customer } from '../customer-queries.ts';
import { InvoiceFields } from './InvoiceFields.tsx';

type Change = InputOf<'PATCH /customers/{id}'>['body'];

// Plain texts, as boxes: an emptied one is recorded as unknown.
const identityTexts = ['legalId', 'vatNumber', 'postcode', 'city', 'region', 'email', 'phone', 'paymentMeans'] as const;
const collectionTexts = ['segment', 'salesRep', 'agency'] as const;
type TextName = (typeof identityTexts)[number] | (typeof collectionTexts)[number];

/** What is known of a customer, changed in place: only what differs is sent. */
export function CustomerForm({ customer }: { readonly customer: Customer }) {
  const texts = useTexts();
  const words = texts.customer.details;
  const toast = useToast();
  const changed = useCustomerChanged(customer.id);
  const [change, setChange] = useState<Change>({});
  const save = useMutation({
    mutationFn: () => api('PATCH /customers/{id}', { params: { id: customer.id }, body: change }),
    onSuccess: async () => {
      toast.done(words.saved);
      setChange({});
      await changed();
    },
  });
  const set = (part: Change) => setChange(withoutSame({ ...change, ...part }, customer));
  const count = Object.keys(change).length;
  const part = { customer, change, set };
  return (
    <>
      <Section title={words.identity}>
        <Identity {...part} />
      </Section>
      <Section title={words.collection}>
        <Collection {...part} />
      </Section>
      <Section title={words.invoices.title}>
        <InvoiceFields {...part} />
      </Section>
      {save.isError && (
        <Alert color="late" variant="light" role="alert" icon={<IconAlertTriangle size={18} aria-hidden />}>
          {sentenceOf(save.error, texts.common.error.offline)}
        </Alert>
      )}
      {count > 0 && (
        <div className="c-savebar" role="status">
          <Inline end>
            <Button variant="default" onClick={() => setChange({})}>
              {texts.common.actions.cancel}
            </Button>
            <MayButton may="work" loading={save.isPending} onClick={() => save.mutate()}>
              {words.save(count)}
            </MayButton>
          </Inline>
        </div>
      )}
    </>
  );
}

/** Drops what was changed back to what it was. */
function withoutSame(change: Change, customer: Customer): Change {
  return Object.fromEntries(
    Object.entries(change).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(customer[name as keyof Customer])),
  );
}

export interface PartProps {
  readonly customer: Customer;
  readonly change: Change;
  readonly set: (part: Change) => void;
}

function TextField({ name, customer, change, set }: PartProps & { readonly name: TextName }) {
  const texts = useTexts();
  const { details } = texts.customer;
  const labels = {
    ...details,
    postcode: texts.customers.create.postcode,
    city: texts.customers.create.city,
  };
  const value = name in change ? change[name] : customer[name];
  return (
    <TextInput
      label={labels[name]}
      value={value ?? ''}
      onChange={(event) => set({ [name]: event.currentTarget.value === '' ? null : event.currentTarget.value })}
    />
  );
}

function Identity(part: PartProps) {
  const { customer, change, set } = part;
  const texts = useTexts();
  const words = texts.customers.create;
  const kinds = ['business', 'public', 'consumer', 'unknown'] as const;
  const language = 'language' in change ? change.language : customer.language;
  return (
    <div className="c-form">
      <TextInput
        label={words.name}
        value={change.name ?? customer.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <NativeSelect
        label={words.kind}
        value={change.kind ?? customer.kind}
        data={kinds.map((each) => ({ value: each, label: texts.ledger.customerKinds[each] }))}
        onChange={(event) => set({ kind: kinds.find((each) => each === event.currentTarget.value) ?? customer.kind })}
      />
      <NativeSelect
        label={words.country}
        value={change.country ?? customer.country}
        data={[...new Set([customer.country, ...Object.keys(texts.overview.ownCompany.countries)])].map((code) => ({
          value: code,
          label: (texts.overview.ownCompany.countries as Readonly<Record<string, string>>)[code] ?? code,
        }))}
        onChange={(event) => set({ country: event.currentTarget.value })}
      />
      <NativeSelect
        label={words.language}
        value={language ?? ''}
        data={(['', 'fr', 'en'] as const).map((each) => ({ value: each, label: words.languages[each === '' ? 'usual' : each] }))}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          set({ language: chosen === 'fr' || chosen === 'en' ? chosen : null });
        }}
      />
      <Textarea
        label={words.address}
        autosize
        value={(change.addressLines ?? customer.addressLines).join('\n')}
        onChange={(event) => set({ addressLines: event.currentTarget.value.split('\n').slice(0, 6) })}
      />
      {identityTexts.map((name) => (
        <TextField key={name} name={name} {...part} />
      ))}
    </div>
  );
}

function Collection(part: PartProps) {
  const { customer, change, set } = part;
  const texts = useTexts();
  const words = texts.customer.details;
  const people = useQuery({ queryKey: ['people'], queryFn: () => api('GET /people') });
  const statuses = ['open', 'watch', 'blocked'] as const;
  const collector = 'collectorId' in change ? change.collectorId : customer.collectorId;
  const warning = 'warningNote' in change ? change.warningNote : customer.warningNote;
  const reason = 'creditStatusReason' in change ? change.creditStatusReason : customer.creditStatusReason;
  const status = change.creditStatus ?? customer.creditStatus;
  return (
    <Stacked>
      <div className="c-form">
        <NativeSelect
          label={texts.customers.create.collector}
          value={collector ?? ''}
          data={[
            { value: '', label: texts.customers.create.nobody },
            ...(people.data?.people ?? []).map((each) => ({ value: each.id, label: each.name })),
          ]}
          onChange={(event) => set({ collectorId: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        />
        {collectionTexts.map((name) => (
          <TextField key={name} name={name} {...part} />
        ))}
        <NativeSelect
          label={words.creditStatus}
          value={status}
          data={statuses.map((each) => ({ value: each, label: texts.customers.credit[each] }))}
          onChange={(event) => set({ creditStatus: statuses.find((each) => each === event.currentTarget.value) ?? 'open' })}
        />
        {status !== 'open' && (
          <TextInput
            label={words.creditReason}
            value={reason ?? ''}
            onChange={(event) => set({ creditStatusReason: event.currentTarget.value === '' ? null : event.currentTarget.value })}
          />
        )}
        <Textarea
          label={words.notes}
          description={words.warning}
          autosize
          maxLength={2000}
          value={warning ?? ''}
          onChange={(event) => set({ warningNote: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        />
      </div>
      <Checkbox
        label={words.intercompany}
        checked={change.intercompany ?? customer.intercompany}
        onChange={(event) => set({ intercompany: event.currentTarget.checked })}
      />
    </Stacked>
  );
}
