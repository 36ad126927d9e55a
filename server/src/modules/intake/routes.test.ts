import { intakeRoutes } from '@quitus/contract';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { businessDate } from '../../kernel/days.ts';
import { sql } from '../../platform/database/index.ts';
import type { Context } from '../../platform/http/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { type Books, fec, openBooks } from './books.fixture.ts';
import { intakeJobs } from './jobs.ts';
import { intakeHandlers } from './routes.ts';

const database = testDatabase();
const instant = Temporal.Instant.from('2026-06-15T08:00:00Z');

/** Calls a route's handler as the server would, and holds its answer against the contract. */
async function call(
  books: Books,
  key: keyof typeof intakeRoutes,
  request: { params?: object; query?: object; body?: object; upload?: object } = {},
) {
  const found = intakeHandlers.find((one) => one.key === key);
  if (!found) throw new Error(key);
  const context = {
    caller: undefined,
    database: database.database,
    db: books.tenantDb,
    tenantId: books.tenantId,
    actor: { kind: 'system', name: 'test' },
    language: 'fr',
    now: () => instant,
    today: (zone = 'Europe/Paris') => businessDate(instant, zone),
    setSession: () => undefined,
    cookie: () => undefined,
    setCookie: () => undefined,
    userAgent: '',
    address: '',
  } satisfies Context;
  // The cast: an upload is given by the one test that needs it, in the shape the route reads.
  const answer = (await found.handler({ params: {}, query: {}, ...request, context } as Parameters<
    typeof found.handler
  >[0])) as Record<string, never>;
  if (!('file' in found.route)) {
    const errors = answer === undefined ? [] : Value.Errors(found.route.ok, answer);
    expect(errors, `${key} ${JSON.stringify(errors).slice(0, 500)}`).toEqual([]);
  }
  return answer as never;
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
const upload = (name: string, text: string, fields: Record<string, string> = {}) => ({
  upload: { name, mediaType: 'text/csv', stream: bytes(text), fields },
});

type View = {
  id: string;
  state: string;
  allowedActions: string[];
  counts: { created: number; rejected: number };
  notes: { sentence: string }[];
};

const year = fec([
  { num: '1', on: '2026-01-10', piece: 'F-1', label: 'Facture F-1', amount: '120.00' },
  { num: '2', on: '2026-01-12', piece: 'F-20456', amount: '80.00' },
  { num: '3', on: '2026-01-12', aux: 'C002', auxLabel: 'Serrurerie Frêne SAS', piece: 'F-3', amount: '1000.00' },
  { num: '4', on: '2026-01-12', aux: 'C003', auxLabel: 'SERRURERIE FRENE', piece: 'F-4', amount: '50.00' },
  { journal: 'BQ', num: '5', on: '2026-03-12', piece: 'V1', label: 'Virement facture 20456', amount: '-80.00' },
]);

test('an uploaded FEC is applied at once; its view, list, journals and file answer as the contract says', async () => {
  const books = await openBooks(database);
  const view: View = await call(books, 'POST /imports', upload('FEC.txt', year));
  expect(view).toMatchObject({ state: 'applied', counts: { created: 5 }, allowedActions: ['undo'] });
  await call(books, 'GET /imports/{id}', { params: { id: view.id } });
  expect(await call(books, 'GET /imports', { query: {} })).toMatchObject({ total: 1 });
  const { journals }: { journals: { entityId: string; code: string; nature: string; evidence: string }[] } = await call(
    books,
    'GET /journals',
  );
  expect(journals.map((one) => [one.code, one.nature])).toEqual([
    ['BQ', 'bank'],
    ['VE', 'sales'],
  ]);
  await call(books, 'PUT /journals/{code}', { params: { code: 'VE' }, body: { entityId: books.entityId, nature: 'sales' } });
  const answer: { file: AsyncIterable<Uint8Array> } = await call(books, 'GET /imports/{id}/file', { params: { id: view.id } });
  expect(Buffer.concat(await Array.fromAsync(answer.file)).toString()).toBe(year);
  expect(await call(books, 'POST /imports/{id}/undo', { params: { id: view.id } })).toMatchObject({
    state: 'undone',
    allowedActions: [],
  });
  expect(await books.items()).toEqual([]);
});

test('a table whose columns say nothing waits for a mapping, is read with it, and its rejected lines come back as a file to correct', async () => {
  const books = await openBooks(database);
  const text = 'A1;B2;C3;D4;E5\nC1;F-1;05/01/2026;04/02/2026;100,00\nC1;F-2;05/01/2026;04/02/2026;cent\n';
  const waiting: View = await call(books, 'POST /imports', upload('export.csv', text, { type: 'items' }));
  expect(waiting.state).toBe('mapping');
  await call(books, 'GET /imports/{id}/preview', { params: { id: waiting.id }, query: {} });
  await call(books, 'GET /import-fields', { query: { type: 'items' } });
  const mapping = {
    columns: { customerCode: 'A1', number: 'B2', issueOn: 'C3', dueOn: 'D4', amount: 'E5' },
    dayOrder: 'dmy',
    decimalMark: ',',
  };
  const read: View = await call(books, 'POST /imports/{id}/read', {
    params: { id: waiting.id },
    body: { mapping, saveAs: 'Export maison' },
  });
  expect(read).toMatchObject({ state: 'applied', counts: { created: 1, rejected: 1 } });
  expect(
    await call(books, 'GET /imports/{id}/rejected-lines', { params: { id: read.id }, query: { severity: 'error' } }),
  ).toMatchObject({
    total: 1,
    rows: [{ line: 3, column: 'E5' }],
  });
  const file: { file: AsyncIterable<string> } = await call(books, 'GET /imports/{id}/rejected-lines.csv', {
    params: { id: read.id },
  });
  const corrected = (await Array.fromAsync(file.file)).join('').replace('cent;', '100,00;');
  expect(corrected).toContain('C1;F-2;05/01/2026;04/02/2026;100,00;3;');
  expect(await call(books, 'GET /import-mappings')).toMatchObject({ mappings: [{ name: 'Export maison' }] });
  const again = await books.take(corrected, { name: 'corrigé.csv', type: 'items', mapping: JSON.stringify(mapping) });
  expect(again).toMatchObject({ created: 1, rejected: [] });
  await call(books, 'DELETE /import-mappings/{name}', { params: { name: 'Export maison' } });
  expect(await call(books, 'GET /import-mappings')).toMatchObject({ mappings: [] });
});

test('a held file shows its figures, can be confirmed or given up', async () => {
  const books = await openBooks(database);
  const header = 'Code client;Numéro;Date facture;Échéance;Montant\n';
  const both = `${header}C1;F-1;05/01/2026;24/02/2026;100,00\nC1;F-2;05/01/2026;24/02/2026;100,00\n`;
  const less = `${header}C1;F-2;05/01/2026;24/02/2026;100,00\n`;
  await call(books, 'POST /imports', upload('a.csv', both, { mode: 'stock' }));
  const held: View = await call(books, 'POST /imports', upload('b.csv', less, { mode: 'stock' }));
  expect(held).toMatchObject({
    state: 'held',
    held: { reason: 'settles-too-much' },
    allowedActions: ['confirm', 'map', 'discard'],
  });
  expect(await call(books, 'POST /imports/{id}/confirm', { params: { id: held.id } })).toMatchObject({
    state: 'applied',
    counts: { settled: 1 },
  });
  expect(await books.balances()).toEqual({ C1: '100.00' });
  const dry: View = await call(books, 'POST /imports', upload('c.csv', both, { mode: 'stock', dryRun: 'true' }));
  expect(dry.state).toBe('previewed');
  expect(await call(books, 'POST /imports/{id}/discard', { params: { id: dry.id } })).toMatchObject({ state: 'discarded' });
});

test('proposed letterings are listed with their reason; accepted ones count at once and await the ledger', async () => {
  const books = await openBooks(database);
  await books.take(year);
  const { rows }: { rows: { proposals: { id: string; strategy: string; confidence: number }[] }[] } = await call(
    books,
    'GET /lettering-proposals',
    { query: {} },
  );
  expect(rows[0]?.proposals).toMatchObject([{ strategy: 'number', amount: '80.00', confidence: 0.95 }]);
  expect(await call(books, 'POST /lettering-proposals/decisions', { body: { decision: 'accept' } })).toEqual({
    accepted: 0,
    refused: 0,
    outdated: 0,
  });
  expect(
    await call(books, 'POST /lettering-proposals/decisions', { body: { decision: 'accept', minimumConfidence: 0.9 } }),
  ).toEqual({
    accepted: 1,
    refused: 0,
    outdated: 0,
  });
  expect(
    await books.tenantDb.rows(sql`select awaiting_minor from receivables.item where awaiting_minor <> 0 order by 1`),
  ).toEqual([{ awaiting_minor: -8000n }, { awaiting_minor: 8000n }]);
  expect(await books.tenantDb.rows(sql`select distinct lettered from customers.customer`)).toEqual([{ lettered: true }]);
});

test('the cockpit counts what is wrong and the overdue it blocks; each check lists its lines, most overdue first', async () => {
  const books = await openBooks(database);
  await books.take(year);
  const overview: {
    score: number;
    checks: { code: string; count: number; blocks: object[] }[];
    controls: { difference: string }[];
  } = await call(books, 'GET /quality', {
    query: {},
  });
  const count = (code: string) => overview.checks.find((one) => one.code === code)?.count;
  expect(count('email-missing')).toBe(3);
  expect(count('due-inferred')).toBe(4);
  expect(count('unlettered')).toBe(1);
  expect(count('duplicates')).toBe(1);
  expect(overview.checks.find((one) => one.code === 'email-missing')?.blocks).toEqual([{ currency: 'EUR', overdue: '1250.00' }]);
  expect(overview.controls.map((one) => one.difference)).toEqual(['0.00']);
  for (const { code } of overview.checks) await call(books, 'GET /quality/checks/{code}', { params: { code }, query: {} });
  expect(await call(books, 'GET /quality/checks/{code}', { params: { code: 'email-missing' }, query: {} })).toMatchObject({
    total: 3,
    rows: [{ code: 'C002', overdue: '1000.00' }, { code: 'C001' }, { code: 'C003' }],
  });
  expect(await call(books, 'GET /quality/customers', { query: {} })).toMatchObject({
    total: 3,
    rows: [{ code: 'C002' }, {}, {}],
  });
});

test('the first hour after an FEC: the few customers that make 80 % of the overdue; their e-mails are given in one go', async () => {
  const books = await openBooks(database);
  await books.take(year);
  const before: { customers: { customerId: string; code: string; email: string | null }[] } = await call(
    books,
    'GET /first-hour',
    { query: {} },
  );
  expect(before).toMatchObject({ overdue: '1250.00', share: 0.8, reachable: 0, customers: [{ code: 'C002', email: null }] });
  const customerId = before.customers[0]?.customerId ?? '';
  const given = await call(books, 'POST /quality/emails', {
    body: {
      emails: [
        { customerId, email: 'Compta <compta@frene.example>' },
        { customerId, email: 'pas une adresse' },
        { customerId: books.entityId, email: 'x@y.example' },
      ],
    },
  });
  expect(given).toMatchObject({ taken: 1, refused: [{ email: 'pas une adresse' }, { customerId: books.entityId }] });
  expect(await call(books, 'GET /first-hour', { query: {} })).toMatchObject({
    reachable: 0.8,
    customers: [{ email: 'compta@frene.example' }],
  });
});

test('a large file is left to a worker; asked twice, the work is done once', async () => {
  const books = await openBooks(database);
  const label = 'x'.repeat(400);
  const large = fec(
    Array.from({ length: 5200 }, (_, index) => ({
      num: String(index + 1),
      on: '2026-01-10',
      piece: `F-${index}`,
      label,
      amount: '10.00',
    })),
  );
  const view: View = await call(books, 'POST /imports', upload('FEC.txt', large));
  expect(view).toMatchObject({ state: 'reading', allowedActions: [] });
  const work = {
    db: books.tenantDb,
    database: database.database,
    tenantId: books.tenantId,
    subject: view.id,
    now: () => instant,
    signal: new AbortController().signal,
  };
  for (const job of intakeJobs) {
    await job.handler(work);
    await job.handler(work);
  }
  expect(await call(books, 'GET /imports/{id}', { params: { id: view.id } })).toMatchObject({
    state: 'applied',
    progress: 1,
    counts: { created: 5200 },
  });
});
