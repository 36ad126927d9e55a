import { Autocomplete, Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { formatMoney } from '@quitus/texts';
import { EmptyState, Stacked, useLanguage, useTexts, useToday } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { IconListCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { useMay } from '../../../session.ts';
import { PartAmounts } from './PartAmounts.tsx';
import type { QualifyFormProps } from './QualifyPanel.tsx';
import { useParts } from './useParts.ts';
import { useRecord } from './useRecord.ts';

type DisputeType = keyof ReturnType<typeof useTexts>['customer']['disputeTypes'];

/** A dispute on some items or parts of them: what about, who resolves it, by when. The rest stays chased. */
export function DisputeForm({ customerId, items, onDone }: QualifyFormProps) {
  const language = useLanguage();
  const texts = useTexts();
  const words = texts.customer.qualify;
  const may = useMay('resolve');
  const today = useToday();
  const people = useQuery({ queryKey: ['people'], queryFn: () => api('GET /people') });
  const parts = useParts(items);
  const types = Object.entries(texts.customer.disputeTypes).map(([value, label]) => ({ value, label }));
  const [type, setType] = useState<DisputeType>('administrative');
  const [resolver, setResolver] = useState('');
  const [dueOn, setDueOn] = useState('');
  const [comment, setComment] = useState('');
  const { read, problem } = parts;
  const record = useRecord(
    customerId,
    () =>
      api('POST /customers/{id}/disputes', {
        params: { id: customerId },
        body: {
          type,
          items: read?.parts ?? [],
          comment: comment.trim(),
          ...(resolver.trim() === '' ? {} : { resolver: resolver.trim() }),
          ...(dueOn === '' ? {} : { dueOn }),
        },
      }),
    (dispute) => words.disputed(dispute.number, formatMoney(language, dispute.amount, dispute.currency)),
    onDone,
  );
  if (problem) return <EmptyState icon={IconListCheck} title={problem} />;
  const ready = read !== undefined && may && (dueOn === '' || dueOn >= today);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) record.mutate(undefined);
      }}
    >
      <Stacked>
        <PartAmounts items={parts.debits} typed={parts.typed} onType={parts.onType} />
        <NativeSelect
          label={words.disputeType}
          value={type}
          data={types}
          // The choices are the words of the very type.
          onChange={(event) => setType(event.currentTarget.value as DisputeType)}
        />
        <Autocomplete
          label={words.resolver}
          value={resolver}
          onChange={setResolver}
          data={[...new Set((people.data?.people ?? []).map((person) => person.name))]}
        />
        <TextInput
          type="date"
          label={words.disputeDue}
          description={words.disputeDueHelp}
          min={today}
          value={dueOn}
          onChange={(event) => setDueOn(event.currentTarget.value)}
        />
        <Textarea label={words.comment} autosize value={comment} onChange={(event) => setComment(event.currentTarget.value)} />
        <Button type="submit" disabled={!ready} loading={record.isPending}>
          {words.openDispute(read ? formatMoney(language, read.total.amount, read.total.currency) : '–')}
        </Button>
      </Stacked>
    </form>
  );
}
