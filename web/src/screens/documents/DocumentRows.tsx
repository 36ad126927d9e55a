import { addressOf } from '@quitus/contract/client';
import { formatCount, formatInstant } from '@quitus/texts';
import { Confirm, Reasons, ShortTable, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { useSettings } from '../settings/settings-queries.ts';
import type { ItemDocument } from './send-file.ts';
import type { NotAdded } from './useAddFiles.ts';

interface DocumentRowsProps {
  readonly rows: readonly ItemDocument[];
  /** Of several items: each row says whose it is. */
  readonly renderItem?: (document: ItemDocument) => React.ReactNode;
}

/** Documents to open or take away. */
export function DocumentRows({ rows, renderItem }: DocumentRowsProps) {
  const texts = useTexts();
  const words = texts.documents;
  const language = useLanguage();
  const { byKey } = useSettings();
  const marksCopies = byKey.get('invoices.copyMark')?.value === 'on';
  return (
    <ShortTable
      label={words.tab}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        ...(renderItem ? [{ id: 'item', title: words.columns.item, cell: renderItem }] : []),
        {
          id: 'name',
          title: words.columns.name,
          cell: (row) => (
            <>
              <a href={addressOf('GET /documents/{id}/file', { params: { id: row.id } })} download>
                {row.name}
              </a>
              <div className="q-muted">
                {words.kinds[row.kind]} · {texts.mailbox.bytes(formatCount(language, Math.max(1, Math.round(row.bytes / 1024))))}
                {marksCopies && row.kind === 'invoice' && row.mediaType === 'application/pdf' && (
                  <>
                    {' · '}
                    <a href={addressOf('GET /documents/{id}/copy', { params: { id: row.id } })} download>
                      {words.asCopy}
                    </a>
                  </>
                )}
              </div>
            </>
          ),
        },
        {
          id: 'added',
          title: words.columns.added,
          wideOnly: true,
          cell: (row) => (
            <span className="q-muted">
              <span className="q-number">{formatInstant(language, row.addedAt)}</span> · {row.addedBy}
            </span>
          ),
        },
        { id: 'remove', title: words.remove, quiet: true, align: 'end' as const, cell: (row) => <Remove document={row} /> },
      ]}
    />
  );
}

function Remove({ document }: { readonly document: ItemDocument }) {
  const texts = useTexts();
  const words = texts.documents;
  const toast = useToast();
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => api('DELETE /documents/{id}', { params: { id: document.id } }),
    onSuccess: async () => {
      setAsking(false);
      toast.done(words.removed);
      await cache.invalidateQueries({ queryKey: ['documents'] });
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <>
      <MayButton may="work" size="compact-xs" variant="subtle" color="gray" onClick={() => setAsking(true)}>
        {words.remove}
      </MayButton>
      <Confirm
        opened={asking}
        title={words.removeTitle(document.name)}
        lines={[]}
        action={words.remove}
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        {words.removeHelp}
      </Confirm>
    </>
  );
}

/** What was not added, file by file, with the reason. */
export function NotAddedFiles({ files }: { readonly files: readonly NotAdded[] }) {
  const words = useTexts().documents;
  if (files.length === 0) return null;
  return (
    <div role="status">
      <strong>{words.notAdded(files.length)}</strong>
      <Reasons
        reasons={files.map((file) => ({
          sentence: (
            <>
              {file.name} <span className="q-muted">· {file.why}</span>
            </>
          ),
          weighs: 'against',
        }))}
      />
    </div>
  );
}
