import { CompositeChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import type { TrendChartProps } from './TrendChart.tsx';

const chartKinds = { line: 'line', bar: 'bar', area: 'area' } as const;

/** The drawing of a trend, in its own chunk with the charting library. */
export function TrendChartDrawing({ points, series, target, format, title, height }: TrendChartProps) {
  return (
    <div role="img" aria-label={title}>
      <CompositeChart
        h={height ?? 220}
        data={points.map((point) => ({ label: point.label, ...point.values }))}
        dataKey="label"
        series={series.map((each) => ({
          name: each.id,
          label: each.label,
          color: `var(--q-tone-${each.tone})`,
          type: chartKinds[each.kind ?? 'line'],
        }))}
        referenceLines={
          target ? [{ y: target.value, label: target.label, color: 'var(--q-muted)', labelPosition: 'insideTopRight' }] : []
        }
        valueFormatter={format}
        curveType="monotone"
        strokeWidth={2}
        withDots={false}
        maxBarWidth={28}
        withLegend={series.length > 1}
        gridAxis="x"
        tickLine="none"
        yAxisProps={{ width: 56, domain: ['auto', 'auto'] }}
        composedChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}
