import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../database/index.ts';
import type { Answered } from '../http/index.ts';
import type { JobDone } from '../jobs/index.ts';
import { keepFigures } from './figures.ts';

/** What is counted of one program, in Prometheus' text format. Labels are routes, kinds and states, never an address, a name or a value. */
export type Metrics = {
  readonly answered: (answered: Answered) => void;
  readonly jobDone: (done: JobDone) => void;
  text(): Promise<string>;
  readonly contentType: string;
};

export type MetricsOptions = { readonly database: Database; readonly program: string; readonly version: string };

// Where the targets lie: a screen's read within 100 ms, a dashboard within 150, an upload within minutes.
const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 10, 60];
const jobSeconds = [0.01, 0.05, 0.25, 1, 5, 20, 60, 300, 1800];

/** Opens the counters of this program; the figures of the database are read when they are asked for, every ten seconds at most. */
export function openMetrics({ database, program, version }: MetricsOptions): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ program });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  new Gauge({ name: 'quitus_build_info', help: 'This version runs.', labelNames: ['version', 'node'], registers })
    .labels(version, process.version)
    .set(1);
  const requests = new Histogram({
    name: 'quitus_http_request_seconds',
    help: 'Requests answered, by route pattern.',
    labelNames: ['route', 'method', 'status'],
    buckets: requestSeconds,
    registers,
  });
  const jobs = new Histogram({
    name: 'quitus_job_seconds',
    help: 'Jobs worked on, by kind and how they ended.',
    labelNames: ['kind', 'outcome'],
    buckets: jobSeconds,
    registers,
  });
  const waited = new Counter({
    name: 'quitus_job_waited_seconds_total',
    help: 'How long jobs stood in the queue after they were due.',
    labelNames: ['kind'],
    registers,
  });
  keepPool(database, registers);
  const figures = keepFigures(database, registers);
  return {
    answered: ({ route, method, status, ms }) => requests.labels(route, methodOf(method), String(status)).observe(ms / 1000),
    jobDone: ({ kind, outcome, ms, waitedMs }) => {
      jobs.labels(kind, outcome).observe(ms / 1000);
      waited.labels(kind).inc(Math.max(0, waitedMs) / 1000);
    },
    text: async () => {
      await figures.refresh();
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

// A caller may invent methods; a label may not.
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const methodOf = (method: string): string => (methods.has(method) ? method : 'other');

function keepPool(database: Database, registers: Registry[]): void {
  const connections = new Gauge({
    name: 'quitus_database_connections',
    help: 'Connections of this program by state, and callers who wait for one.',
    labelNames: ['state'],
    registers,
    collect() {
      const { total, idle, waiting } = database.connections();
      connections.labels('in-use').set(total - idle);
      connections.labels('idle').set(idle);
      connections.labels('waited-for').set(waiting);
    },
  });
}
