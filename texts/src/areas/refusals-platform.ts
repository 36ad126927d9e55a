import { area } from '../area.ts';

type Values = Readonly<Record<string, string | number>>;

const wrongInFrench: Readonly<Record<string, string>> = {
  'postgresql-url': 'une adresse postgresql:// est attendue',
  port: 'un port de 0 à 65535 est attendu',
  'http-url': 'une adresse http:// ou https:// est attendue',
  'too-short': 'au moins 32 caractères sont attendus',
  'token-too-short': 'au moins 16 caractères sont attendus',
  seconds: 'un nombre de secondes, 999 au plus, est attendu',
  'file-unreadable': 'ce fichier ne peut être lu',
  'smtp-url': 'une adresse smtp:// ou smtps:// est attendue',
  'imap-url': 'une adresse imap:// ou imaps:// est attendue',
  'host-port-list': 'des couples hôte:port séparés par des virgules sont attendus',
  'network-list': 'des adresses ou réseaux séparés par des virgules sont attendus',
  count: 'un nombre est attendu',
  'log-level': 'trace, debug, info, warn, error ou silent est attendu',
};
const wrongInEnglish: Readonly<Record<string, string>> = {
  'postgresql-url': 'a postgresql:// address is expected',
  port: 'a port from 0 to 65535 is expected',
  'http-url': 'an http:// or https:// address is expected',
  'too-short': 'at least 32 characters are expected',
  'token-too-short': 'at least 16 characters are expected',
  seconds: 'a number of seconds, 999 at most, is expected',
  'file-unreadable': 'this file cannot be read',
  'smtp-url': 'an smtp:// or smtps:// address is expected',
  'imap-url': 'an imap:// or imaps:// address is expected',
  'host-port-list': 'host:port pairs separated by commas are expected',
  'network-list': 'addresses or networks separated by commas are expected',
  count: 'a number is expected',
  'log-level': 'one of trace, debug, info, warn, error, silent is expected',
};

function variables(values: Values, words: Readonly<Record<string, string>>, colon: string): string {
  return Object.entries(values)
    .map(([variable, problem]) => `${variable}${colon}${words[problem] ?? problem}`)
    .join('; ');
}

