import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { Inline, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { useMay, useSession } from '../../session.ts';
import { useCustomerChanged } from './customer-queries.ts';
import type { Customer } from './customer-queries.ts';

export type Contact = Customer['contacts'][number];
type Draft = Omit<Contact, 'id' | 'customerId' | 'source' | 'externalId'>;

const roles = ['accounts-payable', 'approver', 'buyer', 'cfo', 'site', 'guardian', 'legal', 'escalation'] as const;
const validities = ['unchecked', 'valid', 'bounced', 'wrong-person'] as const;
const channels = ['e-mail', 'sms', 'letter', 'call'] as const;

const empty: Draft = {
  name: '',
  role: 'accounts-payable',
  email: null,
  phone: null,
  language: null,
  validity: 'unchecked',
  optedOutOf: [],
  groupMessages: false,
};

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

interface ContactFormProps {
  readonly customerId: string;
  /** The contact to change; a new one without it. */
  readonly contact?: Contact;
  readonly onClose: () => void;
}

/** One contact: who, in what role, how to reach, what it does not want. */
export function ContactForm({ customerId, contact, onClose }: ContactFormProps) {
  const texts = useTexts();
  const words = texts.customer.contacts;
  const may = useMay('work');
  const collects = useSession().entities.length > 1;
  const [draft, setDraft] = useState<Draft>(contact ?? empty);
  const { save, remove } = useContactCommands(customerId, contact, draft, onClose);
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const ready = may && (draft.name.trim() !== '' || draft.email !== null || draft.phone !== null);
  return (
    <form
      aria-label={contact ? words.edit(contact.name) : words.add}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) save.mutate();
      }}
    >
      <div className="c-form">
        <TextInput
          autoFocus
          label={words.name}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <NativeSelect
          label={words.role}
          value={draft.role}
          data={roles.map((each) => ({ value: each, label: words.roles[each] }))}
          onChange={(event) => set({ role: roles.find((each) => each === event.currentTarget.value) ?? draft.role })}
        />
        <TextInput
          type="email"
          label={words.email}
          value={draft.email ?? ''}
          onChange={(event) => set({ email: orNull(event.currentTarget.value) })}
        />
        <TextInput
          type="tel"
          label={words.phone}
          value={draft.phone ?? ''}
          onChange={(event) => set({ phone: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        />
        <LanguageAndValidity draft={draft} set={set} />
        <fieldset className="c-listed" data-whole>
          <legend>{words.optedOut}</legend>
          <Inline>
            {channels.map((channel) => (
              <Checkbox
                key={channel}
                label={words.channels[channel]}
                checked={draft.optedOutOf.includes(channel)}
                onChange={(event) =>
                  set({
                    optedOutOf: event.currentTarget.checked
                      ? [...draft.optedOutOf, channel]
                      : draft.optedOutOf.filter((other) => other !== channel),
                  })
                }
              />
            ))}
          </Inline>
        </fieldset>
        {(draft.groupMessages || collects) && (
          <Checkbox
            data-whole
            label={words.groupMessages}
            description={words.groupMessagesHelp}
            checked={draft.groupMessages}
            onChange={(event) => set({ groupMessages: event.currentTarget.checked })}
          />
        )}
      </div>
      <Inline end>
        {contact && (
          <Button variant="subtle" color="late" disabled={!may} loading={remove.isPending} onClick={() => remove.mutate()}>
            {words.remove}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {texts.common.actions.cancel}
        </Button>
        <Button type="submit" disabled={!ready} loading={save.isPending}>
          {texts.common.actions.save}
        </Button>
      </Inline>
    </form>
  );
}

interface PartProps {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
}

function LanguageAndValidity({ draft, set }: PartProps) {
  const texts = useTexts();
  const words = texts.customer.contacts;
  const languages = texts.customers.create.languages;
  return (
    <>
      <NativeSelect
        label={words.language}
        value={draft.language ?? ''}
        data={(['', 'fr', 'en'] as const).map((each) => ({ value: each, label: languages[each === '' ? 'usual' : each] }))}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          set({ language: chosen === 'fr' || chosen === 'en' ? chosen : null });
        }}
      />
      <NativeSelect
        label={words.validity}
        value={draft.validity}
        data={validities.map((each) => ({ value: each, label: words.validities[each] }))}
        onChange={(event) => set({ validity: validities.find((each) => each === event.currentTarget.value) ?? draft.validity })}
      />
    </>
  );
}

function useContactCommands(customerId: string, contact: Contact | undefined, draft: Draft, onDone: () => void) {
  const texts = useTexts();
  const words = texts.customer.contacts;
  const toast = useToast();
  const changed = useCustomerChanged(customerId);
  const onError = (error: unknown) => toast.failed(sentenceOf(error, texts.common.error.offline));
  const { name, role, email, phone, language, validity, optedOutOf, groupMessages } = draft;
  const body = { name: name.trim(), role, email, phone: orNull(phone ?? ''), language, validity, optedOutOf, groupMessages };
  const save = useMutation({
    mutationFn: () =>
      contact
        ? api('PATCH /contacts/{id}', { params: { id: contact.id }, body })
        : api('POST /customers/{id}/contacts', { params: { id: customerId }, body }),
    onSuccess: async (saved) => {
      toast.done(words.saved(saved.name || saved.email || ''));
      onDone();
      await changed();
    },
    onError,
  });
  const remove = useMutation({
    mutationFn: () => api('DELETE /contacts/{id}', { params: { id: contact?.id ?? '' } }),
    onSuccess: async () => {
      toast.done(words.removed(contact?.name || contact?.email || ''));
      onDone();
      await changed();
    },
    onError,
  });
  return { save, remove };
}
