import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { Stacked, useTexts, useToday } from '@quitus/ui';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { useMay } from '../../../session.ts';
import type { QualifyFormProps } from './QualifyPanel.tsx';
import { useRecord } from './useRecord.ts';

const reasons = ['stop', 'to-check', 'not-received'] as const;

/** A pause a person decides: of the ticked items, or of the whole account when none is ticked. */
export function StopForm({ customerId, items, onDone }: QualifyFormProps) {
  const texts = useTexts();
  const words = texts.customer.qualify;
  const may = useMay('work');
  const today = useToday();
  const [reason, setReason] = useState<(typeof reasons)[number]>('stop');
  const [untilOn, setUntilOn] = useState('');
  const [note, setNote] = useState('');
  const what = items.length === 0 ? words.wholeAccount : words.items(items.length);
  const record = useRecord(
    customerId,
    () =>
      api('POST /holds', {
        body: {
          customerId,
          itemIds: items.map((item) => item.id),
          reason,
          note: note.trim(),
          ...(untilOn === '' ? {} : { untilOn }),
        },
      }),
    () => words.stopped(what.charAt(0).toLocaleUpperCase() + what.slice(1)),
    onDone,
  );
  const ready = may && note.trim() !== '' && (untilOn === '' || untilOn >= today);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) record.mutate(undefined);
      }}
    >
      <Stacked>
        <NativeSelect
          label={words.stopReason}
          value={reason}
          data={reasons.map((each) => ({ value: each, label: texts.customer.holdReasons[each] }))}
          onChange={(event) => setReason(reasons.find((each) => each === event.currentTarget.value) ?? 'stop')}
        />
        <Textarea
          label={words.stopNote}
          required
          autosize
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={words.stopUntil}
          description={words.stopUntilHelp}
          min={today}
          value={untilOn}
          onChange={(event) => setUntilOn(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!ready} loading={record.isPending}>
          {words.recordStop(what)}
        </Button>
      </Stacked>
    </form>
  );
}
