import { area } from '../area.ts';
import { platformRefusals } from './refusals-platform.ts';

// One sentence a code: what a rule says when it says no. A function gets the refusal's values by name.
type Values = Readonly<Record<string, string | number>>;

export const refusals = area({
  en: {
    ...platformRefusals.en,
    'http.invalid-request': 'The request is not well formed.',
    'http.bad-request': 'The request cannot be understood.',
    'http.too-large': 'The file or text sent is too large.',
    'http.too-many': 'Too many requests: wait a moment and try again.',
    'http.fault': 'Something went wrong on our side. Nothing was changed; the request id helps to find it.',
    'http.no-such-route': 'There is nothing at this address.',
    'http.file-expected': 'A file is expected.',
    'session.required': 'Sign in first.',
    'session.not-allowed': ({ role }: Values) => `Your role (${role}) does not allow this.`,
    'session.cross-site': 'The request comes from another site.',
    'session.wrong-credentials': 'E-mail or password is wrong.',
    'session.locked': ({ minutes }: Values) => `Too many wrong passwords: try again in ${minutes} minutes.`,
    'session.no-tenant': 'You are not a member of any organisation here.',
    'owner-link.unusable': 'This link has been used or is too old. Ask for a new one with: quitus init.',
    'person.email-invalid': ({ email }: Values) => `“${email}” is not an e-mail address.`,
    'person.email-taken': 'Someone already uses this e-mail with another password.',
    'setting.unknown': ({ key }: Values) => `There is no setting “${key}”.`,
    'setting.invalid': ({ key, value }: Values) => `“${value}” is not a value for ${key}.`,
    'tenant.unknown': ({ name }: Values) =>
      name ? `There is no organisation “${name}”.` : 'There is no organisation yet: run quitus init.',
    'tenant.ambiguous': ({ names }: Values) => `Which organisation? Say --tenant with one of: ${names}.`,
    'tenant.name-taken': ({ name }: Values) => `There is already an organisation “${name}”.`,
    'entity.unknown': ({ name }: Values) => (name ? `There is no entity “${name}”.` : 'This organisation has no entity yet.'),
    'entity.ambiguous': ({ names }: Values) => `Which entity? Say one of: ${names}.`,
    'entity.iban-invalid': ({ iban }: Values) => `“${iban}” is not a valid IBAN: its check digits do not fit.`,
    'entity.time-zone-invalid': ({ timeZone }: Values) => `“${timeZone}” is not a time zone.`,
  },
  fr: {
    ...platformRefusals.fr,
    'http.invalid-request': 'La requête est mal formée.',
    'http.bad-request': 'La requête est incompréhensible.',
    'http.too-large': 'Le fichier ou le texte envoyé est trop volumineux.',
    'http.too-many': 'Trop de requêtes : patientez un instant et réessayez.',
    'http.fault':
      'Une erreur est survenue de notre côté. Rien n’a été modifié ; l’identifiant de la requête permet de la retrouver.',
    'http.no-such-route': 'Il n’y a rien à cette adresse.',
    'http.file-expected': 'Un fichier est attendu.',
    'session.required': 'Connectez-vous d’abord.',
    'session.not-allowed': ({ role }: Values) => `Votre rôle (${role}) ne le permet pas.`,
    'session.cross-site': 'La requête vient d’un autre site.',
    'session.wrong-credentials': 'E-mail ou mot de passe incorrect.',
    'session.locked': ({ minutes }: Values) => `Trop de mots de passe erronés : réessayez dans ${minutes} minutes.`,
    'session.no-tenant': 'Vous n’êtes membre d’aucune organisation ici.',
    'owner-link.unusable': 'Ce lien a déjà servi ou a expiré. Demandez-en un nouveau avec : quitus init.',
    'person.email-invalid': ({ email }: Values) => `« ${email} » n’est pas une adresse e-mail.`,
    'person.email-taken': 'Cette adresse e-mail est déjà utilisée avec un autre mot de passe.',
    'setting.unknown': ({ key }: Values) => `Le paramètre « ${key} » n’existe pas.`,
    'setting.invalid': ({ key, value }: Values) => `« ${value} » n’est pas une valeur possible pour ${key}.`,
    'tenant.unknown': ({ name }: Values) =>
      name ? `L’organisation « ${name} » n’existe pas.` : 'Aucune organisation pour l’instant : lancez quitus init.',
    'tenant.ambiguous': ({ names }: Values) => `Quelle organisation ? Précisez --tenant parmi : ${names}.`,
    'tenant.name-taken': ({ name }: Values) => `L’organisation « ${name} » existe déjà.`,
    'entity.unknown': ({ name }: Values) =>
      name ? `L’entité « ${name} » n’existe pas.` : 'Cette organisation n’a pas encore d’entité.',
    'entity.ambiguous': ({ names }: Values) => `Quelle entité ? Précisez l’une de : ${names}.`,
    'entity.iban-invalid': ({ iban }: Values) => `« ${iban} » n’est pas un IBAN valide : sa clé ne correspond pas.`,
    'entity.time-zone-invalid': ({ timeZone }: Values) => `« ${timeZone} » n’est pas un fuseau horaire.`,
  },
});
