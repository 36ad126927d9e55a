import { after, type Order, pageOf, windowOf } from '../../platform/criteria/index.ts';
import { type Queryable, sql, type TenantDatabase } from '../../platform/database/index.ts';
import { importById, importColumns, type ImportRow } from './import-record.ts';
import { refuse } from './refusals.ts';

export type ImportFilter = {
  readonly entityId?: string | undefined;
  readonly type?: string | undefined;
  readonly state?: string | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
  /** Where the page before ended. */
  readonly cursor?: string | undefined;
};

const newestFirst: Order = {
  descending: true,
  keys: [
    { sql: sql`import.created_at`, type: 'timestamptz' },
    { sql: sql`import.id`, type: 'uuid' },
  ],
};

/** Imports newest first, and how many there are. */
export async function listImports(
  db: Queryable,
  filter: ImportFilter,
): Promise<{ rows: ImportRow[]; nextCursor: string | null; total: number }> {
  const where = sql`
    (${filter.entityId ?? null}::uuid is null or import.entity_id = ${filter.entityId ?? null}::uuid)
    and (${filter.type ?? null}::text is null or import.type = ${filter.type ?? null})
    and (${filter.state ?? null}::text is null or import.state = ${filter.state ?? null})
  `;
  const asked = { list: 'imports', ...filter };
  const limit = filter.limit ?? 100;
  const page = { order: newestFirst, limit, offset: filter.offset, after: after(filter.cursor, asked, newestFirst) };
  const found = await db.rows<ImportRow & { keys: (string | null)[] }>(sql`
    with window_of as (${windowOf({ columns: sql`import.id`, from: sql`intake.import`, where, ...page })})
    select ${importColumns}, window_of.keys
    from window_of
    join intake.import on import.id = window_of.id
    join identity.entity on entity.tenant_id = import.tenant_id and entity.id = import.entity_id
    order by window_of.place
  `);
  const { total } = await db.one<{ total: number }>(sql`select count(*)::int as total from intake.import where ${where}`);
  return { ...pageOf(found, limit, asked), total };
}

export type IssueRow = { line: number; column: string; value: string; code: string; severity: 'error' | 'warning'; raw: string };

/** What could not be taken of an import, in the order of the file. */
export async function listIssues(
  db: Queryable,
  importId: string,
  filter: { severity?: 'error' | 'warning' | undefined; offset?: number | undefined; limit?: number | undefined },
): Promise<{ rows: IssueRow[]; total: number }> {
  const where = sql`import_id = ${importId} and (${filter.severity ?? null}::text is null or severity = ${filter.severity ?? null})`;
  const rows = await db.rows<IssueRow>(sql`
    select line::int as line, field as column, value, code, severity, raw from intake.rejected_line
    where ${where}
    order by line, position
    offset ${filter.offset ?? 0} limit ${filter.limit ?? 100}
  `);
  const { total } = await db.one<{ total: number }>(sql`select count(*)::int as total from intake.rejected_line where ${where}`);
  return { rows, total };
}

/** Gives up an import that was not applied. */
export async function discardImport(db: TenantDatabase, importId: string): Promise<void> {
  await importById(db, importId);
  const changed = await db.run(sql`
    update intake.import set state = 'discarded', finished_at = now()
    where id = ${importId} and state in ('uploaded', 'mapping', 'previewed', 'held', 'failed', 'refused')
  `);
  if (changed === 0) throw refuse('import.already-over');
}
