import { ErrorState, formatTotals, hint, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
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

/** The reach of a scenario on one line: who follows it, what is made today and within seven days, for how much. */
export function ReachLine({ answer }: { readonly answer: UseQueryResult<Reach> }) {
  const texts = useTexts();
  const words = texts.scenarios.editor.reaches;
  const { reach: parts } = texts.scenarios.screen;
  const language = useLanguage();
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  const reach = answer.data;
  if (!reach) return <p className="n-reach q-muted">{texts.common.loading}</p>;
  const made = ({ messages, toConfirm, tasks }: Reach['today']) =>
    [
      ...(messages > 0 ? [parts.messages(messages)] : []),
      ...(toConfirm > 0 ? [parts.toConfirm(toConfirm)] : []),
      ...(tasks > 0 ? [parts.tasks(tasks)] : []),
    ].join(', ') || parts.none;
  return (
    <p className="n-reach q-number" {...hint(words.help)}>
      <strong>
        {words.customers(reach.customers)} · {parts.openItems(reach.openItems)}
      </strong>
      <span>
        <span className="q-muted">{words.today}</span> {made(reach.today)}
      </span>
      <span>
        <span className="q-muted">{words.week}</span> {made(reach.nextSevenDays)}
      </span>
      {reach.amounts.length > 0 && <span className="q-muted">{formatTotals(language, reach.amounts)}</span>}
    </p>
  );
}
