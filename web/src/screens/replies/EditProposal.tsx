import { Button, NativeSelect, TextInput } from '@mantine/core';
import { formatMoney } from '@quitus/texts';
import { typedAmount, useLanguage, useTexts } from '@quitus/ui';
import { useState } from 'react';
import type { InputOf } from '@quitus/contract/client';
import { disputeTypes } from '../agenda/outcomes.ts';
import type { ReplyProposal } from './mails.ts';

export type Edited = InputOf<'PUT /received-mails/{id}/proposals/{place}/acceptance'>['body'];

interface EditProposalProps {
  readonly proposal: ReplyProposal;
  readonly busy: boolean;
  readonly onSave: (edited: Edited) => void;
  readonly onCancel: () => void;
}

/** What a person changes about a proposal before accepting it. */
export function EditProposal({ proposal, busy, onSave, onCancel }: EditProposalProps) {
  const texts = useTexts();
  const words = texts.replies.screen;
  const language = useLanguage();
  const [day, setDay] = useState(proposal.day ?? '');
  const [amounts, setAmounts] = useState(() => new Map(proposal.items.map((item) => [item.itemId, item.amount])));
  const [type, setType] = useState(proposal.disputeType ?? 'other');
  const [name, setName] = useState(proposal.contact?.name ?? '');
  const [email, setEmail] = useState(proposal.contact?.email ?? '');
  const dated = proposal.kind === 'promise' || proposal.kind === 'says-paid';
  const valued = proposal.kind === 'promise' || proposal.kind === 'dispute';
  const edited = (): Edited => ({
    ...(dated && day !== '' ? { day } : {}),
    ...(valued
      ? {
          items: [...amounts].flatMap(([itemId, typed]) => {
            // As many decimals as the server gave the amount with: its currency's own.
            const decimals = proposal.items.find((item) => item.itemId === itemId)?.open.split('.')[1]?.length ?? 0;
            const amount = typedAmount(typed, decimals);
            return amount === undefined || Number(amount) === 0 ? [] : [{ itemId, amount }];
          }),
        }
      : {}),
    ...(proposal.kind === 'dispute' ? { disputeType: disputeTypes.find((each) => each === type) ?? 'other' } : {}),
    ...(proposal.kind === 'contact' ? { contactName: name, contactEmail: email } : {}),
  });
  return (
    <form
      className="r-edit"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onSave(edited());
      }}
    >
      {dated && (
        <TextInput
          type="date"
          size="xs"
          required={proposal.kind === 'promise'}
          label={proposal.kind === 'promise' ? words.day : words.paidOn}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
      )}
      {proposal.kind === 'dispute' && (
        <NativeSelect
          size="xs"
          label={words.disputeType}
          value={type}
          data={disputeTypes.map((each) => ({ value: each, label: texts.agenda.disputeTypes[each] }))}
          onChange={(event) => setType(event.currentTarget.value)}
        />
      )}
      {valued &&
        proposal.items.map((item) => (
          <TextInput
            key={item.itemId}
            size="xs"
            inputMode="decimal"
            label={words.amount(item.number)}
            description={formatMoney(language, item.open, item.currency)}
            value={amounts.get(item.itemId) ?? ''}
            onChange={(event) => setAmounts(new Map(amounts).set(item.itemId, event.currentTarget.value))}
          />
        ))}
      {proposal.kind === 'contact' && (
        <>
          <TextInput size="xs" label={words.contactName} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput
            size="xs"
            type="email"
            required
            label={words.contactEmail}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
        </>
      )}
      <span className="q-inline" data-end>
        <Button size="xs" variant="default" onClick={onCancel}>
          {words.cancel}
        </Button>
        <Button size="xs" type="submit" loading={busy}>
          {words.save}
        </Button>
      </span>
    </form>
  );
}
