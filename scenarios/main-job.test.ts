import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../server/src/platform/embedded-postgres/index.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

// The main job as a newcomer does it: one command after another, each a process of its own, on an empty folder.
const command = join(import.meta.dirname, '../bin/quitus.js');
let folder = '';
const data = () => join(folder, 'data');

function quitus(...words: string[]): Promise<{ code: number; answer: never; error: string }> {
  const environment = { ...process.env, LANG: 'en', DATABASE_URL: '', QUITUS_SMTP_URL: '' };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [command, ...words, '--data', data(), '--json'],
      { env: environment, maxBuffer: 1 << 26 },
      (failure, stdout, stderr) => {
        const code = failure ? Number(failure.code ?? 1) : 0;
        resolve({ code, answer: (stdout.trim() ? JSON.parse(stdout) : undefined) as never, error: stderr });
      },
    );
  });
}

const header =
  'JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise';
type Line = {
  journal: 'VE' | 'BQ';
  entry: number;
  on: string;
  account: string;
  customer?: string;
  piece: string;
  debit?: string;
  credit?: string;
  letter?: string;
};
const names: Record<string, string> = { CALOU: 'Ateliers Alouette', CBRUM: 'Brumaire Décors', CCEDR: 'Cèdre & Fils' };

function fec(lines: readonly Line[]): string {
  const rows = lines.map(({ journal, entry, on, account, customer = '', piece, debit = '0,00', credit = '0,00', letter = '' }) =>
    [
      journal,
      journal === 'VE' ? 'Ventes' : 'Banque',
      String(entry),
      on,
      account,
      account,
      customer,
      names[customer] ?? '',
      piece,
      on,
      `Pièce ${piece}`,
      debit,
      credit,
      letter,
      letter ? '20261105' : '',
      on,
      '',
      '',
    ].join('\t'),
  );
  return [header, ...rows, ''].join('\n');
}

const sale = (entry: number, on: string, customer: string, piece: string, amount: string, letter = ''): Line[] => [
  { journal: 'VE', entry, on, account: '411000', customer, piece, debit: amount, letter },
  { journal: 'VE', entry, on, account: '707000', piece, credit: amount },
];
const receipt = (entry: number, on: string, customer: string, piece: string, amount: string, letter = ''): Line[] => [
  { journal: 'BQ', entry, on, account: '512000', piece, debit: amount },
  { journal: 'BQ', entry, on, account: '411000', customer, piece, credit: amount, letter },
];
const year = [
  ...sale(1, '20260801', 'CALOU', 'F-1', '1200,00', 'A'),
  ...sale(2, '20260901', 'CALOU', 'F-2', '800,00'),
  ...sale(3, '20260915', 'CBRUM', 'F-3', '2500,50'),
  ...sale(4, '20261101', 'CCEDR', 'F-4', '300,00'),
  ...receipt(1, '20260920', 'CALOU', 'R-1', '1200,00', 'A'),
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quitus-job-'));
});
let kept: Awaited<ReturnType<typeof startEmbedded>> | undefined;
afterAll(async () => {
  await kept?.close();
  await rm(folder, { recursive: true, force: true });
});

