/** A kind of item, and whether it lowers what is owed. */
export type ItemKind = { readonly kind: string; readonly credit: boolean | null };

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

// Words and codes of ledgers, French and English; SAP's two letters (RV, DG, DZ…) among them.
const kinds: readonly (readonly [RegExp, ItemKind])[] = [
  [/demande d'?acompte|down.?payment request|proforma/, { kind: 'down-payment-request', credit: false }],
  [/avoir|credit.?(note|memo)|\bcn\b|\bav\b|\bdg\b|\brg\b|gutschrift/, { kind: 'credit-note', credit: true }],
  [
    /reglement|paiement|payment|receipt|encaissement|virement|cheque|\bvir\b|\bchq\b|\brgt\b|\bdz\b|acompte|down.?payment|deposit/,
    { kind: 'payment', credit: true },
  ],
  [/\blcr\b|traite|effet|\bbor\b|draft|bill of exchange|promissory/, { kind: 'draft', credit: false }],
  [/facture|invoice|\bfac?t?\b|\binv\b|\brv\b|\bdr\b|\bfv\b|\bvt\b/, { kind: 'invoice', credit: false }],
  [/interet|interest/, { kind: 'debit', credit: false }],
  [/debit|\bnd\b/, { kind: 'debit', credit: false }],
  [/credit/, { kind: 'credit', credit: true }],
  [/\bod\b|divers|journal|misc|\bsa\b|\bab\b/, { kind: 'debit', credit: null }],
];

const known = new Map<string, ItemKind | null | undefined>();

/** What a type in words is: null when the cell is empty, undefined when the words say nothing known. */
export function itemKindOf(text: string): ItemKind | null | undefined {
  if (known.has(text)) return known.get(text);
  const folded = fold(text);
  const found = folded === '' ? null : kinds.find(([pattern]) => pattern.test(folded))?.[1];
  // A file repeats a handful of types; anything else is not worth remembering.
  if (known.size < 200) known.set(text, found);
  return found;
}

/** A customer's kind in words; null when it says nothing known. */
export function customerKinds(text: string): 'business' | 'public' | 'consumer' | null {
  const folded = fold(text);
  if (/particulier|consumer|consommateur|\bb2c\b|individual|prive/.test(folded)) return 'consumer';
  if (/public|administration|collectivite|mairie|etat|government|\bb2g\b/.test(folded)) return 'public';
  if (/entreprise|societe|business|company|professionnel|\bpro\b|\bb2b\b|corporate/.test(folded)) return 'business';
  return null;
}

/** A contact's role in words; null when it says nothing known. */
export function contactRoles(text: string): string | null {
  const folded = fold(text);
  if (folded === '') return null;
  if (/approb|approv|valid/.test(folded)) return 'approver';
  if (/achat|buyer|purchas|procure/.test(folded)) return 'buyer';
  if (/\bdaf\b|\bcfo\b|financ/.test(folded)) return 'cfo';
  if (/site|chantier|agence/.test(folded)) return 'site';
  if (/tuteur|curateur|guardian/.test(folded)) return 'guardian';
  if (/jurid|legal|contentieux/.test(folded)) return 'legal';
  if (/direction|escalad|escalation|gerant|president|manager/.test(folded)) return 'escalation';
  return 'accounts-payable';
}

// Those a ledger of ours may name; each by its code, and by its name in French, English and itself.
const written = [
  'fr',
  'en',
  'de',
  'es',
  'it',
  'pt',
  'nl',
  'lb',
  'da',
  'sv',
  'no',
  'fi',
  'pl',
  'cs',
  'sk',
  'hu',
  'ro',
  'bg',
  'el',
  'hr',
  'sl',
  'et',
  'lv',
  'lt',
  'ar',
  'tr',
  'ja',
  'zh',
];
const languageByName = new Map(
  written.flatMap((code) =>
    ['fr', 'en', code].map((reader): [string, string] => [
      fold(new Intl.DisplayNames(reader, { type: 'language' }).of(code) ?? code),
      code,
    ]),
  ),
);

/** A language's ISO 639-1 code, from a code (`de`, `de-AT`) or its name in French, English or itself; null for others. */
export function languagesOf(text: string): string | null {
  const folded = fold(text);
  const code = /^([a-z]{2})(?:[-_ ][a-z]{2})?$/.exec(folded)?.[1];
  if (code !== undefined && written.includes(code)) return code;
  const named = languageByName.get(folded);
  if (named !== undefined) return named;
  if (folded.startsWith('fr')) return 'fr';
  return /^en|^ang/.test(folded) ? 'en' : null;
}

/** Yes or no in words or as a figure; null when it says neither. */
export function yesOrNo(text: string): boolean | null {
  const folded = fold(text);
  if (/^(oui|o|yes|y|vrai|true|x|1)$/.test(folded)) return true;
  return /^(non|n|no|faux|false|0)$/.test(folded) ? false : null;
}

/** By what way a customer wants its invoices, in words; null when it says nothing known. */
export function invoiceRoutesOf(text: string): 'e-mail' | 'letter' | 'portal' | null {
  const folded = fold(text);
  if (/portail|portal|plateforme|platform|chorus|depot|deposit/.test(folded)) return 'portal';
  if (/courriel|e-?mail|electroni|\bpdf\b/.test(folded)) return 'e-mail';
  return /courrier|poste|postal|papier|lettre|letter|paper/.test(folded) ? 'letter' : null;
}

/** The references an invoice must carry, in words, as the database keeps them; null when it names none known. */
export function invoiceReferencesOf(text: string): string | null {
  const folded = fold(text);
  const asked = [
    ...(/commande|order|engagement|\bbc\b|\bpo\b/.test(folded) ? ['purchase-order'] : []),
    // “Réf. commande” asks for the order number alone.
    ...(/\b(reference|ref)\b(?!\.?\s*(commande|engagement))|service/.test(folded) ? ['reference'] : []),
  ];
  return asked.length === 0 ? null : `{${asked.join(',')}}`;
}
