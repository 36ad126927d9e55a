import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChartLine, IconTable } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTexts } from './language.tsx';
import type { Tone } from './tokens.ts';

export interface TrendSeries {
  readonly id: string;
  readonly label: string;
  readonly tone: Tone;
  readonly kind?: 'line' | 'bar' | 'area';
}

export interface TrendPoint {
  /** What the axis says: "Mar", "W 12". */
  readonly label: string;
  /** One number by series, for display only; nothing where there is no figure. */
  readonly values: Readonly<Record<string, number | null>>;
}

export interface TrendChartProps {
  readonly title: string;
  readonly points: readonly TrendPoint[];
  readonly series: readonly TrendSeries[];
  readonly target?: { readonly value: number; readonly label: string };
  /** How a figure is written on the axis, on hover and in the table. */
  readonly format: (value: number) => string;
  readonly height?: number;
}

// Recharts weighs as much as the rest of a page: it comes when a chart is shown.
const Drawing = lazy(() => import('./TrendChartDrawing.tsx').then((module) => ({ default: module.TrendChartDrawing })));

/** A figure over time with its target; the same figures stand in a table one click away. */
export function TrendChart(props: TrendChartProps) {
  const texts = useTexts().common;
  const [table, setTable] = useState(false);
  const label = table ? texts.actions.showChart : texts.actions.showTable;
  const height = props.height ?? 220;
  return (
    <figure className="q-trend">
      <figcaption>
        <span>{props.title}</span>
        <Tooltip label={label}>
          <ActionIcon variant="subtle" color="gray" size={28} aria-label={label} onClick={() => setTable(!table)}>
            {table ? <IconChartLine size={16} /> : <IconTable size={16} />}
          </ActionIcon>
        </Tooltip>
      </figcaption>
      <div className="q-trend-body" style={{ height }}>
        {table ? (
          <TrendTable {...props} />
        ) : (
          <Suspense fallback={<span className="q-skeleton-block" role="status" aria-label={texts.trend.loading} />}>
            <Drawing {...props} height={height} />
          </Suspense>
        )}
      </div>
    </figure>
  );
}

function TrendTable({ points, series, target, format, title }: TrendChartProps) {
  const texts = useTexts().common.trend;
  return (
    <div className="q-trend-table" tabIndex={0} role="group" aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{texts.period}</th>
            {series.map((each) => (
              <th key={each.id} scope="col">
                {each.label}
              </th>
            ))}
            {target && <th scope="col">{target.label}</th>}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.label}>
              <th scope="row">{point.label}</th>
              {series.map((each) => {
                const value = point.values[each.id];
                return <td key={each.id}>{value === null || value === undefined ? '–' : format(value)}</td>;
              })}
              {target && <td>{format(target.value)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
