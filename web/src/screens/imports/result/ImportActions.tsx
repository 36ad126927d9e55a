import { Tooltip, Button } from '@mantine/core';
import type { ImportView } from '@quitus/contract';
import { formatTotals, Confirm, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useScreenSearch } from '../../../search.ts';
import { useLedgerChanged } from '../import-queries.ts';

/** What can be done with an import now, as the server says. */
export function ImportActions({ view }: { readonly view: ImportView }) {
  const texts = useTexts();
  const words = texts.imports.actions;
  const { change } = useScreenSearch();
  const act = useAct(view);
  const may = new Set(view.allowedActions);
  const language = useLanguage();
  const settled = view.held?.figures ?? [];
  const settledItems = settled.reduce((sum, each) => sum + each.settledItems, 0);
  const amount = formatTotals(
    language,
    settled.map((each) => ({ amount: each.settledAmount, currency: each.currency })),
  );
  return (
    <>
      {may.has('discard') && (
        <MayButton may="import" variant="default" onClick={() => act.mutate('discard')}>
          {words.discard}
        </MayButton>
      )}
      {may.has('map') && (
        <MayButton may="import" variant="default" onClick={() => change({ show: 'columns' }, 'push')}>
          {words.map}
        </MayButton>
      )}
      {may.has('apply') && (
        <MayButton may="import" loading={act.isPending} onClick={() => act.mutate('apply')}>
          {view.state === 'failed' ? words.again : words.apply(view.counts.created)}
        </MayButton>
      )}
      {may.has('confirm') && (
        <MayButton may="import" color="late" loading={act.isPending} onClick={() => act.mutate('confirm')}>
          {settledItems > 0 ? words.confirm(settledItems, amount) : words.confirmPlain}
        </MayButton>
      )}
      {view.state === 'applied' && <Undo view={view} />}
    </>
  );
}

function Undo({ view }: { readonly view: ImportView }) {
  const words = useTexts().imports.actions;
  const [asking, setAsking] = useState(false);
  const act = useAct(view);
  const icon = <IconArrowBackUp size={15} aria-hidden />;
  if (!view.allowedActions.includes('undo'))
    return (
      <Tooltip label={view.undoRefusal}>
        <Button variant="default" data-disabled aria-disabled leftSection={icon}>
          {words.undo}
        </Button>
      </Tooltip>
    );
  return (
    <>
      <MayButton may="import" variant="default" leftSection={icon} onClick={() => setAsking(true)}>
        {words.undo}
      </MayButton>
      <Confirm
        opened={asking}
        title={words.undoTitle}
        lines={[
          { label: words.undoLines, count: view.counts.created },
          ...(view.counts.allocations > 0 ? [{ label: words.undoLettering, count: view.counts.allocations }] : []),
        ]}
        action={words.undo}
        danger
        busy={act.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => act.mutate('undo', { onSettled: () => setAsking(false) })}
      >
        {words.undoHelp}
      </Confirm>
    </>
  );
}

type Act = 'undo' | 'confirm' | 'discard' | 'apply';

function useAct(view: ImportView) {
  const texts = useTexts();
  const words = texts.imports.actions;
  const toast = useToast();
  const changed = useLedgerChanged();
  const params = { id: view.id };
  const calls: Record<Act, () => Promise<ImportView>> = {
    undo: () => api('POST /imports/{id}/undo', { params }),
    confirm: () => api('POST /imports/{id}/confirm', { params }),
    discard: () => api('POST /imports/{id}/discard', { params }),
    apply: () => api('POST /imports/{id}/read', { params, body: { dryRun: false } }),
  };
  const said: Partial<Record<Act, string>> = { undo: words.undone, confirm: words.confirmed, discard: words.discarded };
  return useMutation({
    mutationFn: (act: Act) => calls[act](),
    onSuccess: async (next, act) => {
      const sentence = said[act];
      if (sentence && next.state !== 'held') toast.done(sentence);
      await changed(next);
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
}
