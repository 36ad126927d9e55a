import { Confirm, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useRepaired } from '../quality-queries.ts';
import type { RepairProps } from './Repair.tsx';
import { useRepairedRows } from './repaired.tsx';

/** Declares an account the duplicate of the other, after a yes. */
export function MergeRepair({ row, rowKey }: RepairProps) {
  const texts = useTexts();
  const words = texts.quality.screen;
  const toast = useToast();
  const changed = useRepaired();
  const { onRepaired } = useRepairedRows();
  const [asking, setAsking] = useState(false);
  const other = row.otherName ?? '';
  const merge = useMutation({
    mutationFn: () =>
      api('POST /customers/{id}/merge', { params: { id: row.customerId }, body: { into: row.otherCustomerId ?? '' } }),
    onSuccess: () => {
      onRepaired(rowKey, words.merge(other));
      toast.done(words.merged(row.name, other));
      setAsking(false);
      void changed();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <>
      <MayButton may="manage" size="compact-sm" variant="default" onClick={() => setAsking(true)}>
        {words.merge(other)}
      </MayButton>
      <Confirm
        opened={asking}
        title={words.mergeTitle}
        lines={[{ label: words.mergeLine(row.name, other), count: 1 }]}
        action={words.merge(other)}
        busy={merge.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => merge.mutate()}
      >
        {words.mergeHelp}
      </Confirm>
    </>
  );
}