/** What the installation says no to, before any tenant is known: its environment, its database, its data folder. */
export const platformRefusals = area({
  en: {
    'backup.file-exists': ({ file }: Values) =>
      `${file} is there already. Give the backup another name: none is ever overwritten.`,
    'backup.file-unreadable': ({ file, reason }: Values) => `${file} cannot be opened: ${reason}.`,
    'backup.needs-owner':
      'A backup reads the rows of every tenant, a restore makes the tables: give the address of the role that owns them, as for migrate. Row-level security shows this role one tenant at most.',
    'backup.schema-unknown': 'This database holds no installation of Quitus: there is nothing to back up.',
    'backup.not-a-backup': 'This file is not a backup of Quitus.',
    'backup.newer':
      'This backup comes from a newer or different version of Quitus. Restore it with the version that made it, or a later one.',
    'backup.damaged': 'This backup was damaged or changed: its digests do not match. Nothing was restored.',
    'backup.truncated': 'This backup is not whole: the file ends too early. Nothing was restored.',
    'backup.key-unknown': ({ key }: Values) =>
      `This backup was sealed with another secret key (${key}). Give that key in QUITUS_SECRET_KEY or QUITUS_SECRET_KEY_FORMER; without it, --any-key restores the data, but the secrets sealed in it stay closed.`,
    'backup.not-empty': 'There is already an organisation in this database. A backup is restored into an empty one.',
    'config.invalid': (values: Values) => `The environment is not right. ${variables(values, wrongInEnglish, ': ')}.`,
    'config.secret-key-missing':
      'With a database of your own, give QUITUS_SECRET_KEY: at least 32 random characters, the same on every machine.',
    'secret.key-unknown': ({ key }: Values) =>
      `A secret was sealed with a key this installation does not hold (${key}). Give the former key in QUITUS_SECRET_KEY_FORMER.`,
    'session.not-within-scope': 'Your role allows this only to who sees the whole organisation, and your scope is narrower.',
    'scope.left': 'This concerns customers you may not see. Ask somebody who sees them, or an administrator to widen your scope.',
    'secret.damaged': 'A sealed secret of the database cannot be opened: it was changed.',
    'database.unreachable': ({ reason }: Values) => `No PostgreSQL answers at DATABASE_URL: ${reason}.`,
    'database.postgresql-too-old': ({ version, oldest }: Values) =>
      `This is PostgreSQL ${version}; Quitus needs ${oldest} or later.`,
    'database.migration-edited': ({ name }: Values) =>
      `The migration ${name} was changed after it was applied to this database. Install the version of Quitus that made it.`,
    'database.migration-missing': ({ name }: Values) =>
      `This database knows the migration ${name}, this version of Quitus does not: it is older than the database.`,
    'database.migration-out-of-order': ({ name }: Values) => `The migration ${name} comes before one that is already applied.`,
    'database.role-not-creatable':
      'The role quitus_app is missing and this role may not create it. As an administrator: create role quitus_app nologin; grant quitus_app to the role that migrates, with admin option.',
    'database.serves-as-superuser': ({ role }: Values) =>
      `Quitus does not serve as ${role}: row-level security does not bind a superuser or BYPASSRLS. Use a login role made by: create role … login in role quitus_app.`,
    'database.serves-as-owner': ({ role }: Values) =>
      `Quitus does not serve as ${role}: row-level security does not bind the owner of the tables. Use a login role made by: create role … login in role quitus_app.`,
    'embedded.platform-unsupported': ({ platform }: Values) =>
      `There is no embedded PostgreSQL for ${platform}, or it was not installed (npm install leaves out optional packages when asked to). Give a DATABASE_URL instead.`,
    'embedded.data-folder-unusable': ({ folder, reason }: Values) => `The data folder ${folder} cannot be used: ${reason}.`,
    'embedded.data-folder-of-another-user': ({ folder }: Values) =>
      `The database in ${folder} belongs to another user of this machine. Start Quitus as that user, or give the folder away with chown.`,
    'embedded.data-folder-of-another-major': ({ folder, found, ours }: Values) =>
      `The database in ${folder} was made by PostgreSQL ${found}; this version of Quitus carries PostgreSQL ${ours}. Make a backup with the earlier version and restore it here.`,
    'embedded.private-folder-unusable': ({ folder }: Values) =>
      `${folder} is not a folder of ours alone: somebody else made it. Remove it and start again.`,
    'embedded.cannot-change-user':
      'PostgreSQL does not run as root, and this root may not become another user. Start Quitus as an ordinary user.',
    'embedded.busy': ({ folder }: Values) =>
      `Another program has been starting or stopping the database in ${folder} for minutes. Try again.`,
    'embedded.initialisation-failed': ({ reason }: Values) => `The database could not be made: ${reason}.`,
    'embedded.start-failed': ({ reason }: Values) => `PostgreSQL does not start: ${reason}.`,
  },
  fr: {
    'backup.file-exists': ({ file }: Values) =>
      `${file} existe déjà. Donnez un autre nom à la sauvegarde : aucune n’est jamais écrasée.`,
    'backup.file-unreadable': ({ file, reason }: Values) => `${file} ne peut être ouvert : ${reason}.`,
    'backup.needs-owner':
      'Une sauvegarde lit les lignes de toutes les organisations, une restauration crée les tables : donnez l’adresse du rôle qui les possède, comme pour migrate. La sécurité par ligne montre à ce rôle une organisation au plus.',
    'backup.schema-unknown': 'Cette base ne contient aucune installation de Quitus : il n’y a rien à sauvegarder.',
    'backup.not-a-backup': 'Ce fichier n’est pas une sauvegarde de Quitus.',
    'backup.newer':
      'Cette sauvegarde vient d’une version de Quitus plus récente ou différente. Restaurez-la avec la version qui l’a faite, ou une version ultérieure.',
    'backup.damaged': 'Cette sauvegarde a été endommagée ou modifiée : ses empreintes ne concordent pas. Rien n’a été restauré.',
    'backup.truncated': 'Cette sauvegarde n’est pas entière : le fichier s’arrête trop tôt. Rien n’a été restauré.',
    'backup.key-unknown': ({ key }: Values) =>
      `Cette sauvegarde a été scellée avec une autre clé secrète (${key}). Donnez cette clé dans QUITUS_SECRET_KEY ou QUITUS_SECRET_KEY_FORMER ; sans elle, --any-key restaure les données, mais les secrets qui y sont scellés restent fermés.`,
    'backup.not-empty': 'Cette base contient déjà une organisation. Une sauvegarde se restaure dans une base vide.',
    'config.invalid': (values: Values) => `L’environnement est incorrect. ${variables(values, wrongInFrench, ' : ')}.`,
    'config.secret-key-missing':
      'Avec votre propre base de données, donnez QUITUS_SECRET_KEY : au moins 32 caractères aléatoires, les mêmes sur chaque machine.',
    'secret.key-unknown': ({ key }: Values) =>
      `Un secret a été scellé avec une clé que cette installation n’a pas (${key}). Donnez l’ancienne clé dans QUITUS_SECRET_KEY_FORMER.`,
    'session.not-within-scope': 'Votre rôle ne le permet qu’à qui voit toute l’organisation, et votre périmètre est plus étroit.',
    'scope.left':
      'Cela concerne des clients que vous ne pouvez pas voir. Adressez-vous à quelqu’un qui les voit, ou demandez à un administrateur d’étendre votre périmètre.',
    'secret.damaged': 'Un secret scellé de la base ne peut être ouvert : il a été modifié.',
    'database.unreachable': ({ reason }: Values) => `Aucun PostgreSQL ne répond à l’adresse DATABASE_URL : ${reason}.`,
    'database.postgresql-too-old': ({ version, oldest }: Values) =>
      `Ceci est PostgreSQL ${version} ; Quitus demande la version ${oldest} ou une plus récente.`,
    'database.migration-edited': ({ name }: Values) =>
      `La migration ${name} a été modifiée après son application à cette base. Installez la version de Quitus qui l’a faite.`,
    'database.migration-missing': ({ name }: Values) =>
      `Cette base connaît la migration ${name}, cette version de Quitus non : elle est plus ancienne que la base.`,
    'database.migration-out-of-order': ({ name }: Values) => `La migration ${name} précède une migration déjà appliquée.`,
    'database.role-not-creatable':
      'Le rôle quitus_app manque et ce rôle ne peut pas le créer. En administrateur : create role quitus_app nologin; puis grant quitus_app au rôle qui migre, with admin option.',
    'database.serves-as-superuser': ({ role }: Values) =>
      `Quitus ne sert pas sous ${role} : la sécurité par ligne ne lie ni un superutilisateur ni BYPASSRLS. Utilisez un rôle de connexion créé par : create role … login in role quitus_app.`,
    'database.serves-as-owner': ({ role }: Values) =>
      `Quitus ne sert pas sous ${role} : la sécurité par ligne ne lie pas le propriétaire des tables. Utilisez un rôle de connexion créé par : create role … login in role quitus_app.`,
    'embedded.platform-unsupported': ({ platform }: Values) =>
      `Il n’y a pas de PostgreSQL embarqué pour ${platform}, ou il n’a pas été installé (npm install écarte les paquets facultatifs si on le lui demande). Donnez plutôt une DATABASE_URL.`,
    'embedded.data-folder-unusable': ({ folder, reason }: Values) =>
      `Le dossier de données ${folder} est inutilisable : ${reason}.`,
    'embedded.data-folder-of-another-user': ({ folder }: Values) =>
      `La base de ${folder} appartient à un autre utilisateur de cette machine. Lancez Quitus sous cet utilisateur, ou cédez-lui le dossier par chown.`,
    'embedded.data-folder-of-another-major': ({ folder, found, ours }: Values) =>
      `La base de ${folder} vient de PostgreSQL ${found} ; cette version de Quitus embarque PostgreSQL ${ours}. Faites une sauvegarde avec l’ancienne version et restaurez-la ici.`,
    'embedded.private-folder-unusable': ({ folder }: Values) =>
      `${folder} n’est pas un dossier à nous seuls : quelqu’un d’autre l’a créé. Supprimez-le et recommencez.`,
    'embedded.cannot-change-user':
      'PostgreSQL ne tourne pas sous root, et ce root ne peut pas devenir un autre utilisateur. Lancez Quitus sous un utilisateur ordinaire.',
    'embedded.busy': ({ folder }: Values) =>
      `Un autre programme démarre ou arrête la base de ${folder} depuis plusieurs minutes. Réessayez.`,
    'embedded.initialisation-failed': ({ reason }: Values) => `La base n’a pas pu être créée : ${reason}.`,
    'embedded.start-failed': ({ reason }: Values) => `PostgreSQL ne démarre pas : ${reason}.`,
  },
});
