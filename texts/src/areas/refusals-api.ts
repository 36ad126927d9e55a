import { area } from '../area.ts';

type Values = Readonly<Record<string, string | number>>;

/** What the API says no to: keys, retries, changes made meanwhile, pages of a list. */
export const apiRefusals = area({
  en: {
    'http.content-type-unknown': 'The body is of a kind that this address does not take.',
    'http.stream-expected': ({ mediaType }: Values) => `The body is expected as ${mediaType}, one JSON object a line.`,
    'http.no-etag': 'This address has no ETag to compare with: send the change without If-Match.',
    'http.changed-since': 'It was changed meanwhile: read it again, then decide.',
    'key.unusable': 'This token is no key, or its key is over or revoked.',
    'key.not-for-programs': 'This is for people who are signed in, not for keys.',
    'key.not-allowed': ({ permission }: Values) => `This key lacks the permission “${permission}”.`,
    'key.network-refused': ({ address }: Values) => `This key may not be used from ${address}.`,
    'key.network-invalid': ({ network }: Values) => `“${network}” is neither an address nor a network.`,
    'key.rights-beyond-yours': ({ permissions }: Values) =>
      `A key has no more rights than its maker, and only an owner gives “administer”. Not yours to give: ${permissions}.`,
    'key.rights-beyond-scope': ({ permissions }: Values) =>
      `Within a scope these rights mean nothing, as they concern the whole organisation: ${permissions}.`,
    'key.maker-is-scoped': 'Only somebody who sees the whole organisation may make a key.',
    'key.entity-unknown': 'One of these entities does not exist.',
    'key.expiry-past': 'The expiry is past: this key would never work.',
    'key.unknown': 'There is no such key.',
    'key.revoked': 'This key was revoked: make another one.',
    'key.expected': 'This tells a key what it may do; you are signed in as a person.',
    'idempotency.key-invalid': 'An Idempotency-Key is 1 to 200 visible characters without space.',
    'idempotency.key-reused': 'This Idempotency-Key was used for another request.',
    'idempotency.still-running': 'The first request with this Idempotency-Key is still running: ask again in a moment.',
    'idempotency.outcome-unknown':
      'The first request with this Idempotency-Key was interrupted and may or may not have gone through. Look before you send it again under another key.',
    'idempotency.answer-not-kept': 'The first request went through. Its answer holds a secret and is not kept.',
    'cursor.malformed': 'This cursor is none of ours.',
    'cursor.other-question': 'This cursor belongs to another filter or sort: begin again without it.',
    'cursor.sort-unknown': ({ sort }: Values) => `A list sorted by “${sort}” has no cursor: use another sort, or offset.`,
    'bulk.not-here': 'This import did not come by a bulk call.',
  },
  fr: {
    'http.content-type-unknown': 'Cette adresse n’accepte pas ce type de contenu.',
    'http.stream-expected': ({ mediaType }: Values) => `Le corps est attendu en ${mediaType}, un objet JSON par ligne.`,
    'http.no-etag': 'Cette adresse n’a pas d’ETag à comparer : envoyez la modification sans If-Match.',
    'http.changed-since': 'Cela a été modifié entre-temps : relisez, puis décidez.',
    'key.unusable': 'Ce jeton n’est pas une clé, ou sa clé est expirée ou révoquée.',
    'key.not-for-programs': 'Ceci est réservé aux personnes connectées, pas aux clés.',
    'key.not-allowed': ({ permission }: Values) => `Cette clé n’a pas le droit « ${permission} ».`,
    'key.network-refused': ({ address }: Values) => `Cette clé ne peut être utilisée depuis ${address}.`,
    'key.network-invalid': ({ network }: Values) => `« ${network} » n’est ni une adresse ni un réseau.`,
    'key.rights-beyond-yours': ({ permissions }: Values) =>
      `Une clé n’a pas plus de droits que son auteur, et seul un propriétaire donne « administer ». Pas à vous de donner : ${permissions}.`,
    'key.rights-beyond-scope': ({ permissions }: Values) =>
      `Dans un périmètre, ces droits n’ont pas de sens, car ils concernent toute l’organisation : ${permissions}.`,
    'key.maker-is-scoped': 'Seule une personne qui voit toute l’organisation peut créer une clé.',
    'key.entity-unknown': 'Une de ces entités n’existe pas.',
    'key.expiry-past': 'L’échéance est passée : cette clé ne servirait jamais.',
    'key.unknown': 'Cette clé n’existe pas.',
    'key.revoked': 'Cette clé a été révoquée : créez-en une autre.',
    'key.expected': 'Ceci dit à une clé ce qu’elle peut faire ; vous êtes connecté en personne.',
    'idempotency.key-invalid': 'Une Idempotency-Key compte 1 à 200 caractères visibles sans espace.',
    'idempotency.key-reused': 'Cette Idempotency-Key a servi à une autre requête.',
    'idempotency.still-running': 'La première requête de cette Idempotency-Key est en cours : redemandez dans un instant.',
    'idempotency.outcome-unknown':
      'La première requête de cette Idempotency-Key a été interrompue ; on ne sait pas si elle a abouti. Vérifiez avant de la renvoyer sous une autre clé.',
    'idempotency.answer-not-kept': 'La première requête a abouti. Sa réponse contient un secret et n’est pas conservée.',
    'cursor.malformed': 'Ce curseur n’est pas des nôtres.',
    'cursor.other-question': 'Ce curseur appartient à un autre filtre ou tri : recommencez sans lui.',
    'cursor.sort-unknown': ({ sort }: Values) =>
      `Une liste triée par « ${sort} » n’a pas de curseur : choisissez un autre tri, ou offset.`,
    'bulk.not-here': 'Cet import n’est pas venu par un appel en masse.',
  },
});
