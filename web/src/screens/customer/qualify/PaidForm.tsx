import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { formatDay } from '@quitus/texts';
import { EmptyState, Stacked, useLanguage, useTexts, useToday } from '@quitus/ui';
import { IconListCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { useMay } from '../../../session.ts';
import { asMeans, meansChoices } from './PromiseForm.tsx';
import type { Means } from './PromiseForm.tsx';
import { claimable } from './qualification.ts';
import type { QualifyFormProps } from './QualifyPanel.tsx';
import { useRecord } from './useRecord.ts';

/** The customer says it has paid: a pause of some days, once an item, while the money arrives. */
export function PaidForm({ customerId, items, onDone }: QualifyFormProps) {
  const language = useLanguage();
  const texts = useTexts();
  const words = texts.customer.qualify;
  const may = useMay('work');
  const today = useToday();
  const [paidOn, setPaidOn] = useState('');
  const [means, setMeans] = useState<Means | ''>('');
  const [comment, setComment] = useState('');
  const debits = claimable(items);
  const record = useRecord(
    customerId,
    () =>
      api('POST /customers/{id}/says-paid', {
        params: { id: customerId },
        body: {
          itemIds: debits.map((item) => item.id),
          comment: comment.trim(),
          ...(paidOn === '' ? {} : { paidOn }),
          ...(means === '' ? {} : { means }),
        },
      }),
    ({ holdUntil, saidBefore }) =>
      [
        ...(holdUntil === null ? [] : [words.paid(formatDay(language, holdUntil))]),
        ...(saidBefore.length === 0 ? [] : [words.saidBefore(saidBefore.map((item) => item.number).join(', '))]),
      ].join(' '),
    onDone,
  );
  if (debits.length === 0)
    return <EmptyState icon={IconListCheck} title={items.length === 0 ? words.needItems : words.needDebits} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (may) record.mutate(undefined);
      }}
    >
      <Stacked>
        <TextInput
          type="date"
          label={words.paidOn}
          max={today}
          value={paidOn}
          onChange={(event) => setPaidOn(event.currentTarget.value)}
        />
        <NativeSelect
          label={words.means}
          value={means}
          data={[{ value: '', label: words.meansUnknown }, ...meansChoices(texts.customer.promiseMeans)]}
          onChange={(event) => setMeans(asMeans(event.currentTarget.value))}
        />
        <Textarea label={words.comment} autosize value={comment} onChange={(event) => setComment(event.currentTarget.value)} />
        <Button type="submit" disabled={!may} loading={record.isPending}>
          {words.recordPaid(debits.length)}
        </Button>
      </Stacked>
    </form>
  );
}
