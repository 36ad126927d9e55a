import { Alert, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { OutputOf } from '@quitus/contract/client';
import { formatMoney } from '@quitus/texts';
import { Stacked, useLanguage, useTexts } from '@quitus/ui';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { SmsCount } from './ByHandPreview.tsx';

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
  readonly customerId: string;
  readonly draft: MessageDraft;
  readonly letter: Letter;
  readonly onChange: (letter: Letter) => void;
  readonly onLanguage: (language: 'fr' | 'en') => void;
}

/** Whom to, what about, what it says and which items it lists; on each channel what it has. */
export function LetterFields({ customerId, draft, letter, onChange, onLanguage }: FieldsProps) {
  const texts = useTexts();
  const words = texts.customer.compose;
  const languages = texts.customers.create.languages;
  const set = (part: Partial<Letter>) => onChange({ ...letter, ...part });
  const mail = draft.channel === 'e-mail';
  return (
    <Stacked gap="tight">
      {mail && <FromField draft={draft} letter={letter} onChange={set} />}
      {draft.channel === 'letter' ? <PostalAddress draft={draft} /> : <ToField draft={draft} letter={letter} onChange={set} />}
      {mail && (
        <TextInput
          label={words.copies}
          description={words.copiesHelp}
          value={letter.copies}
          onChange={(event) => set({ copies: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        label={words.language}
        description={words.rewrite}
        value={draft.language}
        data={(['fr', 'en'] as const).map((each) => ({ value: each, label: languages[each] }))}
        onChange={(event) => onLanguage(event.currentTarget.value === 'en' ? 'en' : 'fr')}
      />
      {draft.channel !== 'sms' && (
        <TextInput
          label={words.subject}
          value={letter.subject}
          onChange={(event) => set({ subject: event.currentTarget.value })}
        />
      )}
      <Textarea
        label={words.text}
        description={draft.channel === 'sms' ? words.smsHelp : words.tableHelp}
        autosize
        minRows={draft.channel === 'sms' ? 4 : 8}
        maxRows={22}
        value={letter.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      {draft.channel === 'sms' && <SmsCount customerId={customerId} draft={draft} letter={letter} />}
      <Listed draft={draft} letter={letter} onChange={onChange} />
    </Stacked>
  );
}

interface PartProps {
  readonly draft: MessageDraft;
  readonly letter: Letter;
  readonly onChange: (part: Partial<Letter>) => void;
}

function FromField({ draft, letter, onChange }: PartProps) {
  const words = useTexts().customer.compose;
  if (draft.senders.length === 0) return null;
  return (
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
      onChange={(event) => onChange({ senderId: event.currentTarget.value || null })}
    />
  );
}

function ToField({ draft, letter, onChange }: PartProps) {
  const words = useTexts().customer.compose;
  const sms = draft.channel === 'sms';
  const [other, setOther] = useState(!draft.recipients.some((recipient) => recipient.address === letter.to));
  return (
    <>
      <NativeSelect
        label={words.to}
        {...(draft.recipients.some((recipient) => recipient.usable)
          ? {}
          : { description: sms ? words.noNumber : words.noRecipient })}
        value={other ? '' : letter.to}
        data={[
          ...draft.recipients.map((recipient) => ({
            value: recipient.address,
            label: `${recipient.name ? `${recipient.name} · ` : ''}${recipient.address}${recipient.usable ? '' : ` (${sms ? words.unusableNumber : words.unusable})`}`,
            disabled: !recipient.usable,
          })),
          { value: '', label: sms ? words.otherNumber : words.other },
        ]}
        onChange={(event) => {
          setOther(event.currentTarget.value === '');
          onChange({ to: event.currentTarget.value });
        }}
      />
      {other && (
        <TextInput
          type={sms ? 'tel' : 'email'}
          label={sms ? words.number : words.address}
          value={letter.to}
          onChange={(event) => onChange({ to: event.currentTarget.value })}
        />
      )}
    </>
  );
}

function PostalAddress({ draft }: Pick<PartProps, 'draft'>) {
  const words = useTexts().customer.compose;
  const [recipient] = draft.recipients;
  if (!recipient)
    return (
      <Alert color="late" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />}>
        {words.noPostalAddress}
      </Alert>
    );
  return (
    <div>
      <p className="c-part">{words.to}</p>
      <address className="c-envelope">{recipient.address}</address>
      <p className="q-muted c-sms-count">{words.letterHelp}</p>
    </div>
  );
}

function Listed({ draft, letter, onChange }: Pick<FieldsProps, 'draft' | 'letter' | 'onChange'>) {
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
