import { fieldNames } from './field-names.ts';
import type { Field } from './fields.ts';

const abbreviations: Readonly<Record<string, string>> = {
  n: 'num',
  no: 'num',
  nr: 'num',
  nb: 'num',
  numero: 'num',
  number: 'num',
  dt: 'date',
  mt: 'montant',
  mnt: 'montant',
  mtt: 'montant',
  mont: 'montant',
  ech: 'echeance',
  fact: 'facture',
  fac: 'facture',
  cli: 'client',
  clt: 'client',
  cust: 'customer',
  inv: 'invoice',
  tel: 'telephone',
  ref: 'reference',
  regl: 'reglement',
  rglt: 'reglement',
  reg: 'reglement',
  mail: 'email',
  mel: 'email',
  amt: 'amount',
  cur: 'currency',
  doc: 'document',
  pce: 'piece',
  cpte: 'compte',
  cpt: 'compte',
  rais: 'raison',
  soc: 'societe',
  cde: 'commande',
  cond: 'condition',
  conditions: 'condition',
  coord: 'coordonnee',
  identifiant: 'id',
  addr: 'address',
  adr: 'adresse',
  acct: 'account',
  clients: 'client',
  factures: 'facture',
  customers: 'customer',
  invoices: 'invoice',
};
const smallWords = new Set([
  'de',
  'du',
  'des',
  'la',
  'le',
  'les',
  'd',
  'l',
  'of',
  'the',
  'a',
  'au',
  'en',
  'eur',
  'euro',
  'euros',
  'in',
]);

type KnownName = { words: ReadonlySet<string>; key: string; rank: number };

const knownNames = new Map<Field, readonly KnownName[]>(
  Object.entries(fieldNames).map(([field, list]) => [
    // The keys of a typed table are its fields.
    field as Field,
    list.map((name, rank) => {
      const words = headerWords(name);
      return { words: new Set(words), key: keyOf(words), rank };
    }),
  ]),
);
const allKeys = new Set([...knownNames.values()].flatMap((list) => list.map(({ key }) => key)));

/** The words of a header: no accents, no case, `InvoiceDate` and `invoice_date` alike, usual abbreviations written out. */
export function headerWords(header: string): string[] {
  const words = header
    .replace(/e-mail/giu, 'email')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/gu)
    .filter((word) => word !== '')
    .map((word) => abbreviations[word] ?? word);
  const telling = words.filter((word) => !smallWords.has(word));
  return telling.length > 0 ? telling : words;
}

/** How well a header names a field, 0 to 1: 1 is a known name of it, less when other words stand beside. */
export function nameFit(header: string, field: Field): number {
  const words = headerWords(header);
  const key = keyOf(words);
  const present = new Set(words);
  let best = 0;
  for (const known of knownNames.get(field) ?? []) {
    if (known.key === key) return 1 - known.rank / 200;
    if (known.words.size === 0 || ![...known.words].every((word) => present.has(word))) continue;
    // One word out of three may be about anything: `total` in `days total late`.
    best = Math.max(best, (known.words.size / present.size) * 0.9 - known.rank / 200);
  }
  return best;
}

/** Whether a cell is a name that some field goes by: what tells a header from a first row. */
export function isKnownHeader(cell: string): boolean {
  return cell.length <= 60 && allKeys.has(keyOf(headerWords(cell)));
}

function keyOf(words: readonly string[]): string {
  return [...new Set(words)].toSorted().join(' ');
}
