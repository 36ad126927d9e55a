import { AgingBar, Columns, Section, Stat, Stats, TrendChart, useLanguage } from '@quitus/ui';
import type { TrendPoint } from '@quitus/ui';
import { formatMoneyShort, formatPercent } from '@quitus/texts';
import { sample } from './sample.ts';

const aging = {
  'not-due': '3510240.18',
  'late-1-30': '642180.40',
  'late-31-60': '318904.00',
  'late-61-90': '142377.25',
  'late-over-90': '206298.17',
} as const;

const months = (language: string): TrendPoint[] =>
  Array.from({ length: 24 }, (_, index) => ({
    label: new Intl.DateTimeFormat(language, { month: 'short', year: '2-digit', timeZone: 'UTC' }).format(
      Date.UTC(2024, 11 + index, 1),
    ),
    values: { dso: 62 - index * 0.45 + 3.2 * Math.sin(index / 2.1) },
  }));

const weeks: TrendPoint[] = Array.from({ length: 12 }, (_, index) => ({
  label: String(36 + index),
  values: {
    received: index < 8 ? 180_000 + 60_000 * Math.sin(index * 1.3) : null,
    expected: index >= 8 ? 210_000 + 40_000 * Math.cos(index) : null,
  },
}));

/** Headline figures, aged balance and trends, as on an overview. */
export function Figures() {
  const language = useLanguage();
  const words = sample[language];
  const short = (amount: string) => formatMoneyShort(language, amount, 'EUR');
  const open = () => undefined;
  return (
    <>
      <Section title={words.stats.toCollect}>
        <Stats>
          <Stat
            label={words.stats.toCollect}
            value={short('4820000')}
            onOpen={open}
            delta={{ text: `+${short('212000')} ${words.stats.since}`, direction: 'up', sense: 'neutral' }}
          />
          <Stat
            label={words.stats.overdue}
            value={short('1309759')}
            note={formatPercent(language, 0.27)}
            tone="late"
            onOpen={open}
            delta={{ text: `+${short('48000')} ${words.stats.since}`, direction: 'up', sense: 'bad' }}
          />
          <Stat
            label={words.stats.dso}
            value={words.stats.days}
            formula={words.stats.formula}
            note={words.stats.target}
            delta={{ text: `−2 ${words.stats.since}`, direction: 'down', sense: 'good' }}
          />
          <Stat
            label={words.stats.kept}
            value={formatPercent(language, 0.81)}
            onOpen={open}
            delta={{ text: `= ${words.stats.since}`, direction: 'level', sense: 'neutral' }}
          />
        </Stats>
        <div className="g-gap" />
        <AgingBar amounts={aging} currency="EUR" onOpen={open} />
      </Section>
      <Columns>
        <Section>
          <TrendChart
            title={words.trend.title}
            points={months(language)}
            series={[{ id: 'dso', label: words.trend.dso, tone: 'accent' }]}
            target={{ value: 48, label: words.trend.target }}
            format={words.trend.days}
          />
        </Section>
        <Section>
          <TrendChart
            title={words.cash.title}
            points={weeks}
            series={[
              { id: 'received', label: words.cash.received, tone: 'settled', kind: 'bar' },
              { id: 'expected', label: words.cash.expected, tone: 'current', kind: 'bar' },
            ]}
            format={(value) => short(String(value))}
          />
        </Section>
      </Columns>
    </>
  );
}
