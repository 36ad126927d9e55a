import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { formatDay } from '@quitus/texts';
import { Inline, Skeleton, Stacked, useLanguage, useTexts, useToast, useToday } from '@quitus/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { AddFiles } from './AddFiles.tsx';
import { DocumentRows, NotAddedFiles } from './DocumentRows.tsx';
import { addToItem, type DocumentKind } from './send-file.ts';
import { useAddFiles } from './useAddFiles.ts';

const kinds = ['invoice', 'delivery-note', 'purchase-order', 'proof', 'other'] as const;

interface ItemDocumentsProps {
  readonly itemId: string;
  readonly kind: string;
  readonly unsent: boolean;
  readonly sentOn: string | null;
}

/** What stands behind one item, and its sending: open, add, send the invoice, say when it was sent. */
export function ItemDocuments({ itemId, kind, unsent, sentOn }: ItemDocumentsProps) {
  const words = useTexts().documents;
  const language = useLanguage();
  const [adds, setAdds] = useState<DocumentKind>('invoice');
  const documents = useQuery({
    queryKey: ['documents', 'item', itemId],
    queryFn: () => api('GET /items/{id}/documents', { params: { id: itemId } }),
  });
  const adding = useAddFiles((file) => addToItem(itemId, file, adds).then(() => ({ unmatched: null })));
  const rows = documents.data?.rows;
  const hasInvoice = rows?.some((row) => row.kind === 'invoice') ?? false;
  return (
    <section>
      <h3 className="i-heading">{words.ofItem(rows?.length ?? 0)}</h3>
      <Stacked gap="tight">
        {!rows ? (
          !documents.isError && <Skeleton shape="lines" count={2} />
        ) : rows.length === 0 ? (
          <p className="i-quiet">{words.noneOfItem}</p>
        ) : (
          <DocumentRows rows={rows} />
        )}
        <NotAddedFiles files={adding.notAdded} />
        <Inline>
          <NativeSelect
            size="xs"
            aria-label={words.kind}
            value={adds}
            data={kinds.map((each) => ({ value: each, label: words.kinds[each] }))}
            onChange={(event) => setAdds(kinds.find((each) => each === event.currentTarget.value) ?? 'invoice')}
          />
          <AddFiles label={words.addToItem} progress={adding.progress} onFiles={(files) => void adding.begin(files)} />
        </Inline>
        {kind === 'invoice' && (
          <>
            {(unsent || sentOn) && (
              <p className="i-quiet">{sentOn ? words.sentOn(formatDay(language, sentOn)) : words.notSent}</p>
            )}
            <Inline>
              <SendInvoice itemId={itemId} blocked={hasInvoice ? undefined : words.needsDocument} />
              <MarkSent itemId={itemId} sentOn={sentOn} />
            </Inline>
          </>
        )}
      </Stacked>
    </section>
  );
}

function useTold(sentence: string, onDone: () => void) {
  const texts = useTexts();
  const toast = useToast();
  const cache = useQueryClient();
  return {
    onSuccess: async (said?: string) => {
      onDone();
      toast.done(said ?? sentence);
      await Promise.all([cache.invalidateQueries({ queryKey: ['item'] }), cache.invalidateQueries({ queryKey: ['messages'] })]);
    },
    onError: (error: Error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  };
}

function SendInvoice({ itemId, blocked }: { readonly itemId: string; readonly blocked: string | undefined }) {
  const texts = useTexts();
  const words = texts.documents;
  const { close } = texts.common.actions;
  const [asking, setAsking] = useState(false);
  const [to, setTo] = useState('');
  const told = useTold('', () => setAsking(false));
  const send = useMutation({
    mutationFn: () =>
      api('POST /items/{id}/send-invoice', { params: { id: itemId }, body: to.trim() === '' ? {} : { to: to.trim() } }),
    onSuccess: (queued) => told.onSuccess(words.sendDone(queued.to)),
    onError: told.onError,
  });
  return (
    <>
      <MayButton may="work" size="xs" variant="default" blocked={blocked} onClick={() => setAsking(true)}>
        {words.sendInvoice}
      </MayButton>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={words.sendTitle}
        lockScroll={false}
        closeButtonProps={{ 'aria-label': close }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!send.isPending) send.mutate();
          }}
        >
          <Stacked>
            <p className="q-muted">{words.sendHelp}</p>
            <TextInput
              label={words.sendTo}
              description={words.sendToHelp}
              type="email"
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
            <Inline end>
              <Button type="submit" loading={send.isPending}>
                {words.sendSubmit}
              </Button>
            </Inline>
          </Stacked>
        </form>
      </Modal>
    </>
  );
}

function MarkSent({ itemId, sentOn }: { readonly itemId: string; readonly sentOn: string | null }) {
  const texts = useTexts();
  const words = texts.documents;
  const { close } = texts.common.actions;
  const today = useToday();
  const [asking, setAsking] = useState(false);
  const [on, setOn] = useState(sentOn ?? today);
  const told = useTold(words.marked, () => setAsking(false));
  const mark = useMutation({
    mutationFn: () => api('POST /items/{id}/sent', { params: { id: itemId }, body: { on } }),
    onSuccess: () => told.onSuccess(),
    onError: told.onError,
  });
  return (
    <>
      <MayButton may="work" size="xs" variant="subtle" onClick={() => setAsking(true)}>
        {words.markSent}
      </MayButton>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={words.markTitle}
        lockScroll={false}
        closeButtonProps={{ 'aria-label': close }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!mark.isPending) mark.mutate();
          }}
        >
          <Stacked>
            <TextInput
              type="date"
              label={words.markDay}
              required
              max={today}
              value={on}
              onChange={(event) => setOn(event.currentTarget.value)}
            />
            <Inline end>
              <Button type="submit" loading={mark.isPending}>
                {words.markSubmit}
              </Button>
            </Inline>
          </Stacked>
        </form>
      </Modal>
    </>
  );
}
