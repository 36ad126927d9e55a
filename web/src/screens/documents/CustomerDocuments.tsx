import { Button } from '@mantine/core';
import { EmptyState, ErrorState, Section, Skeleton, Stacked, useTexts } from '@quitus/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconFileInvoice } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { AddFiles } from './AddFiles.tsx';
import { DocumentRows, NotAddedFiles } from './DocumentRows.tsx';
import { addByName } from './send-file.ts';
import { useAddFiles } from './useAddFiles.ts';

const page = 100;

interface CustomerDocumentsProps {
  readonly customerId: string;
  readonly onItem: (itemId: string) => void;
}

/** Every document of a customer's items; new ones find their item by the number in their name. */
export function CustomerDocuments({ customerId, onItem }: CustomerDocumentsProps) {
  const texts = useTexts();
  const words = texts.documents;
  const [limit, setLimit] = useState(page);
  const documents = useQuery({
    queryKey: ['documents', 'customer', customerId, limit],
    queryFn: () => api('GET /customers/{id}/documents', { params: { id: customerId }, query: { limit } }),
    placeholderData: keepPreviousData,
  });
  const adding = useAddFiles((file) => addByName(file, 'invoice'));
  const add = <AddFiles label={words.add} progress={adding.progress} onFiles={(files) => void adding.begin(files)} />;
  if (documents.isError) return <ErrorState error={documents.error} onRetry={() => void documents.refetch()} />;
  if (!documents.data) return <Skeleton shape="lines" count={8} />;
  const { rows, total, openInvoices, openInvoicesWithDocument } = documents.data;
  return (
    <Section title={words.tab} actions={rows.length > 0 && add}>
      <Stacked gap="tight">
        <span className="q-muted">{words.help}</span>
        {openInvoices > 0 && <span>{words.coverage(openInvoicesWithDocument, openInvoices)}</span>}
        <NotAddedFiles files={adding.notAdded} />
        {rows.length === 0 ? (
          <EmptyState icon={IconFileInvoice} title={words.empty} action={add}>
            {words.emptyHelp}
          </EmptyState>
        ) : (
          <>
            <DocumentRows
              rows={rows}
              renderItem={(row) => (
                <Button variant="transparent" size="compact-sm" px={0} onClick={() => onItem(row.itemId)}>
                  {row.itemNumber}
                </Button>
              )}
            />
            {total > rows.length && (
              <Button
                variant="default"
                size="xs"
                loading={documents.isFetching}
                onClick={() => setLimit(Math.min(500, limit + page))}
              >
                {texts.mailbox.more(Math.min(page, total - rows.length))}
              </Button>
            )}
          </>
        )}
      </Stacked>
    </Section>
  );
}
