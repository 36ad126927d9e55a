import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { between, randomFrom } from '../server/src/modules/demo/random.ts';

const header =
  'JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise';
/** Share of the invoices that are paid and lettered. */
const paidShare = 0.85;

/** Writes a French FEC of so many lines: sales of three lines, payments of two, lettered. Streamed; the same size makes the same file. */
export async function writeFec(path: string, lines: number): Promise<void> {
  const random = randomFrom('fec', lines);
  const customers = Math.max(5, Math.floor(lines / 60));
  const file = createWriteStream(path);
  file.write(`${header}\n`);
  let written = 0;
  for (let entry = 1; written < lines; entry += 1) {
    const piece = entryLines(random, entry, customers).slice(0, lines - written);
    written += piece.length;
    if (!file.write(`${piece.join('\n')}\n`)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}

function entryLines(random: () => number, entry: number, customers: number): string[] {
  const rank = between(random, 1, customers);
  const account = `C${String(rank).padStart(6, '0')}`;
  const name = `Atelier ${rank}`;
  const net = between(random, 2_000, 900_000);
  const tax = Math.round(net / 5);
  const day = `2026${String(between(random, 1, 10)).padStart(2, '0')}${String(between(random, 1, 28)).padStart(2, '0')}`;
  const paid = random() < paidShare;
  const letter = paid ? `L${entry}` : '';
  const piece = `FA${String(entry).padStart(8, '0')}`;
  const line = (journal: string, compte: string, aux: string, label: string, debit: number, credit: number, let_: string): string =>
    [
      journal, journal === 'VE' ? 'Ventes' : 'Banque', `${journal}${entry}`, day, compte, aux ? 'Clients' : label, aux, aux ? name : '', piece, day, label, euros(debit), euros(credit),
      let_, let_ ? day : '', day, '', '',
    ].join('\t'); // prettier-ignore
  const sale = [
    line('VE', '411000', account, `Facture ${piece}`, net + tax, 0, letter),
    line('VE', '706000', '', 'Prestations', 0, net, ''),
    line('VE', '445710', '', 'TVA', 0, tax, ''),
  ];
  if (!paid) return sale;
  return [
    ...sale,
    line('BQ', '512000', '', 'Banque', net + tax, 0, ''),
    line('BQ', '411000', account, `Virement ${name}`, 0, net + tax, letter),
  ];
}

function euros(cents: number): string {
  return `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`;
}
