import { Button } from '@mantine/core';
import { EmptyState, ErrorState, Skeleton, Stacked, formatTotals, sumAmounts, useLanguage, useTexts } from '@quitus/ui';
import { IconListCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api.ts';
import type { StatementRow } from '../customer-queries.ts';
import { claimable, claimedAmount } from './qualification.ts';

interface TakeItemsProps {
  readonly customerId: string;
  readonly onTake: (items: readonly StatementRow[]) => void;
}

// Beyond this many, one ticks in the statement what one means.
const mostItems = 1000;

/** Nothing is ticked: one press takes what is late, or all that is open, in one currency. On a phone the statement is out of sight. */
export function TakeItems({ customerId, onTake }: TakeItemsProps) {
  const words = useTexts().customer.qualify;
  const language = useLanguage();
  const statement = useQuery({
    queryKey: ['customer', customerId, 'statement', 'to-take'],
    queryFn: () => api('GET /customers/{id}/statement', { params: { id: customerId }, query: { limit: mostItems } }),
  });
  if (statement.isError) return <ErrorState error={statement.error} onRetry={() => void statement.refetch()} />;
  if (!statement.data) return <Skeleton shape="lines" count={3} />;
  const open = claimable(statement.data.rows);
  const late = open.filter((row) => (row.daysLate ?? 0) > 0);
  const choices = [
    { items: late, label: words.takeLate },
    { items: open, label: words.takeOpen },
  ].filter(
    ({ items }, place) => new Set(items.map((item) => item.currency)).size === 1 && (place === 0 || items.length > late.length),
  );
  return (
    <EmptyState
      icon={IconListCheck}
      title={words.needItems}
      {...(choices.length === 0
        ? {}
        : {
            action: (
              <Stacked gap="tight">
                {choices.map(({ items, label }) => (
                  <Button key={label(items.length)} variant="default" onClick={() => onTake(items)}>
                    {label(items.length)} ·{' '}
                    {formatTotals(
                      language,
                      sumAmounts(items.map((item) => ({ amount: claimedAmount(item), currency: item.currency }))),
                    )}
                  </Button>
                ))}
              </Stacked>
            ),
          })}
    />
  );
}
