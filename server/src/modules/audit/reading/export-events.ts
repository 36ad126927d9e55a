import { writeCsv } from '@quitus/formats';
import { type Language, textsIn } from '@quitus/texts';
import type { Actor } from '../../../kernel/actor.ts';
import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import type { AuditNeighbours } from '../neighbours.ts';
import type { ChangedField } from './changed-fields.ts';
import { conditionOf, type EventFilter } from './event-filter.ts';
import { eventColumns, type EventRow, eventViews, withSeals } from './event-view.ts';

export type ExportFormat = 'csv' | 'ndjson';

/** The events of a filter as a file, oldest first, of any size in constant memory. The export is recorded before its first line leaves. */
export async function exportEvents(
  db: TenantDatabase,
  filter: EventFilter,
  format: ExportFormat,
  reader: { readonly actor: Actor; readonly language: Language; readonly neighbours: AuditNeighbours },
): Promise<AsyncIterable<Uint8Array | string>> {
  await db.transaction((tx) => recordEvent(tx, { kind: 'audit.exported', actor: reader.actor, details: { format, ...filter } }));
  return format === 'csv' ? asCsv(db, filter, reader) : asLines(db, filter, reader);
}

type Reader = { readonly language: Language; readonly neighbours: AuditNeighbours };

async function* pages(db: TenantDatabase, filter: EventFilter): AsyncGenerator<EventRow[]> {
  yield* db.stream<EventRow>(sql`
    select ${eventColumns}
    from platform.event
    ${withSeals}
    where ${conditionOf(filter)}
    order by event.recorded_at, event.id
  `);
}

async function* asLines(db: TenantDatabase, filter: EventFilter, { language, neighbours }: Reader): AsyncGenerator<string> {
  for await (const rows of pages(db, filter)) {
    const views = await eventViews(db, rows, language, neighbours);
    const lines = views.map((view, place) => {
      const row = rows[place];
      return JSON.stringify({ ...view, details: row?.details ?? {}, digest: row?.digest?.toString('hex') ?? null });
    });
    yield `${lines.join('\n')}\n`;
  }
}

function asCsv(db: TenantDatabase, filter: EventFilter, { language, neighbours }: Reader): AsyncGenerator<Uint8Array> {
  const { columns } = textsIn(language).audit;
  const text = Object.values(columns).map((header) => ({ header, kind: 'text' as const }));
  async function* rowsOf(): AsyncGenerator<readonly (string | null)[]> {
    for await (const rows of pages(db, filter))
      for (const view of await eventViews(db, rows, language, neighbours))
        yield [
          view.number === null ? null : String(view.number),
          view.at,
          view.kind,
          view.words,
          view.actor.kind,
          view.actor.name,
          view.origin?.address ?? null,
          view.entity?.name ?? null,
          view.customer?.code ?? null,
          view.customer?.name ?? null,
          view.subjectId,
          view.changes.map(inOneLine).join(' | '),
        ];
  }
  return writeCsv(text, rowsOf());
}

function inOneLine({ label, before, after }: ChangedField): string {
  return before === null ? `${label}: ${after ?? '–'}` : `${label}: ${before} → ${after ?? '–'}`;
}
