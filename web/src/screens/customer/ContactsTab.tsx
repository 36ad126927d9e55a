import { Button, Textarea } from '@mantine/core';
import { EmptyState, Inline, Section, ShortTable, Stacked, StatusBadge, useTexts, useToast } from '@quitus/ui';
import type { Texts } from '@quitus/texts';
import type { Tone } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { IconAddressBook, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { ContactForm } from './ContactForm.tsx';
import type { Contact } from './ContactForm.tsx';
import { useCustomerChanged } from './customer-queries.ts';
import type { Customer } from './customer-queries.ts';

const validityTones = {
  unchecked: 'neutral',
  valid: 'settled',
  bounced: 'late',
  'wrong-person': 'late',
} as const satisfies Record<Contact['validity'], Tone>;

/** Whom to reach at a customer, and how its accounts payable wants to be treated. Everything is changed where it stands. */
export function ContactsTab({ customer }: { readonly customer: Customer }) {
  const words = useTexts().customer.contacts;
  const [editing, setEditing] = useState<Contact | 'new' | undefined>();
  return (
    <>
      <Section
        title={words.label}
        actions={
          <MayButton
            may="work"
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setEditing('new')}
          >
            {words.add}
          </MayButton>
        }
      >
        <Stacked>
          {editing && (
            <ContactForm
              key={editing === 'new' ? 'new' : editing.id}
              customerId={customer.id}
              {...(editing === 'new' ? {} : { contact: editing })}
              onClose={() => setEditing(undefined)}
            />
          )}
          {customer.contacts.length === 0 ? (
            !editing && (
              <EmptyState icon={IconAddressBook} title={words.none}>
                {words.noneHelp}
              </EmptyState>
            )
          ) : (
            <ContactTable contacts={customer.contacts} onEdit={setEditing} />
          )}
        </Stacked>
      </Section>
      <Procedure customer={customer} />
    </>
  );
}

interface ContactTableProps {
  readonly contacts: readonly Contact[];
  readonly onEdit: (contact: Contact) => void;
}

function ContactTable({ contacts, onEdit }: ContactTableProps) {
  const texts = useTexts();
  return (
    <ShortTable
      stacks
      label={texts.customer.contacts.label}
      rows={contacts}
      rowKey={(contact) => contact.id}
      columns={contactColumns(texts, onEdit)}
    />
  );
}

function contactColumns(texts: Texts, onEdit: (contact: Contact) => void) {
  const words = texts.customer.contacts;
  const named = (contact: Contact) => contact.name || contact.email || '–';
  return [
    { id: 'name', title: words.name, cell: (contact: Contact) => <strong>{named(contact)}</strong> },
    { id: 'role', title: words.role, wideOnly: true, cell: (contact: Contact) => words.roles[contact.role] },
    {
      id: 'email',
      title: words.email,
      cell: (contact: Contact) => (contact.email ? <a href={`mailto:${contact.email}`}>{contact.email}</a> : '–'),
    },
    {
      id: 'phone',
      title: words.phone,
      cell: (contact: Contact) =>
        contact.phone ? (
          <a href={`tel:${contact.phone.replaceAll(' ', '')}`} aria-label={texts.common.actions.call(contact.phone)}>
            {contact.phone}
          </a>
        ) : (
          '–'
        ),
    },
    {
      id: 'validity',
      title: words.validity,
      wideOnly: true,
      cell: (contact: Contact) => (
        <StatusBadge tone={validityTones[contact.validity]} quiet>
          {words.validities[contact.validity]}
        </StatusBadge>
      ),
    },
    {
      id: 'optedOut',
      title: words.optedOut,
      wideOnly: true,
      cell: (contact: Contact) => contact.optedOutOf.map((channel) => words.channels[channel]).join(', ') || '–',
    },
    {
      id: 'edit',
      title: texts.common.actions.edit,
      align: 'end' as const,
      cell: (contact: Contact) => (
        <MayButton
          may="work"
          size="compact-sm"
          variant="subtle"
          aria-label={words.edit(named(contact))}
          onClick={() => onEdit(contact)}
        >
          {texts.common.actions.edit}
        </MayButton>
      ),
    },
  ];
}

function Procedure({ customer }: { readonly customer: Customer }) {
  const texts = useTexts();
  const words = texts.customer.contacts;
  const toast = useToast();
  const changed = useCustomerChanged(customer.id);
  const [typed, setTyped] = useState(customer.payableProcedure ?? '');
  const save = useMutation({
    mutationFn: () =>
      api('PATCH /customers/{id}', {
        params: { id: customer.id },
        body: { payableProcedure: typed.trim() === '' ? null : typed.trim() },
      }),
    onSuccess: async () => {
      toast.done(words.procedureSaved);
      await changed();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  const same = typed.trim() === (customer.payableProcedure ?? '');
  return (
    <Section title={words.procedure}>
      <Stacked gap="tight">
        <Textarea
          aria-label={words.procedure}
          description={words.procedureHelp}
          autosize
          minRows={3}
          maxLength={4000}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {!same && (
          <Inline end>
            <Button variant="default" onClick={() => setTyped(customer.payableProcedure ?? '')}>
              {texts.common.actions.cancel}
            </Button>
            <MayButton may="work" loading={save.isPending} onClick={() => save.mutate()}>
              {texts.common.actions.save}
            </MayButton>
          </Inline>
        )}
      </Stacked>
    </Section>
  );
}
