import { Button } from '@mantine/core';
import { formatCount } from '@quitus/texts';
import { ErrorState, Inline, Reasons, Section, ShortTable, Skeleton, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api.ts';
import type { CampaignReached } from './campaign.ts';

interface LeftOutProps {
  readonly campaignId: string;
  readonly revision: number;
  readonly counts: CampaignReached['leftOut'];
}

const shownAtOnce = 200;

/** Who of the audience gets nothing, by reason; by name when asked for. */
export function LeftOut({ campaignId, revision, counts }: LeftOutProps) {
  const words = useTexts().campaigns.one;
  const language = useLanguage();
  const [named, setNamed] = useState(false);
  const total = counts.reduce((sum, each) => sum + each.customers, 0);
  if (total === 0) return <p className="q-muted cmp-line">{words.leftOutNone}</p>;
  return (
    <Section plain title={words.leftOut(total)}>
      <div className="q-stacked" data-gap="tight">
        <Reasons
          reasons={counts.map((each) => ({
            sentence: (
              <>
                <span className="q-number">{formatCount(language, each.customers)}</span> · {each.words}
              </>
            ),
            weighs: 'held' as const,
          }))}
        />
        {named ? (
          <ByName campaignId={campaignId} revision={revision} />
        ) : (
          <Inline>
            <Button variant="default" size="xs" onClick={() => setNamed(true)}>
              {words.leftOutAll}
            </Button>
          </Inline>
        )}
      </div>
    </Section>
  );
}

function ByName({ campaignId, revision }: Pick<LeftOutProps, 'campaignId' | 'revision'>) {
  const words = useTexts().campaigns.one;
  const answer = useQuery({
    queryKey: ['campaign', campaignId, 'left-out', revision],
    queryFn: () => api('GET /campaigns/{id}/left-out', { params: { id: campaignId }, query: { limit: shownAtOnce } }),
  });
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton shape="lines" />;
  const { rows, total } = answer.data;
  return (
    <>
      <div className="cmp-names">
        <ShortTable
          label={words.leftOut(total)}
          rows={rows}
          rowKey={(row) => row.customerId}
          columns={[
            {
              id: 'customer',
              title: words.leftOutColumns.customer,
              cell: (row) => (
                <Link to="/customers/$id" params={{ id: row.customerId }}>
                  {row.name}
                </Link>
              ),
            },
            { id: 'reason', title: words.leftOutColumns.reason, cell: (row) => <span className="q-muted">{row.words}</span> },
          ]}
        />
      </div>
      {rows.length < total && <p className="q-muted cmp-line">{words.leftOutMore(rows.length, total)}</p>}
    </>
  );
}
