import { SegmentedControl } from '@mantine/core';
import { ErrorState, Skeleton, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { EditPaper } from './EditPaper.tsx';

const kinds = ['statement', 'interest-note'] as const;

/** What the papers that go along with reminders say around their tables. */
export function PapersTab() {
  const words = useTexts().templates.papers;
  const [kind, setKind] = useState<(typeof kinds)[number]>('statement');
  const answer = useQuery({ queryKey: ['paper-templates'], queryFn: () => api('GET /paper-templates') });
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  const paper = answer.data?.papers.find((each) => each.kind === kind);
  if (!paper) return <Skeleton shape="lines" count={8} />;
  return (
    <>
      <p className="p-lead q-muted">{words.lead}</p>
      <div>
        <SegmentedControl
          size="sm"
          aria-label={words.kind}
          value={kind}
          onChange={(next) => setKind(kinds.find((each) => each === next) ?? 'statement')}
          data={kinds.map((each) => ({ value: each, label: words.kinds[each] }))}
        />
      </div>
      {/* Another revision is another paper: what is typed belongs to the one it began with. */}
      <EditPaper key={`${kind} ${paper.revision}`} paper={paper} />
    </>
  );
}
