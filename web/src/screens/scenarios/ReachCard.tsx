import { ErrorState, Facts, Section, Skeleton, formatTotals, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import type { Reach } from './scenario.ts';

/** Whom the published version reaches, today and within seven days, if nothing changes. */
export function useReach(scenarioId: string) {
  return useQuery({
    queryKey: ['scenario', scenarioId, 'reach'],
    queryFn: () => api('GET /scenarios/{id}/reach', { params: { id: scenarioId } }),
    staleTime: 60_000,
  });
}

/** The reach of a scenario in figures. */
export function ReachCard({ scenarioId }: { readonly scenarioId: string }) {
  const words = useTexts().scenarios.screen.reach;
  const language = useLanguage();
  const reach = useReach(scenarioId);
  return (
    <Section title={words.title}>
      {reach.isError ? (
        <ErrorState error={reach.error} onRetry={() => void reach.refetch()} />
      ) : !reach.data ? (
        <Skeleton shape="lines" />
      ) : (
        <>
          <p className="q-muted q-number">
            {words.customers(reach.data.customers)} · {words.openItems(reach.data.openItems)}
          </p>
          <Facts
            facts={[
              { name: words.today, value: <Reached reached={reach.data.today} /> },
              { name: words.week, value: <Reached reached={reach.data.nextSevenDays} /> },
              {
                name: words.amount,
                value: <strong className="q-number">{formatTotals(language, reach.data.amounts) || words.none}</strong>,
              },
            ]}
          />
        </>
      )}
    </Section>
  );
}

function Reached({ reached }: { readonly reached: Reach['today'] }) {
  const words = useTexts().scenarios.screen.reach;
  const parts = [
    ...(reached.messages > 0 ? [words.messages(reached.messages)] : []),
    ...(reached.toConfirm > 0 ? [words.toConfirm(reached.toConfirm)] : []),
    ...(reached.tasks > 0 ? [words.tasks(reached.tasks)] : []),
  ];
  return <span className="q-number">{parts.length === 0 ? words.none : parts.join(' · ')}</span>;
}
