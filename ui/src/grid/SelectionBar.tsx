import { Button } from '@mantine/core';
import { formatTotals, sumAmounts } from '../amounts.ts';
import { useLanguage, useTexts } from '../language.tsx';
import type { GridSelection } from './columns.ts';

interface SelectionBarProps<Row> {
  readonly selection: GridSelection<Row>;
  /** Rows of the filter. */
  readonly total: number;
}

/** The bar that follows ticked rows: how many, their sum, and what can be done with them. */
export function SelectionBar<Row>({ selection, total }: SelectionBarProps<Row>) {
  const language = useLanguage();
  const texts = useTexts().common.grid;
  const { ticked, amountOf, everything = false, onEverything } = selection;
  if (ticked.size === 0 && !everything) return null;
  const sum = amountOf && !everything ? formatTotals(language, sumAmounts([...ticked.values()].map(amountOf))) : undefined;
  const clear = () => {
    onEverything?.(false);
    selection.onChange(new Map());
  };
  return (
    <div className="q-grid-bar">
      <div role="status" className="q-grid-sum">
        <span>{everything ? texts.everything(total) : texts.sum(ticked.size)}</span>
        {sum !== undefined && <strong className="q-number">{sum}</strong>}
      </div>
      {onEverything && !everything && total > ticked.size && (
        <Button variant="subtle" size="xs" onClick={() => onEverything(true)}>
          {texts.tickEverything(total)}
        </Button>
      )}
      <div className="q-grid-actions">{selection.actions}</div>
      <Button variant="subtle" color="gray" size="xs" onClick={clear}>
        {texts.clearSelection}
      </Button>
    </div>
  );
}
