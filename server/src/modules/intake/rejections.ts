import type { Issue } from '@quitus/formats';
import { copyLine, sql, type Sql, type Transaction } from '../../platform/database/index.ts';

/** Makes `issue_load`: what could not be taken, or only with a warning, with the line as it came. */
export async function openIssueLoad(tx: Transaction): Promise<void> {
  await tx.run(sql`
    create temporary table issue_load (line bigint, field text, value text, code text, severity text, raw text) on commit drop
  `);
}

/** Adds issues found while reading; `raw` is the whole line. */
export async function addIssues(tx: Transaction, issues: readonly Issue[]): Promise<void> {
  if (issues.length === 0) return;
  await tx.copyIn(
    'issue_load',
    issues.map((issue) =>
      copyLine([issue.line, issue.column, issue.value, issue.code, issue.severity, issue.rejected?.text ?? '']),
    ),
  );
}

/** Adds issues found by a statement: a select of line, field, value, code, severity, raw. */
export function addIssuesFound(tx: Transaction, issues: Sql): Promise<number> {
  return tx.run(sql`insert into issue_load (line, field, value, code, severity, raw) ${issues}`);
}

/** Keeps the issues of this import for good, in the order of the file. */
export function keepIssues(tx: Transaction, importId: string): Promise<number> {
  return tx.run(sql`
    insert into intake.rejected_line (tenant_id, import_id, line, position, field, value, code, severity, raw)
    select ${tx.tenantId}, ${importId}, line, row_number() over (partition by line order by severity, field, code), field, value, code, severity, raw
    from issue_load
  `);
}

export type KeptIssue = { line: number; field: string; value: string; code: string; severity: 'error' | 'warning'; raw: string };

/** The first issues of a load that will be rolled back. */
export function firstIssues(tx: Transaction, limit: number): Promise<KeptIssue[]> {
  return tx.rows<KeptIssue>(sql`
    select line::int as line, field, value, code, severity, raw from issue_load order by severity, line limit ${limit}
  `);
}
