import { area } from '../area.ts';

type Values = Readonly<Record<string, string | number>>;

/** What webhooks say no to. */
export const webhookRefusals = area({
  en: {
    'webhook.unknown': 'There is no such webhook.',
    'webhook.too-many': ({ limit }: Values) => `There are ${limit} webhooks already, and no more are possible: remove one first.`,
    'webhook.url-unreadable': 'This is not an address that can be called: it should look like https://example.com/hook.',
    'webhook.url-scheme': 'The address must begin with https://.',
    'webhook.url-credentials': 'The address must hold no user name or password: the signature says who sends.',
    'webhook.address-not-public':
      'This address is not on the public internet. The administrator of the installation can allow it (QUITUS_OUTBOUND_ALLOW).',
    'webhook.kind-unknown': ({ kind }: Values) => `No event is called “${kind}”; GET /api/v1/webhook-events lists them.`,
    'webhook.entity-unknown': 'One of these entities does not exist.',
    'webhook.delivery-unknown': 'There is no such delivery.',
    'webhook.delivery-not-replayable': 'A test is not sent again: send a new one.',
    'webhook.replay-range': 'Say from when, or from which number on; and an end after its beginning.',
  },
  fr: {
    'webhook.unknown': 'Ce webhook n’existe pas.',
    'webhook.too-many': ({ limit }: Values) =>
      `Il y a déjà ${limit} webhooks, et il ne peut y en avoir plus : supprimez-en un d’abord.`,
    'webhook.url-unreadable': 'Cette adresse ne peut pas être appelée : elle doit ressembler à https://exemple.fr/reception.',
    'webhook.url-scheme': 'L’adresse doit commencer par https://.',
    'webhook.url-credentials': 'L’adresse ne doit contenir ni nom d’utilisateur ni mot de passe : la signature dit qui envoie.',
    'webhook.address-not-public':
      'Cette adresse n’est pas sur l’internet public. L’administrateur de l’installation peut l’autoriser (QUITUS_OUTBOUND_ALLOW).',
    'webhook.kind-unknown': ({ kind }: Values) =>
      `Aucun événement ne s’appelle « ${kind} »\u00a0; GET /api/v1/webhook-events les énumère.`,
    'webhook.entity-unknown': 'L’une de ces entités n’existe pas.',
    'webhook.delivery-unknown': 'Cet envoi n’existe pas.',
    'webhook.delivery-not-replayable': 'Un essai ne se renvoie pas : envoyez-en un nouveau.',
    'webhook.replay-range': 'Dites depuis quand, ou à partir de quel numéro ; et une fin après son début.',
  },
});
