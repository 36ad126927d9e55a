import { formatMonth } from '@quitus/texts';
import { EmptyState, Section, TrendChart, useLanguage, useTexts } from '@quitus/ui';
import { IconChartLine } from '@tabler/icons-react';
import type { OverviewCurrency } from './drill.ts';

/** The DSO at each month end of two years, with its target; the chart itself is fetched when there is something to draw. */
export function DsoTrend({ dso }: { readonly dso: OverviewCurrency['dso'] }) {
  const language = useLanguage();
  const words = useTexts().overview.screen;
  const days = (value: number) => words.days(new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value));
  const known = dso.trend.some((point) => point.value !== null);
  if (!known)
    return (
      <Section title={words.trend}>
        <EmptyState icon={IconChartLine} title={words.trendUnknown} />
      </Section>
    );
  return (
    <Section title={<span className="q-hidden">{words.trend}</span>}>
      <TrendChart
        title={words.trend}
        points={dso.trend.map((point) => ({ label: formatMonth(language, point.month), values: { dso: point.value } }))}
        series={[{ id: 'dso', label: words.dso, tone: 'accent' }]}
        {...(dso.target === null ? {} : { target: { value: dso.target, label: words.trendTarget } })}
        format={days}
        height={240}
      />
    </Section>
  );
}
