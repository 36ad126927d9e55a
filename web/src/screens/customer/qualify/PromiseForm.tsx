import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { formatDay, formatMoney } from '@quitus/texts';
import { Inline, Stacked, useLanguage, useTexts, useToday } from '@quitus/ui';
import { IconListCheck } from '@tabler/icons-react';
import { EmptyState } from '@quitus/ui';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { useMay } from '../../../session.ts';
import { PartAmounts } from './PartAmounts.tsx';
import { usualDays } from './qualification.ts';
import type { QualifyFormProps } from './QualifyPanel.tsx';
import { useParts } from './useParts.ts';
import { useRecord } from './useRecord.ts';

/** The ways of paying, in the order the words give. */
export type Means = keyof ReturnType<typeof useTexts>['customer']['promiseMeans'];

interface PromiseFormProps extends QualifyFormProps {
  readonly actionId?: string;
}

/** A promise to pay: how much of which items, when, how. Exactly that part is paused until then. */
export function PromiseForm({ customerId, items, onDone, actionId }: PromiseFormProps) {
  const language = useLanguage();
  const texts = useTexts();
  const words = texts.customer.qualify;
  const may = useMay('work');
  const today = useToday();
  const usual = usualDays(today);
  const parts = useParts(items);
  const [dueOn, setDueOn] = useState(usual.friday);
  const [means, setMeans] = useState<Means | ''>('');
  const [comment, setComment] = useState('');
  const { read, problem } = parts;
  const record = useRecord(
    customerId,
    () =>
      api('POST /customers/{id}/promises', {
        params: { id: customerId },
        body: {
          items: read?.parts ?? [],
          dueOn,
          source: 'call',
          comment: comment.trim(),
          ...(means === '' ? {} : { means }),
          ...(actionId ? { actionId } : {}),
        },
      }),
    (promise) => words.promised(formatMoney(language, promise.amount, promise.currency), formatDay(language, promise.dueOn)),
    onDone,
  );
  if (problem) return <EmptyState icon={IconListCheck} title={problem} />;
  const ready = read !== undefined && dueOn >= today && may;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) record.mutate(undefined);
      }}
    >
      <Stacked>
        <PartAmounts items={parts.debits} typed={parts.typed} onType={parts.onType} />
        <TextInput
          type="date"
          label={words.due}
          min={today}
          value={dueOn}
          onChange={(event) => setDueOn(event.currentTarget.value)}
        />
        <Inline>
          {(['friday', 'week', 'monthEnd'] as const).map((each) => (
            <Button
              key={each}
              size="compact-sm"
              variant={dueOn === usual[each] ? 'light' : 'default'}
              onClick={() => setDueOn(usual[each])}
            >
              {words.quick[each]}
            </Button>
          ))}
        </Inline>
        <NativeSelect
          label={words.means}
          value={means}
          data={[{ value: '', label: words.meansUnknown }, ...meansChoices(texts.customer.promiseMeans)]}
          onChange={(event) => setMeans(asMeans(event.currentTarget.value))}
        />
        <Textarea label={words.comment} autosize value={comment} onChange={(event) => setComment(event.currentTarget.value)} />
        <Button type="submit" disabled={!ready} loading={record.isPending}>
          {words.recordPromise(read ? formatMoney(language, read.total.amount, read.total.currency) : '–')}
        </Button>
      </Stacked>
    </form>
  );
}

/** The ways of paying as choices of a list. */
export function meansChoices(words: Readonly<Record<Means, string>>): { value: string; label: string }[] {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

const known: readonly Means[] = ['transfer', 'card', 'cheque', 'direct-debit', 'draft', 'cash', 'other'];

/** The way of paying a choice names, or none. */
export function asMeans(chosen: string): Means | '' {
  return known.find((each) => each === chosen) ?? '';
}
