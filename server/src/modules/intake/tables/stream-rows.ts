import type { Table } from '@quitus/formats';
import { copyLine, sql, type Transaction } from '../../../platform/database/index.ts';
import type { CellReader, cellReader } from './cell-readers.ts';

/** What streaming a table told: its rows, and per currency what was taken and what was left out. */
export type RowsRead = {
  rows: number;
  rejected: number;
  warnings: number;
  readonly taken: Map<string, bigint>;
  readonly left: Map<string, bigint>;
};

type RowCopy = { readonly text: string; readonly currency?: string; readonly minor?: bigint | null };

const longestWarningList = 20_000;

/**
 * Streams the rows of a table into a temporary table whose COPY text `read` makes; `target` must begin with a column `issue`, in which issues
 * travel on the same stream. `rejected` is known by `read` so that a row left out can still be told apart. Constant memory.
 */
export async function streamRows(
  tx: Transaction,
  table: Table,
  cells: ReturnType<typeof cellReader>,
  target: string,
  read: (line: number, reader: CellReader, rejectedNow: () => boolean) => RowCopy,
): Promise<RowsRead> {
  const told: RowsRead = { rows: 0, rejected: 0, warnings: 0, taken: new Map(), left: new Map() };
  const width = target.split(',').length;
  const issueLine = (issue: object): string =>
    copyLine([
      JSON.stringify(issue),
      ...(target.includes('rejected') ? [true] : []),
      ...Array.from({ length: width - (target.includes('rejected') ? 2 : 1) }, () => null),
    ]);

  async function* text(): AsyncGenerator<string> {
    for await (const batch of table.rows()) {
      let lines = '';
      for (const issue of batch.issues) {
        if (issue.severity === 'error') {
          told.rows += 1;
          told.rejected += 1;
        } else told.warnings += 1;
        lines += issueLine({ ...issue, rejected: undefined, raw: issue.rejected?.text ?? '' });
      }
      for (const record of batch.rows) {
        if (record.cells.every((cell) => cell === '')) continue;
        told.rows += 1;
        cells.open(record);
        const copy = read(record.line, cells.reader, () => cells.close().failed);
        const { issues, failed } = cells.close();
        if (failed) told.rejected += 1;
        if (copy.currency !== undefined) {
          const side = failed ? told.left : told.taken;
          side.set(copy.currency, (side.get(copy.currency) ?? 0n) + (copy.minor ?? 0n));
        }
        for (const issue of issues) {
          if (issue.severity === 'warning') {
            told.warnings += 1;
            if (told.warnings > longestWarningList) continue;
          }
          lines += issueLine({ ...issue, rejected: undefined, raw: issue.rejected?.text ?? '' });
        }
        if (!failed || target.includes('rejected')) lines += copy.text;
      }
      if (lines !== '') yield lines;
    }
  }

  await tx.copyIn(target, text());
  const name = target.slice(0, target.indexOf(' '));
  await tx.run(sql`
    insert into issue_load (line, field, value, code, severity, raw)
    select (issue::jsonb ->> 'line')::bigint, issue::jsonb ->> 'column', issue::jsonb ->> 'value', issue::jsonb ->> 'code', issue::jsonb ->> 'severity',
      issue::jsonb ->> 'raw'
    from ${sql.ref(name)}
    where issue is not null
  `);
  await tx.run(sql`delete from ${sql.ref(name)} where issue is not null`);
  await tx.run(sql`analyze ${sql.ref(name)}`);
  return told;
}
