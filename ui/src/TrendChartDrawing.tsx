import { CompositeChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import type { TrendChartProps } from './TrendChart.tsx';

const chartKinds = { line: 'line', bar: 'bar', area: 'area' } as const;

/** Where the axis begins and ends: bars stand on zero, lines keep some air, and the target is always in sight. */
export function axisDomain({ points, series, target }: Pick<TrendChartProps, 'points' | 'series' | 'target'>): [number, number] {
  const figures = points.flatMap((point) => series.flatMap((each) => point.values[each.id] ?? []));
  const all = target ? [...figures, target.value] : figures;
  const [least, most] = [Math.min(...all, Infinity), Math.max(...all, -Infinity)];
  if (least > most) return [0, 1];
  const air = (most - least || Math.abs(most) || 1) * 0.08;
  if (series.some((each) => each.kind === 'bar')) return [Math.min(0, least), most + air];
  return [least >= 0 ? Math.max(0, least - air) : least - air, most + air];
}

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
        gridProps={{ strokeDasharray: '0' }}
        yAxisProps={{
          width: 56,
          domain: axisDomain({ points, series, ...(target ? { target } : {}) }),
          tickCount: 5,
          tickFormatter: format,
        }}
        composedChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}
