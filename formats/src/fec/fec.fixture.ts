import type { FecBatch, FecLightLine, FecLine, FecOptions } from './fec-line.ts';
import type { Issue } from '../issue.ts';
import { readFec } from './read-fec.ts';

/** A source that gives its bytes in pieces of one size, as a socket would. */
export async function* bytesInPieces(bytes: Uint8Array, size = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += Math.max(1, size)) yield bytes.subarray(at, at + Math.max(1, size));
}

/** Everything an FEC says, gathered: for files small enough to look at. */
export async function wholeFec(
  file: string | Uint8Array,
  options: FecOptions & { pieceBytes?: number } = {},
): Promise<{ entries: FecLine[]; others: FecLightLine[]; issues: Issue[] }> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  const whole: FecBatch = { entries: [], others: [], issues: [] };
  for await (const batch of readFec(bytesInPieces(bytes, options.pieceBytes), options)) {
    whole.entries.push(...batch.entries);
    whole.others.push(...batch.others);
    whole.issues.push(...batch.issues);
  }
  return whole;
}

export const legalHeader =
  'JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise';

/** An invoice of 120 € incl. VAT to an invented customer, its product and VAT lines, and the payment lettered with it. */
export const invoiceAndPayment = [
  'VE\tVentes\t1\t20260105\t411000\tClients\tCLOUP\tBoulangerie du Loup\tFA0001\t20260103\tFacture FA0001\t120,00\t0,00\tAAA\t20260210\t20260131\t\t',
  'VE\tVentes\t1\t20260105\t706000\tPrestations\t\t\tFA0001\t20260103\tFacture FA0001\t0,00\t100,00\t\t\t20260131\t\t',
  'VE\tVentes\t1\t20260105\t445710\tTVA collectée\t\t\tFA0001\t20260103\tFacture FA0001\t0,00\t20,00\t\t\t20260131\t\t',
  'BQ\tBanque\t2\t20260210\t411000\tClients\tCLOUP\tBoulangerie du Loup\tREL02\t20260210\tVIR BOULANGERIE DU LOUP\t0,00\t120,00\tAAA\t20260210\t20260228\t\t',
  'BQ\tBanque\t2\t20260210\t512000\tBanque\t\t\tREL02\t20260210\tVIR BOULANGERIE DU LOUP\t120,00\t0,00\t\t\t20260228\t\t',
];

/** The same five lines as the law writes them. */
export const legalFile = [legalHeader, ...invoiceAndPayment, ''].join('\n');
