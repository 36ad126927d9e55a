import type { TableData } from '../../messages/index.ts';
import { clean } from '../messages/template.ts';
import type { ItemReferences } from './choose-paper.ts';
import type { PaperColumn } from './paper.ts';

/**
 * A table with the references of its items behind their numbers; a column in which nothing would stand is left out. `items` names the item of each row, by
 * group; rows beyond them are sums.
 */
export function withReferences(
  table: TableData,
  items: readonly (readonly string[])[],
  columns: readonly PaperColumn[],
  {
    references,
    labels,
  }: { readonly references: ReadonlyMap<string, ItemReferences>; readonly labels: Readonly<Record<PaperColumn, string>> },
): TableData {
  const said = (item: string | undefined, column: PaperColumn): string =>
    clean((item === undefined ? undefined : references.get(item)?.[column]) ?? '');
  const shown = columns.filter((column) => items.flat().some((item) => said(item, column) !== ''));
  if (shown.length === 0) return table;
  const put = <Cell>([first, ...rest]: readonly Cell[], added: readonly Cell[]): Cell[] =>
    first === undefined ? [...added] : [first, ...added, ...rest];
  return {
    ...table,
    columns: put(
      table.columns,
      shown.map((column) => ({ label: labels[column], align: 'left' as const })),
    ),
    groups: table.groups.map((group, place) => ({
      ...group,
      rows: group.rows.map((row, at) =>
        put(
          row,
          shown.map((column) => said(items[place]?.[at], column)),
        ),
      ),
    })),
  };
}
