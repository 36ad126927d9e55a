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
      'What was sent after that instant is not known here: nothing leaves until you have looked at the queue and at today’s actions and say so (quitus config set sending.held no).',
    resealed: (count: number) => `${count} secrets sealed anew with the current key.`,
    keepFormerForAudit:
      'Keep the former key in QUITUS_SECRET_KEY_FORMER: the audit’s chain before today is verified with it, and backups made before are restored with it.',
    checks: {
      node: 'Node',
      memory: 'Memory',
      disk: 'Free disk',
      'time-zones': 'Time zones',
      'base-url': 'Address',
      'secret-key': 'Secret key',
      mail: 'Mail server',
      database: 'Database',
      postgresql: 'PostgreSQL',
      settings: 'Database settings',
      clock: 'Clock apart from the database’s',
      schema: 'Schema',
      'serving-role': 'Serving role',
      'row-security': 'Row-level security',
      'sealed-secrets': 'Sealed secrets by key',
      statistics: 'Planner’s statistics',
      partitions: 'Event partitions',
      queue: 'Jobs due · failing · oldest',
      outbox: 'Outbox',
      'legal-mentions': 'Legal mentions of letters and mails',
      'last-backup': 'Last backup',
    },
    remedies: {
      node: 'Start it by bin/quitus.js, which finds the Node 26 that came with the packages.',
      memory: 'Give it at least 1 GiB; 2 GiB beside the embedded PostgreSQL.',
      disk: 'Free some space, or move the data folder (QUITUS_DATA): a full disk stops PostgreSQL.',
      'time-zones': 'The time-zone data of this Node is wrong: due days and sending hours would be. Install the packages again.',
      'base-url':
        'Put a proxy with TLS before it and give its https:// address in QUITUS_BASE_URL: sessions and links travel in the open.',
      'secret-key':
        'Give QUITUS_SECRET_KEY (or QUITUS_SECRET_KEY_FILE), at least 32 random characters; a key file must be readable by its owner alone (chmod 600).',
      mail: 'Give QUITUS_SMTP_URL (smtps://user:password@host): until then, or while it does not answer, messages stay in the local mailbox or the queue.',
      database: 'Start PostgreSQL, or mend DATABASE_URL.',
      postgresql: 'Quitus needs PostgreSQL 18 or later.',
      settings:
        'fsync, full_page_writes and autovacuum must be on, synchronous_commit not off; max_connections 30 at least for two servers and two workers.',
      clock: 'Synchronise the clocks of both machines (NTP): leases, sessions and sending hours depend on them.',
      schema: 'Run quitus migrate with the address of the owner.',
      'serving-role': 'Serve with a login role that was made by: create role … login in role quitus_app.',
      'row-security':
        'A table is open to all organisations: do not serve. Restore the schema with the migrations of this version.',
      'sealed-secrets': 'Give the former key in QUITUS_SECRET_KEY_FORMER, then run quitus rotate-secrets.',
      statistics: 'Run analyze as the owner, or wait for autovacuum: lists would be slow until then.',
      partitions:
        'Nothing is lost: next month’s events would go to the default partition. Start a worker, which prepares the months.',
      queue: 'Start a worker (quitus work), and look at its log for what fails.',
      outbox:
        'Open Messages: say of each uncertain one whether it was received; a queue that stands still wants a worker and a mail server.',
      'legal-mentions':
        'Complete the company’s settings: letters and mails of a registered French company say its form, capital, register and registered office (C. com. R123-237, R123-238).',
      'last-backup': 'Run quitus backup FILE every night, and keep the secret key elsewhere.',
    },
  },
  fr: {
    backedUp: (file: string, rows: number, bytes: number) => `${file} : ${rows} lignes, ${mebibytes(bytes)} Mio.`,
    keyApart:
      'La clé secrète n’est pas dedans : gardez-la ailleurs. Sans elle, les secrets scellés dans la base (seconds facteurs, webhooks, authentification unique) restent fermés.',
    restored: (rows: number, takenAt: string) => `${rows} lignes restaurées, dans leur état du ${takenAt}.`,
    verified: 'Tous les contrôles sont justes.',
    notVerified: 'Des contrôles sont faux : regardez-les avant que quiconque travaille.',
    lookBeforeSending:
      'Ce qui a été envoyé après cet instant n’est pas connu ici : rien ne part tant que vous n’avez pas regardé la file et les actions du jour, et ne l’avez pas dit (quitus config set sending.held no).',
    resealed: (count: number) => `${count} secrets scellés de nouveau avec la clé actuelle.`,
    keepFormerForAudit:
      'Gardez l’ancienne clé dans QUITUS_SECRET_KEY_FORMER : la chaîne d’audit d’avant ce jour se vérifie avec elle, et les sauvegardes d’avant se restaurent avec elle.',
    checks: {
      node: 'Node',
      memory: 'Mémoire',
      disk: 'Disque libre',
      'time-zones': 'Fuseaux horaires',
      'base-url': 'Adresse',
      'secret-key': 'Clé secrète',
      mail: 'Serveur de messagerie',
      database: 'Base de données',
      postgresql: 'PostgreSQL',
      settings: 'Réglages de la base',
      clock: 'Écart d’horloge avec la base',
      schema: 'Schéma',
      'serving-role': 'Rôle de service',
      'row-security': 'Sécurité par ligne',
      'sealed-secrets': 'Secrets scellés par clé',
      statistics: 'Statistiques du planificateur',
      partitions: 'Partitions des événements',
      queue: 'Tâches échues · en échec · la plus ancienne',
      outbox: 'File d’envoi',
      'legal-mentions': 'Mentions légales des lettres et e-mails',
      'last-backup': 'Dernière sauvegarde',
    },
    remedies: {
      node: 'Lancez-le par bin/quitus.js, qui trouve le Node 26 venu avec les paquets.',
      memory: 'Donnez-lui au moins 1 Gio ; 2 Gio à côté du PostgreSQL embarqué.',
      disk: 'Libérez de la place, ou déplacez le dossier de données (QUITUS_DATA) : un disque plein arrête PostgreSQL.',
      'time-zones':
        'Les fuseaux horaires de ce Node sont faux : échéances et heures d’envoi le seraient. Réinstallez les paquets.',
      'base-url':
        'Placez devant lui un mandataire TLS et donnez son adresse https:// dans QUITUS_BASE_URL : sessions et liens circulent en clair.',
      'secret-key':
        'Donnez QUITUS_SECRET_KEY (ou QUITUS_SECRET_KEY_FILE), au moins 32 caractères aléatoires ; un fichier de clé ne doit être lisible que par son propriétaire (chmod 600).',
      mail: 'Donnez QUITUS_SMTP_URL (smtps://utilisateur:motdepasse@serveur) : jusque-là, ou tant qu’il ne répond pas, les messages restent dans la boîte locale ou la file.',
      database: 'Démarrez PostgreSQL, ou corrigez DATABASE_URL.',
      postgresql: 'Quitus demande PostgreSQL 18 ou une version plus récente.',
      settings:
        'fsync, full_page_writes et autovacuum doivent être actifs, synchronous_commit ne pas être off ; max_connections au moins 30 pour deux serveurs et deux workers.',
      clock: 'Synchronisez les horloges des deux machines (NTP) : baux, sessions et heures d’envoi en dépendent.',
      schema: 'Lancez quitus migrate avec l’adresse du propriétaire.',
      'serving-role': 'Servez avec un rôle de connexion créé par : create role … login in role quitus_app.',
      'row-security':
        'Une table est ouverte à toutes les organisations : ne servez pas. Rétablissez le schéma avec les migrations de cette version.',
      'sealed-secrets': 'Donnez l’ancienne clé dans QUITUS_SECRET_KEY_FORMER, puis lancez quitus rotate-secrets.',
      statistics: 'Lancez analyze en propriétaire, ou attendez l’autovacuum : les listes seraient lentes d’ici là.',
      partitions:
        'Rien n’est perdu : les événements du mois prochain iraient dans la partition par défaut. Lancez un worker, qui prépare les mois.',
      queue: 'Lancez un worker (quitus work), et cherchez dans son journal ce qui échoue.',
      outbox:
        'Ouvrez Messages : dites de chaque envoi incertain s’il est arrivé ; une file immobile veut un worker et un serveur de messagerie.',
      'legal-mentions':
        'Complétez les réglages de la société : lettres et e-mails d’une société française immatriculée disent sa forme, son capital, son registre et son siège (C. com. R123-237, R123-238).',
      'last-backup': 'Lancez quitus backup FICHIER chaque nuit, et gardez la clé secrète ailleurs.',
    },
  },
});
