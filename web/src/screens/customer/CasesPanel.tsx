import { Checkbox } from '@mantine/core';
import { EmptyState, ErrorState, SidePanel, Skeleton, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { IconMoodCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { MayButton } from '../../MayButton.tsx';
import { DisputeEntry } from './cases/DisputeEntry.tsx';
import { HoldEntry } from './cases/HoldEntry.tsx';
import { PromiseEntry } from './cases/PromiseEntry.tsx';
import { SpecificEntry } from './cases/SpecificEntry.tsx';
import { disputesQuery, holdsQuery, promisesQuery, specificQuery } from './customer-queries.ts';

interface CasesPanelProps {
  readonly customerId: string;
  readonly onStop: () => void;
  readonly onClose: () => void;
}

/** What is promised, disputed or paused on an account, each with its end and what one may do about it. */
export function CasesPanel({ customerId, onStop, onClose }: CasesPanelProps) {
  const texts = useTexts();
  const words = texts.customer.cases;
  const [all, setAll] = useState(false);
  const promises = useQuery(promisesQuery(customerId, all ? 'all' : 'open'));
  const disputes = useQuery(disputesQuery(customerId, all ? 'all' : 'live'));
  const holds = useQuery(holdsQuery(customerId, all ? 'all' : 'live'));
  const specific = useQuery(specificQuery(customerId, all ? 'all' : 'open'));
  const failed = [promises, disputes, holds, specific].find((answer) => answer.isError);
  const ready = promises.data && disputes.data && holds.data && specific.data;
  const nothing =
    ready && promises.data.rows.length + disputes.data.rows.length + holds.data.holds.length + specific.data.rows.length === 0;
  return (
    <SidePanel
      title={words.title}
      label={words.title}
      onClose={onClose}
      takeFocus
      actions={
        <>
          <MayButton may="work" variant="default" onClick={onStop}>
            {words.stop}
          </MayButton>
          <Checkbox label={words.all} checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />
        </>
      }
    >
      {failed && <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />}
      {!ready && !failed && <Skeleton shape="lines" count={6} />}
      {nothing && <EmptyState icon={IconMoodCheck} title={words.none} />}
      {ready && (
        <>
          <Group title={words.promises} count={promises.data.rows.length}>
            {promises.data.rows.map((each) => (
              <PromiseEntry key={each.id} promise={each} />
            ))}
          </Group>
          <Group title={words.disputes} count={disputes.data.rows.length}>
            {disputes.data.rows.map((each) => (
              <DisputeEntry key={each.id} dispute={each} />
            ))}
          </Group>
          <Group title={texts.beside.specific.cases} count={specific.data.rows.length}>
            {specific.data.rows.map((each) => (
              <SpecificEntry key={each.id} action={each} />
            ))}
          </Group>
          <Group title={words.holds} count={holds.data.holds.length}>
            {holds.data.holds.map((each) => (
              <HoldEntry key={each.id} hold={each} customerId={customerId} />
            ))}
          </Group>
        </>
      )}
    </SidePanel>
  );
}

function Group({ title, count, children }: { readonly title: string; readonly count: number; readonly children: ReactNode }) {
  if (count === 0) return null;
  return (
    <section>
      <h3 className="c-heading">{title}</h3>
      <ul className="c-cases" aria-label={title}>
        {children}
      </ul>
    </section>
  );
}
