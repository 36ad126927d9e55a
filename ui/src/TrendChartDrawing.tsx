import { CompositeChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import type { TrendChartProps } from './TrendChart.tsx';
import { roundTicks } from './ticks.ts';

const chartKinds = { line: 'line', bar: 'bar', area: 'area' } as const;

/** The drawing of a trend, in its own chunk with the charting library. */
export function TrendChartDrawing({ points, series, target, format, title, height }: TrendChartProps) {
  const figures = points.flatMap((point) => series.flatMap((each) => point.values[each.id] ?? []));
  const ticks = roundTicks(
    target ? [...figures, target.value] : figures,
    series.some((each) => each.kind === 'bar'),
  );
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
          target
            ? [
                {
                  y: target.value,
                  label: target.label,
                  color: 'var(--q-muted)',
                  labelPosition: 'insideTopRight',
                  strokeDasharray: '4 4',
                },
              ]
            : []
        }
        valueFormatter={format}
        curveType="monotone"
        strokeWidth={2}
        withDots={false}
        maxBarWidth={28}
        withLegend={series.length > 1}
        gridAxis="x"
        tickLine="none"
        gridProps={{ strokeDasharray: '0' }}
        yAxisProps={{
          width: 56,
          ticks,
          domain: [ticks[0] ?? 0, ticks.at(-1) ?? 1],
          interval: 0,
          tickFormatter: format,
        }}
        composedChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}
