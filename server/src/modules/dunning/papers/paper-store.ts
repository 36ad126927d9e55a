import { paperKinds, type PaperTemplateView } from '@quitus/contract';
import { jsonb, type Queryable, sql, type Transaction } from '../../../platform/database/index.ts';
import { type PaperTemplate, plainPaper } from './paper.ts';

type Row = PaperTemplate & { readonly changedAt: Temporal.Instant; readonly changedBy: string };

/** What the tenant has its papers say; nothing of those it left alone. One statement. */
export function paperTemplates(db: Queryable): Promise<Row[]> {
  return db.rows<Row>(sql`
    select kind, columns, fr, en, variants, revision, changed_at as "changedAt", changed_by as "changedBy" from dunning.paper_template
  `);
}

/** Every paper as the screen shows it, those left alone among them. */
export async function paperViews(db: Queryable): Promise<PaperTemplateView[]> {
  const written = new Map((await paperTemplates(db)).map((row) => [row.kind, row]));
  return paperKinds.map((kind) => {
    const row = written.get(kind);
    const { columns, variants, ...rest } = row ?? plainPaper(kind);
    return {
      ...rest,
      columns: [...columns],
      variants: [...variants],
      changedAt: row?.changedAt.toString() ?? null,
      changedBy: row?.changedBy ?? null,
    };
  });
}

/** Keeps a paper's words at the next revision; false when somebody else wrote since `paper.revision`. */
export async function keepPaper(
  tx: Transaction,
  paper: PaperTemplate,
  by: { readonly name: string; readonly now: Temporal.Instant },
): Promise<boolean> {
  const kept = await tx.maybe<{ revision: number }>(sql`
    insert into dunning.paper_template (tenant_id, kind, columns, fr, en, variants, revision, changed_at, changed_by)
    values (${tx.tenantId}, ${paper.kind}, ${[...paper.columns]}, ${jsonb(paper.fr)}, ${jsonb(paper.en)}, ${jsonb(paper.variants)}, ${paper.revision + 1},
      ${by.now.toString()}, ${by.name})
    on conflict (tenant_id, kind) do update
    set columns = excluded.columns, fr = excluded.fr, en = excluded.en, variants = excluded.variants, revision = excluded.revision,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by
    where paper_template.revision = ${paper.revision}
    returning revision
  `);
  return kept !== undefined;
}