test('from an empty folder to the reminder, the payment and silence', { timeout: 180_000 }, async () => {
  const init = await quitus('init', '--tenant', 'Ferronnerie Valmont');
  expect(init.answer).toMatchObject({
    tenant: 'Ferronnerie Valmont',
    entity: 'Ferronnerie Valmont',
    ownerLink: expect.stringContaining('/welcome?token='),
  });

  // As while `npm start` runs: the commands join its PostgreSQL instead of starting their own.
  kept = await startEmbedded({ dataDir: data() });
  const file = join(folder, '000000000FEC20261231.txt');
  await writeFile(file, fec(year));
  const imported = await quitus('import', file);
  expect(imported.code).toBe(0);
  expect(imported.answer).toMatchObject({
    type: 'fec',
    read: 10,
    created: 5,
    rejected: [],
    control: { file: '3600.50', taken: '3600.50', rejected: '0.00', currency: 'EUR' },
    held: false,
  });

  const aged = await quitus('aged', '--as-of', '2026-11-21');
  expect(aged.answer).toMatchObject({
    asOf: '2026-11-21',
    buckets: ['1-30', '31-60', '61-90', '91+'],
    rows: [
      { key: 'CALOU', notDue: '0.00', buckets: ['0.00', '800.00', '0.00', '0.00'], total: '800.00' },
      { key: 'CBRUM', buckets: ['0.00', '2500.50', '0.00', '0.00'], total: '2500.50' },
      { key: 'CCEDR', notDue: '300.00', total: '300.00' },
    ],
    totals: [{ currency: 'EUR', notDue: '300.00', overdue: '3300.50', unallocated: '0.00', total: '3600.50' }],
  });

  // The same file again changes nothing and says so.
  expect((await quitus('import', file)).answer).toMatchObject({ created: 0, updated: 0, unchanged: 10 });

  // An FEC has no e-mail: given by a small file, the terms accepted by a person being another day's work.
  const contacts = join(folder, 'contacts.csv');
  await writeFile(
    contacts,
    'Code client;Nom;E-mail\nCALOU;Lise Armand;compta@alouette.example\nCBRUM;Paul Vidal;compta@brumaire.example\nCNADA;Personne;pas-une-adresse\n',
  );
  const brought = await quitus('import', contacts, '--type', 'contacts');
  expect(brought.code).toBe(1);
  expect(brought.answer).toMatchObject({ read: 3, created: 2, rejected: [{ line: 4 }] });

  for (const [key, value] of [
    ['recall.minutes', '0'],
    ['contact.window', 'always'],
  ] as const)
    expect((await quitus('config', 'set', key, value)).code).toBe(0);
  const run = await quitus('run');
  // Due dates were inferred, so nothing leaves by itself: a person says yes.
  expect(run.answer).toMatchObject({ messages: 0, toConfirm: 2, held: false });
  expect((await quitus('run')).answer).toMatchObject({ messages: 0, toConfirm: 0, tasks: 0 });
  expect((await quitus('confirm', '--all')).answer).toMatchObject({ confirmed: 2 });
  expect((await quitus('send')).answer).toMatchObject({ sent: 2, failed: 0, uncertain: 0 });
  expect((await quitus('send')).answer).toMatchObject({ sent: 0, queue: { sent: 2, waiting: 0 } });

  // The next export letters F-3 with its payment: nobody asks Brumaire again.
  await writeFile(
    file,
    fec([
      ...year.map((line) => (line.piece === 'F-3' && line.account === '411000' ? { ...line, letter: 'B' } : line)),
      ...receipt(2, '20261120', 'CBRUM', 'R-2', '2500,50', 'B'),
    ]),
  );
  expect((await quitus('import', file)).answer).toMatchObject({ created: 1, rejected: [], control: { file: '1100.00' } });
  const items = await quitus('items');
  expect((items.answer as { items: { number: string }[] }).items.map((one) => one.number)).toEqual(['F-2', 'F-4']);
  const verify = await quitus('verify');
  expect(verify.answer).toMatchObject({ ok: true });
});

test('wrong usage is exit 2, work refused is exit 1, each with a reason', { timeout: 60_000 }, async () => {
  expect((await quitus('aged', '--as-off', '2026-01-01')).error).toContain('--as-of');
  expect((await quitus('config', 'get', 'sending.mod')).code).toBe(2);
  expect((await quitus('aged', '--as-of', '2026-02-30')).code).toBe(2);
  const missing = await quitus('import', join(folder, 'nowhere.txt'));
  expect(missing).toMatchObject({ code: 1, answer: { error: { code: 'cli.file-unreadable' } } });
});
