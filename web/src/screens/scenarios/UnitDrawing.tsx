import { useTexts } from '@quitus/ui';
import type { Draft } from './scenario.ts';

/** Which of three invoices go into which envelope; each invoice by its level. */
const envelopes: Record<Draft['unit'], readonly (readonly number[])[]> = {
  account: [[1, 2, 2]],
  level: [[1], [2, 2]],
  item: [[1], [2], [2]],
};
const heights = { line: 7, head: 13, gap: 5 };

/** A small drawing of one unit of dunning: the same three invoices, in one, two or three envelopes. */
export function UnitDrawing({ unit }: { readonly unit: Draft['unit'] }) {
  const words = useTexts().scenarios.editor.unitDrawing;
  const groups = envelopes[unit];
  const tall = (lines: readonly number[]) => heights.head + lines.length * heights.line;
  const tops = groups.map((_lines, index) => groups.slice(0, index).reduce((sum, before) => sum + tall(before) + heights.gap, 0));
  return (
    <svg className="n-unit" viewBox="0 0 64 74" width="64" height="74" role="img" aria-label={words[unit]}>
      {groups.map((lines, index) => (
        <g key={`${unit} ${index}`} transform={`translate(4 ${(tops[index] ?? 0) + 3})`}>
          <rect width="56" height={tall(lines)} rx="3" className="n-unit-envelope" />
          <path d="M1 2 L28 9 L55 2" className="n-unit-flap" />
          {lines.map((level, place) => (
            <rect
              key={`${level} ${place}`}
              x="8"
              y={heights.head + place * heights.line - 1}
              width="40"
              height="3.5"
              rx="1.75"
              className="n-unit-line"
              data-level={level}
            />
          ))}
        </g>
      ))}
    </svg>
  );
}
