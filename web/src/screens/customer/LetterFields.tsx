import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { OutputOf } from '@quitus/contract/client';
import { formatMoney } from '@quitus/texts';
import { Stacked, useLanguage, useTexts } from '@quitus/ui';
import { useState } from 'react';

export type MessageDraft = OutputOf<'GET /customers/{id}/message-draft'>;

/** A message as it is being written. */
export interface Letter {
  readonly to: string;
  readonly copies: string;
  readonly subject: string;
  readonly text: string;
  readonly listed: ReadonlySet<string>;
  /** The mailbox it leaves from; null: the entity's own address. */
  readonly senderId: string | null;
}

interface FieldsProps {
  readonly draft: MessageDraft;
  readonly letter: Letter;
  readonly onChange: (letter: Letter) => void;
  readonly onLanguage: (language: 'fr' | 'en') => void;
}

/** Whom to, what about, what it says and which items it lists. */
export function LetterFields({ draft, letter, onChange, onLanguage }: FieldsProps) {
  const texts = useTexts();
  const words = texts.customer.compose;
  const languages = texts.customers.create.languages;
  const known = draft.recipients.some((recipient) => recipient.address === letter.to);
  const [other, setOther] = useState(!known);
  const set = (part: Partial<Letter>) => onChange({ ...letter, ...part });
  return (
    <Stacked gap="tight">
      {draft.senders.length > 0 && (
        <NativeSelect
          label={words.from}
          value={letter.senderId ?? ''}
          data={[
            ...(draft.senderId === null ? [{ value: '', label: `${draft.senderName} · ${draft.senderAddress}` }] : []),
            ...draft.senders.map(({ id, name, address, own, tested }) => ({
              value: id,
              label: `${name} · ${address}${own ? ` (${words.ownMailbox}${tested ? '' : `, ${words.untested}`})` : ''}`,
            })),
          ]}
          onChange={(event) => set({ senderId: event.currentTarget.value || null })}
        />
      )}
      <NativeSelect
        label={words.to}
        {...(draft.recipients.some((recipient) => recipient.usable) ? {} : { description: words.noRecipient })}
        value={other ? '' : letter.to}
        data={[
          ...draft.recipients.map((recipient) => ({
            value: recipient.address,
            label: `${recipient.name ? `${recipient.name} · ` : ''}${recipient.address}${recipient.usable ? '' : ` (${words.unusable})`}`,
            disabled: !recipient.usable,
          })),
          { value: '', label: words.other },
        ]}
        onChange={(event) => {
          setOther(event.currentTarget.value === '');
          set({ to: event.currentTarget.value });
        }}
      />
      {other && (
        <TextInput
          type="email"
          label={words.address}
          value={letter.to}
          onChange={(event) => set({ to: event.currentTarget.value })}
        />
      )}
      <TextInput
        label={words.copies}
        description={words.copiesHelp}
        value={letter.copies}
        onChange={(event) => set({ copies: event.currentTarget.value })}
      />
      <NativeSelect
        label={words.language}
        description={words.rewrite}
        value={draft.language}
        data={(['fr', 'en'] as const).map((each) => ({ value: each, label: languages[each] }))}
        onChange={(event) => onLanguage(event.currentTarget.value === 'en' ? 'en' : 'fr')}
      />
      <TextInput label={words.subject} value={letter.subject} onChange={(event) => set({ subject: event.currentTarget.value })} />
      <Textarea
        label={words.text}
        description={words.tableHelp}
        autosize
        minRows={8}
        maxRows={22}
        value={letter.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <Listed draft={draft} letter={letter} onChange={onChange} />
    </Stacked>
  );
}

function Listed({ draft, letter, onChange }: Omit<FieldsProps, 'onLanguage'>) {
  const language = useLanguage();
  const words = useTexts().customer.compose;
  const toggle = (id: string) => {
    const listed = new Set(letter.listed);
    if (!listed.delete(id)) listed.add(id);
    onChange({ ...letter, listed });
  };
  return (
    <fieldset className="c-listed">
      <legend>{words.listed}</legend>
      {draft.items.map((item) => (
        <Checkbox
          key={item.itemId}
          checked={letter.listed.has(item.itemId)}
          onChange={() => toggle(item.itemId)}
          label={
            <>
              {item.number} <span className="q-number">{formatMoney(language, item.open, item.currency)}</span>{' '}
              {item.daysLate > 0 && !item.open.startsWith('-') && (
                <span className="q-late" data-age="late">
                  {words.late(item.daysLate)}
                </span>
              )}
            </>
          }
        />
      ))}
    </fieldset>
  );
}
