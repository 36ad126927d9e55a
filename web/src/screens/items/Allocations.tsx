import { Button, Modal, Textarea } from '@mantine/core';
import type { Texts } from '@quitus/texts';
import { Amount, DateDay, Inline, ShortTable, Stacked, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { useMay } from '../../session.ts';
import { useCustomerChanged } from '../customer/customer-queries.ts';
import type { Item } from './ItemPanel.tsx';

type Allocation = Item['allocations'][number];

/** What closes an item, or part of it: with which other line, since when, and undoing what was done here. */
export function Allocations({ item }: { readonly item: Item }) {
  const texts = useTexts();
  const words = texts.items.panel;
  const may = useMay('work');
  const [undoing, setUndoing] = useState<Allocation | undefined>();
  return (
    <section>
      <h3 className="i-heading">{words.allocations}</h3>
      {item.allocations.length === 0 ? (
        <p className="i-quiet">{words.noAllocation}</p>
      ) : (
        <ShortTable
          label={words.allocations}
          rows={item.allocations}
          rowKey={(row) => row.id}
          columns={allocationColumns(texts, item, may ? setUndoing : undefined)}
        />
      )}
      {undoing && <Undo item={item} allocation={undoing} onClose={() => setUndoing(undefined)} />}
    </section>
  );
}

const otherNumber = (item: Item, row: Allocation) => (row.creditItemId === item.id ? row.debitNumber : row.creditNumber);

function allocationColumns(texts: Texts, item: Item, onUndo: ((allocation: Allocation) => void) | undefined) {
  const words = texts.items.panel;
  return [
    {
      id: 'with',
      title: words.allocation.with,
      cell: (row: Allocation) => (
        <span {...(row.reversedAt === null ? {} : { className: 'i-undone' })}>{otherNumber(item, row) || '–'}</span>
      ),
    },
    { id: 'on', title: words.allocation.on, cell: (row: Allocation) => <DateDay day={row.effectiveOn} form="date" /> },
    {
      id: 'source',
      title: words.allocation.source,
      cell: (row: Allocation) => (
        <>
          {row.reversedAt === null
            ? `${words.sources[row.source]}${row.code ? ` ${row.code}` : ''}`
            : words.reversed(row.reversedBy ?? '')}
          {row.provisional && row.reversedAt === null && <span className="q-muted"> · {words.provisional}</span>}
          {/* What the ledger lettered is undone in the ledger. */}
          {onUndo && row.provisional && row.reversedAt === null && (
            <Button size="compact-xs" variant="subtle" onClick={() => onUndo(row)}>
              {words.undo}
            </Button>
          )}
        </>
      ),
    },
    {
      id: 'amount',
      title: words.allocation.amount,
      align: 'end' as const,
      cell: (row: Allocation) => <Amount value={row.amount} currency={row.currency} />,
    },
  ];
}

interface UndoProps {
  readonly item: Item;
  readonly allocation: Allocation;
  readonly onClose: () => void;
}

function Undo({ item, allocation, onClose }: UndoProps) {
  const texts = useTexts();
  const words = texts.items.panel;
  const toast = useToast();
  const changed = useCustomerChanged(item.customerId);
  const [reason, setReason] = useState('');
  const undo = useMutation({
    mutationFn: () => api('POST /allocations/{id}/reversal', { params: { id: allocation.id }, body: { reason: reason.trim() } }),
    onSuccess: async () => {
      toast.done(words.undone);
      onClose();
      await changed();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.undoTitle(otherNumber(item, allocation))}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== '') undo.mutate();
        }}
      >
        <Stacked>
          <Textarea
            data-autofocus
            label={words.undoReason}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Inline end>
            <Button variant="default" onClick={onClose}>
              {texts.common.actions.cancel}
            </Button>
            <Button type="submit" disabled={reason.trim() === ''} loading={undo.isPending}>
              {words.undo}
            </Button>
          </Inline>
        </Stacked>
      </form>
    </Modal>
  );
}
