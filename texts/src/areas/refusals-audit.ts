type Values = Readonly<Record<string, string | number>>;

/** Why the audit says no. */
export const auditRefusals = {
  en: {
    'audit.event-unknown': 'There is no such event.',
    'audit.cursor-invalid': 'This is not where a page ended: begin again without it.',
    'audit.head-invalid': 'An end of the chain looks like 1200:… with 64 hexadecimal digits.',
    'audit.key-unknown': ({ key }: Values) =>
      `The record was sealed with the key ${key}, which is not known here: give it in QUITUS_SECRET_KEY_FORMER.`,
    'audit.chain-broken': 'The end of the record’s chain is not what was sealed: nothing is added to it. Run quitus verify.',
    'audit.whole-tenant-only': 'The audit is of the whole organisation: it is not for those who see a part of it.',
  },
  fr: {
    'audit.event-unknown': 'Cet événement n’existe pas.',
    'audit.cursor-invalid': 'Ce n’est pas la fin d’une page\u00a0: recommencez sans elle.',
    'audit.head-invalid': 'Une fin de chaîne s’écrit 1200:… avec 64 chiffres hexadécimaux.',
    'audit.key-unknown': ({ key }: Values) =>
      `Le registre a été scellé avec la clé ${key}, qui n’est pas connue ici\u00a0: donnez-la dans QUITUS_SECRET_KEY_FORMER.`,
    'audit.chain-broken':
      'La fin de la chaîne du registre n’est pas celle qui a été scellée\u00a0: rien n’y est ajouté. Lancez quitus verify.',
    'audit.whole-tenant-only': 'L’audit porte sur toute l’organisation\u00a0: il n’est pas ouvert à qui n’en voit qu’une partie.',
  },
};
