import { NativeSelect } from '@mantine/core';
import { Inline, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useRepaired } from '../quality-queries.ts';
import type { QualityRow } from '../quality-queries.ts';
import { changeOf, useChoices } from './fields.ts';
import type { ChoiceField } from './fields.ts';
import { useRepairedRows } from './repaired.tsx';

// A few requests at a time: the server answers each in milliseconds, and a person may go on reading.
const together = 6;

interface BulkChoiceProps {
  readonly field: ChoiceField;
  readonly rows: readonly QualityRow[];
  readonly keyOf: (row: QualityRow) => string;
  readonly onDone: () => void;
}

/** Gives the ticked customers the same value. */
export function BulkChoice({ field, rows, keyOf, onDone }: BulkChoiceProps) {
  const texts = useTexts();
  const words = texts.quality.screen;
  const toast = useToast();
  const changed = useRepaired();
  const { onRepaired } = useRepairedRows();
  const choices = useChoices(field);
  const [chosen, setChosen] = useState<string | undefined>();
  const value = chosen ?? choices[0]?.value ?? '';
  const label = choices.find((choice) => choice.value === value)?.label ?? value;
  const apply = useMutation({
    mutationFn: () => changeAll(rows, field, value, (row) => onRepaired(keyOf(row), label)),
    onSuccess: ({ failed, reason }) => {
      const done = rows.length - failed;
      if (failed === 0) toast.done(words.savedMany(done));
      else toast.failed(words.partly(done, failed, sentenceOf(reason, texts.common.error.offline)));
      void changed();
      onDone();
    },
  });
  return (
    <Inline>
      <NativeSelect
        size="xs"
        aria-label={words.tickedChoice}
        value={value}
        data={[...choices]}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <MayButton may="work" size="xs" loading={apply.isPending} onClick={() => apply.mutate()}>
        {words.applyTo(rows.length)}
      </MayButton>
    </Inline>
  );
}

async function changeAll(rows: readonly QualityRow[], field: ChoiceField, value: string, onRow: (row: QualityRow) => void) {
  let failed = 0;
  let reason: unknown;
  const left = [...rows];
  const worker = async () => {
    for (let row = left.shift(); row; row = left.shift()) {
      try {
        await api('PATCH /customers/{id}', { params: { id: row.customerId }, body: changeOf(field, value) });
        onRow(row);
      } catch (error) {
        failed += 1;
        reason = error;
      }
    }
  };
  await Promise.all(Array.from({ length: together }, worker));
  return { failed, reason };
}
