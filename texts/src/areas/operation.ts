import { area } from '../area.ts';

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);

// What whoever runs the installation reads: backup, restore, doctor.
export const operation = area({
  en: {
    backedUp: (file: string, rows: number, bytes: number) => `${file}: ${rows} rows, ${mebibytes(bytes)} MiB.`,
    keyApart:
      'The secret key is not inside: keep it elsewhere. Without it, the secrets sealed in the database (second steps, webhooks, single sign-on) stay closed.',
    restored: (rows: number, takenAt: string) => `${rows} rows restored, as they stood at ${takenAt}.`,
    verified: 'All checks hold.',
    notVerified: 'Some checks do not hold: look at them before anybody works.',
    lookBeforeSending:
      'Before you start the program: what was sent after that instant is not known here and would be sent again. Set sending.mode to test (quitus config set sending.mode test), look at the queue and at today’s actions, then set it back.',
  },
  fr: {
    backedUp: (file: string, rows: number, bytes: number) => `${file} : ${rows} lignes, ${mebibytes(bytes)} Mio.`,
    keyApart:
      'La clé secrète n’est pas dedans : gardez-la ailleurs. Sans elle, les secrets scellés dans la base (seconds facteurs, webhooks, authentification unique) restent fermés.',
    restored: (rows: number, takenAt: string) => `${rows} lignes restaurées, dans leur état du ${takenAt}.`,
    verified: 'Tous les contrôles sont justes.',
    notVerified: 'Des contrôles sont faux : regardez-les avant que quiconque travaille.',
    lookBeforeSending:
      'Avant de lancer le programme : ce qui a été envoyé après cet instant n’est pas connu ici et partirait de nouveau. Mettez sending.mode à test (quitus config set sending.mode test), regardez la file et les actions du jour, puis remettez-le.',
  },
});
