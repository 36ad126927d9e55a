import { Gauge, type Registry } from 'prom-client';
import { type Database, sql } from '../database/index.ts';

type Figure = { readonly figure: string; readonly tenantId: number | null; readonly label: string; readonly value: number };

/** One gauge a figure: what it is called in the database, in Prometheus, and which label its state is. */
const gauges: Readonly<Record<string, { readonly name: string; readonly help: string; readonly label?: string }>> = {
  messages: { name: 'quitus_messages', help: 'Messages that are not over, by state.', label: 'state' },
  messages_oldest_due_seconds: {
    name: 'quitus_messages_oldest_due_seconds',
    help: 'How long the first message of the queue has been due.',
  },
  imports: { name: 'quitus_imports_of_a_day', help: 'Imports of the last 24 hours, by state.', label: 'state' },
  events_unsealed: { name: 'quitus_events_unsealed', help: 'Events that the audit has not sealed yet.' },
  last_backup: { name: 'quitus_last_backup_timestamp_seconds', help: 'When the last finished backup was taken.' },
  last_run: {
    name: 'quitus_last_run_timestamp_seconds',
    help: 'When the last daily run ended, by number of the organisation.',
    label: 'tenant',
  },
  jobs_waiting: { name: 'quitus_jobs_due', help: 'Jobs due and not done, by kind.', label: 'kind' },
  jobs_oldest: { name: 'quitus_jobs_oldest_due_seconds', help: 'How long the first job of a kind has been due.', label: 'kind' },
  jobs_failing: { name: 'quitus_jobs_failing', help: 'Jobs whose last try failed, by kind.', label: 'kind' },
};

const freshForMs = 10_000;

/** Gauges of what the database knows. They are read together; several scrapes within ten seconds are one reading. */
export function keepFigures(database: Database, registers: Registry[]): { refresh(): Promise<void> } {
  const known = new Map(
    Object.entries(gauges).map(([figure, { name, help, label }]) => [
      figure,
      new Gauge({ name, help, labelNames: label ? [label] : [], registers }),
    ]),
  );
  const up = new Gauge({ name: 'quitus_database_up', help: 'Whether the database answered.', registers });
  let readAt = -freshForMs;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    try {
      const figures = await figuresOf(database);
      for (const gauge of known.values()) gauge.reset();
      for (const { figure, tenantId, label, value } of figures) {
        const gauge = known.get(figure);
        if (gauge && gauges[figure]?.label) gauge.labels(tenantId === null ? label : String(tenantId)).set(value);
        else gauge?.set(value);
      }
      up.set(1);
      readAt = performance.now();
    } catch {
      // Told as a figure: the rest of this program's metrics must not be lost with the database.
      up.set(0);
    }
  }

  return {
    refresh: () => {
      if (performance.now() - readAt < freshForMs) return Promise.resolve();
      reading ??= read().finally(() => {
        reading = undefined;
      });
      return reading;
    },
  };
}

function figuresOf(database: Database): Promise<Figure[]> {
  return database.system.rows<Figure>(sql`
    select figure, of_tenant as "tenantId", label, value from platform.operation_figures()
    union all
    select 'jobs_waiting', null, kind, count(*) from platform.due_work where due_at <= now() group by kind
    union all
    select 'jobs_oldest', null, kind, extract(epoch from now() - min(due_at)) from platform.due_work where due_at <= now() group by kind
    union all
    select 'jobs_failing', null, kind, count(*) from platform.due_work where attempts > 0 group by kind
  `);
}
