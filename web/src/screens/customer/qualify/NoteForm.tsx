import { Button, Checkbox, Textarea } from '@mantine/core';
import { Stacked, useTexts } from '@quitus/ui';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { useMay } from '../../../session.ts';
import type { QualifyFormProps } from './QualifyPanel.tsx';
import { useRecord } from './useRecord.ts';

/** A note on the account, pinned on top of its time line if wanted. */
export function NoteForm({ customerId, onDone }: QualifyFormProps) {
  const words = useTexts().customer.qualify;
  const may = useMay('comment');
  const [comment, setComment] = useState('');
  const [pinned, setPinned] = useState(false);
  const record = useRecord(
    customerId,
    () => api('POST /customers/{id}/notes', { params: { id: customerId }, body: { comment: comment.trim(), pinned } }),
    () => words.noted,
    onDone,
  );
  const ready = may && comment.trim() !== '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) record.mutate(undefined);
      }}
    >
      <Stacked>
        <Textarea
          autoFocus
          label={words.tabs.note}
          autosize
          minRows={3}
          maxLength={4000}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <Checkbox label={words.pin} checked={pinned} onChange={(event) => setPinned(event.currentTarget.checked)} />
        <Button type="submit" disabled={!ready} loading={record.isPending}>
          {words.recordNote}
        </Button>
      </Stacked>
    </form>
  );
}
