import { setTimeout as pause } from 'node:timers/promises';
import { exportOf } from './export.ts';
import type { Site } from './site.ts';
import type { Node } from './node.ts';

/** What the load did and how it was answered. */
export type Tally = {
  files: number;
  reads: number;
  runs: number;
  confirmed: number;
  promises: number;
  /** Messages written by hand whose writing was answered: their subjects. */
  written: string[];
  /** Requests that were answered, by status. */
  answers: Record<string, number>;
  /** Requests whose node died before answering; asked again of another. */
  unanswered: number;
  /** The slowest answers, in milliseconds. */
  slowest: number;
  faults: string[];
};

/** A client of the site: asks one of the serving nodes, and another one when that one died. */
export function newLoad(site: Site, nodes: readonly Node[]) {
  const tally: Tally = {
    files: 0,
    reads: 0,
    runs: 0,
    confirmed: 0,
    promises: 0,
    written: [],
    answers: {},
    unanswered: 0,
    slowest: 0,
    faults: [],
  };
  const serving = nodes.filter((node) => node.kind === 'serve');

  async function ask(path: string, init: { method?: string; body?: string | FormData; once?: string } = {}): Promise<unknown> {
    for (let attempt = Math.trunc(Math.random() * serving.length); ; attempt += 1) {
      const node = serving[attempt % serving.length];
      const begun = performance.now();
      try {
        const answer = await fetch(`${node?.base}/api/v1${path}`, {
          method: init.method ?? 'GET',
          headers: {
            authorization: `Bearer ${site.token}`,
            // A retry whose first try was worked through is answered the same, and does nothing.
            ...(init.once ? { 'idempotency-key': init.once } : {}),
            ...(typeof init.body === 'string' ? { 'content-type': 'application/json' } : {}),
          },
          ...(init.body === undefined ? {} : { body: init.body }),
          signal: AbortSignal.timeout(60_000),
        });
        const text = await answer.text();
        tally.answers[answer.status] = (tally.answers[answer.status] ?? 0) + 1;
        tally.slowest = Math.max(tally.slowest, performance.now() - begun);
        // 503: it is on its way out, and has begun nothing.
        if (answer.status === 503) {
          await pause(50);
          continue;
        }
        if (answer.status >= 500) tally.faults.push(`${init.method ?? 'GET'} ${path} ${answer.status} ${text.slice(0, 200)}`);
        return answer.ok && text ? JSON.parse(text) : undefined;
      } catch (error) {
        if (error instanceof SyntaxError) throw error;
        tally.unanswered += 1;
        await pause(50);
      }
    }
  }

  async function importFile(): Promise<void> {
    const number = (tally.files += 1);
    const form = new FormData();
    form.set('entityId', site.entityId);
    form.set('type', 'items');
    form.set('file', new File([exportOf(number)], `export-${number}.csv`));
    // No key: the same file again must change nothing by itself.
    await ask('/imports', { method: 'POST', body: form });
  }

  async function chase(): Promise<void> {
    tally.runs += 1;
    await ask('/runs', { method: 'POST', body: '{}' });
    const answer = (await ask('/actions/confirm', { method: 'POST', body: '{"all":true}' })) as
      | { confirmed?: number }
      | undefined;
    tally.confirmed += answer?.confirmed ?? 0;
  }

  async function anItem(): Promise<{ id: string; customerId: string } | undefined> {
    const found = (await ask('/items?limit=50')) as { rows?: { id: string; customerId: string }[] } | undefined;
    return found?.rows?.[Math.trunc(Math.random() * (found.rows.length || 1))];
  }

  async function promise(): Promise<void> {
    const item = await anItem();
    if (!item) return;
    const promisedFor = Temporal.Now.plainDateISO().add({ days: 5 }).toString();
    const once = crypto.randomUUID();
    const body = JSON.stringify({ items: [{ itemId: item.id, amount: '10.00' }], dueOn: promisedFor, means: 'transfer' });
    if (await ask(`/customers/${item.customerId}/promises`, { method: 'POST', body, once })) tally.promises += 1;
  }

  async function write(): Promise<void> {
    const item = await anItem();
    if (!item) return;
    const once = crypto.randomUUID();
    const subject = `Relevé ${once}`;
    const to = `compta@${once.slice(0, 8)}.example`;
    const body = JSON.stringify({ template: 'statement', to, language: 'fr', subject, text: 'Bonjour', itemIds: [item.id] });
    // Asked again with its key when nobody answered: there may be one such message, and never two.
    if (await ask(`/customers/${item.customerId}/messages`, { method: 'POST', body, once })) tally.written.push(subject);
  }

  async function read(): Promise<void> {
    const pages = [
      '/overview',
      '/aged-balance',
      '/customers?limit=20',
      '/items?limit=20',
      '/actions?limit=20',
      '/messages?limit=20',
    ];
    await ask(pages[Math.trunc(Math.random() * pages.length)] ?? '/overview');
    tally.reads += 1;
  }

  return { tally, importFile, chase, promise, write, read };
}
