import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { holdsByHand, type HoldByHand } from '@quitus/contract';
import { Stacked, useTexts, useToday } from '@quitus/ui';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { useMay } from '../../../session.ts';
import { offeredReasons, readyToHold } from './hold-form.ts';
import type { QualifyFormProps } from './QualifyPanel.tsx';
import { useRecord } from './useRecord.ts';

/** What a reason says of its own fields; what it does not say is worded as for a plain stop. */
type ReasonWords = { readonly help: string; readonly note: string; readonly until?: string; readonly from?: string };

/** A pause a person decides or knows of: of the ticked items, or of the whole account when none is ticked. */
export function StopForm({ customerId, items, onDone }: QualifyFormProps) {
  const texts = useTexts();
  const words = texts.customer.qualify;
  const may = useMay('work');
  const today = useToday();
  const [reason, setReason] = useState<HoldByHand>('stop');
  const [days, setDays] = useState({ from: '', until: '' });
  const [note, setNote] = useState('');
  const { about, end } = holdsByHand[reason];
  const own: ReasonWords = texts.holds.byHand[reason];
  const held = about === 'account' ? [] : items;
  const what = held.length === 0 ? words.wholeAccount : words.items(held.length);
  const record = useRecord(
    customerId,
    () =>
      api('POST /holds', {
        body: {
          customerId,
          itemIds: held.map((item) => item.id),
          reason,
          note: note.trim(),
          ...(own.from !== undefined && days.from !== '' ? { fromOn: days.from } : {}),
          ...(end !== 'none' && days.until !== '' ? { untilOn: days.until } : {}),
        },
      }),
    () => words.stopped(what.charAt(0).toLocaleUpperCase() + what.slice(1)),
    onDone,
  );
  const ready = may && note.trim() !== '' && readyToHold(reason, { ...days, items: items.length, today });
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
          description={own.help}
          value={reason}
          data={offeredReasons.map((each) => ({ value: each, label: texts.customer.holdReasons[each] }))}
          onChange={(event) => setReason(offeredReasons.find((each) => each === event.currentTarget.value) ?? 'stop')}
        />
        {about === 'items' && items.length === 0 && <p className="q-muted">{texts.holds.onItems}</p>}
        {about === 'account' && items.length > 0 && <p className="q-muted">{texts.holds.onAccount}</p>}
        {own.from !== undefined && (
          <TextInput
            type="date"
            label={own.from}
            required={holdsByHand[reason].start === 'required'}
            max={today}
            value={days.from}
            onChange={(event) => setDays({ ...days, from: event.currentTarget.value })}
          />
        )}
        <Textarea
          label={own.note}
          required
          autosize
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {end !== 'none' && (
          <TextInput
            type="date"
            label={own.until ?? words.stopUntil}
            {...(end === 'optional' ? { description: words.stopUntilHelp } : { required: true })}
            min={today}
            value={days.until}
            onChange={(event) => setDays({ ...days, until: event.currentTarget.value })}
          />
        )}
        <Button type="submit" disabled={!ready} loading={record.isPending}>
          {words.recordStop(what)}
        </Button>
      </Stacked>
    </form>
  );
}
