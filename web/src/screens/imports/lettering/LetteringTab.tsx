import { Button, SegmentedControl } from '@mantine/core';
import { Confirm, EmptyState, ErrorState, Inline, Skeleton, Stacked, Toolbar, useTexts } from '@quitus/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconLink } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useScreenSearch } from '../../../search.ts';
import { AccountProposals } from './AccountProposals.tsx';
import { useDecide } from './useDecide.ts';

const confidences = ['0', '70', '90'] as const;
const shownAtOnce = 20;

/** Payments beside the invoices they seem to pay, by account, most at stake first: accepted or refused one, many or all. */
export function LetteringTab() {
  const texts = useTexts();
  const words = texts.imports.lettering;
  const { search, change } = useScreenSearch();
  const atLeast = confidences.find((each) => each === search.by) ?? '0';
  const [limit, setLimit] = useState(shownAtOnce);
  const [asking, setAsking] = useState(false);
  const decide = useDecide();
  const minimumConfidence = Number(atLeast) / 100;
  const answer = useQuery({
    queryKey: ['lettering', search.customer ?? '', atLeast, limit],
    queryFn: () =>
      api('GET /lettering-proposals', {
        query: { limit, minimumConfidence, ...(search.customer ? { customerId: search.customer } : {}) },
      }),
    placeholderData: keepPreviousData,
  });
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton shape="block" />;
  const { rows, total, proposals } = answer.data;
  return (
    <Stacked>
      <p className="i-note q-muted">{words.lead}</p>
      <Toolbar
        end={
          proposals > 1 && (
            // What is hardly surer than a guess is not to be accepted by the first button one sees.
            <MayButton may="work" variant={atLeast === '0' ? 'default' : 'filled'} onClick={() => setAsking(true)}>
              {words.acceptAll(proposals)}
            </MayButton>
          )
        }
      >
        <SegmentedControl
          size="xs"
          aria-label={words.confidence}
          value={atLeast}
          data={confidences.map((each) => ({ value: each, label: words.atLeast[each] }))}
          onChange={(each) => change({ by: each === '0' ? undefined : each })}
        />
        {search.customer && (
          <Button variant="subtle" size="xs" onClick={() => change({ customer: undefined })}>
            {words.onlyCustomer} {words.showAll}
          </Button>
        )}
        {total > 0 && <span className="i-note q-muted">{words.summary(proposals, total)}</span>}
      </Toolbar>
      {total === 0 ? (
        <EmptyState icon={IconLink} title={atLeast === '0' ? words.empty : words.emptyFilter}>
          {words.emptyHelp}
        </EmptyState>
      ) : (
        rows.map((account) => (
          <AccountProposals
            key={`${account.customerId} ${account.currency}`}
            account={account}
            atLeast={minimumConfidence}
            decide={decide}
          />
        ))
      )}
      {total > rows.length && (
        <Inline>
          <Button variant="default" loading={answer.isFetching} onClick={() => setLimit(limit + shownAtOnce)}>
            {words.more(Math.min(shownAtOnce, total - rows.length))}
          </Button>
        </Inline>
      )}
      <Confirm
        opened={asking}
        title={words.acceptAllTitle}
        lines={[{ label: words.acceptAllLine, count: proposals }]}
        action={words.acceptAll(proposals)}
        busy={decide.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          decide.mutate(
            { decision: 'accept', minimumConfidence, ...(search.customer ? { customerId: search.customer } : {}) },
            { onSettled: () => setAsking(false) },
          )
        }
      >
        {words.acceptAllHelp}
      </Confirm>
    </Stacked>
  );
}
