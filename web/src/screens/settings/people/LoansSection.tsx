import { Button } from '@mantine/core';
import { formatDay } from '@quitus/texts';
import { EmptyState, ErrorState, Section, ShortTable, Skeleton, StatusBadge, useLanguage, useTexts, useToast } from '@quitus/ui';
import type { Tone } from '@quitus/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconBeach } from '@tabler/icons-react';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useMay, useSession } from '../../../session.ts';
import { LendDialogue } from './LendDialogue.tsx';
import { delegationsQuery, usePeopleChanged } from './people-queries.ts';
import type { Delegation } from './people-queries.ts';

const tones: Record<Delegation['state'], Tone> = { running: 'accent', planned: 'waiting', over: 'neutral', ended: 'neutral' };

/** Portfolios on loan for an absence: running, planned, over. */
export function LoansSection() {
  const words = useTexts().people;
  const answer = useQuery(delegationsQuery);
  const [lending, setLending] = useState(false);
  const manages = useMay('manage');
  return (
    <Section
      title={words.tabs.loans}
      actions={
        <MayButton may="work" size="xs" variant="default" onClick={() => setLending(true)}>
          {manages ? words.loans.open : words.loans.openMine}
        </MayButton>
      }
    >
      <p className="p-lead q-muted">{words.loans.lead}</p>
      {answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : !answer.data ? (
        <Skeleton shape="lines" count={3} />
      ) : answer.data.delegations.length === 0 ? (
        <EmptyState icon={IconBeach} title={words.loans.none}>
          {words.loans.noneText}
        </EmptyState>
      ) : (
        <LoansTable delegations={answer.data.delegations} />
      )}
      {lending && <LendDialogue onClose={() => setLending(false)} />}
    </Section>
  );
}

function LoansTable({ delegations }: { readonly delegations: readonly Delegation[] }) {
  const words = useTexts().people;
  const language = useLanguage();
  return (
    <ShortTable
      label={words.tabs.loans}
      rows={delegations}
      rowKey={(row) => row.id}
      columns={[
        { id: 'from', title: words.loans.from, cell: (row) => row.from.name },
        { id: 'to', title: words.loans.to, cell: (row) => row.to.name },
        {
          id: 'period',
          title: words.loans.period,
          wideOnly: true,
          cell: (row) => (
            <div className="p-person">
              <span className="q-number">
                {words.loans.span(formatDay(language, row.startsOn), formatDay(language, row.endsOn))}
              </span>
              {row.note !== '' && <span className="q-muted">{row.note}</span>}
            </div>
          ),
        },
        {
          id: 'state',
          title: words.loans.state,
          cell: (row) => (
            <StatusBadge tone={tones[row.state]} quiet>
              {words.loans.states[row.state]}
            </StatusBadge>
          ),
        },
        { id: 'do', title: words.do, quiet: true, align: 'end', cell: (row) => <EndLoan delegation={row} /> },
      ]}
    />
  );
}

function EndLoan({ delegation }: { readonly delegation: Delegation }) {
  const texts = useTexts();
  const words = texts.people.loans;
  const toast = useToast();
  const changed = usePeopleChanged();
  const { user } = useSession();
  const manages = useMay('manage');
  const works = useMay('work');
  const end = useMutation({
    mutationFn: () => api('DELETE /delegations/{id}', { params: { id: delegation.id } }),
    onSuccess: () => toast.done(words.ended(delegation.to.name)),
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
    onSettled: changed,
  });
  const live = delegation.state === 'running' || delegation.state === 'planned';
  const concerned = delegation.from.id === user.id || delegation.to.id === user.id;
  if (!live || !works || !(manages || concerned)) return null;
  return (
    <Button size="compact-sm" variant="default" loading={end.isPending} onClick={() => end.mutate()}>
      {words.end}
    </Button>
  );
}
