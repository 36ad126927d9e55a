import type { OutputOf } from '@quitus/contract/client';
import { OpenList, Section, formatTotals, useLanguage, useTexts } from '@quitus/ui';
import { IconHourglassEmpty } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { toQualifyFilter } from '../items/QualifyItems.tsx';
import { usePortfolio } from './useAgendaSearch.ts';

interface ToQualifyAlertProps {
  readonly answer: OutputOf<'GET /agenda/alerts'>['toQualify'];
}

/** What waits for a person since sending went live: how many items, for how much; it leads to their list. */
export function ToQualifyAlert({ answer }: ToQualifyAlertProps) {
  const words = useTexts().holds.alert;
  const language = useLanguage();
  const navigate = useNavigate();
  const { collectorId } = usePortfolio();
  if (answer.total === 0) return null;
  const whose = collectorId ? [`collector:is:${collectorId}`] : [];
  return (
    <Section
      title={
        <>
          {words.title} <span className="q-count">{answer.total}</span>
        </>
      }
    >
      <OpenList
        label={words.title}
        entries={[
          {
            id: 'to-qualify',
            icon: IconHourglassEmpty,
            tone: 'waiting',
            title: words.entry(answer.total),
            detail: words.detail,
            figure: formatTotals(language, answer.totals),
            onOpen: () => void navigate({ to: '/items', search: { f: [toQualifyFilter, ...whose] } }),
          },
        ]}
      />
    </Section>
  );
}
