import { area } from '../area.ts';

/** The door: signing in, and the owner's first visit. */
export const signIn = area({
  en: {
    title: 'Sign in',
    email: 'E-mail',
    password: 'Password',
    submit: 'Sign in',
    code: 'Code of your authenticator app',
    codeHelp: 'Six figures, or one of your recovery codes.',
    forgotten: 'Password lost? Ask the owner of your organisation, or the person who installed Quitus.',
    promise: 'Know who to remind, when, and why.',
    points: {
      true: 'Every figure opens down to its items and adds up to your ledger.',
      explained: 'Every item says why it is reminded, or why not.',
      yours: 'Your server, your data, nothing sent without your word.',
    },
    welcome: {
      title: 'Welcome to Quitus',
      text: (tenant: string) => `You become the owner of ${tenant}. It takes a minute; you can invite others later.`,
      name: 'Your name',
      passwordHelp: 'At least 12 characters. A sentence is easier to keep than a puzzle.',
      tooShort: (missing: number) => (missing === 1 ? 'One more character.' : `${missing} more characters.`),
      language: 'Language of your screens',
      submit: 'Create my account',
      unusable: 'This link does not work any more',
      unusableText: 'It has been used already or is too old. Ask for a new one with the command quitus init.',
      haveAccount: 'I already have an account',
    },
  },
  fr: {
    title: 'Connexion',
    email: 'E-mail',
    password: 'Mot de passe',
    submit: 'Se connecter',
    code: 'Code de votre application d’authentification',
    codeHelp: 'Six chiffres, ou l’un de vos codes de secours.',
    forgotten:
      'Mot de passe perdu\u00a0? Demandez au propriétaire de votre organisation, ou à la personne qui a installé Quitus.',
    promise: 'Savoir qui relancer, quand, et pourquoi.',
    points: {
      true: 'Chaque chiffre s’ouvre jusqu’à ses pièces et retombe sur votre comptabilité.',
      explained: 'Chaque pièce dit pourquoi elle est relancée, ou pourquoi elle ne l’est pas.',
      yours: 'Votre serveur, vos données, aucun envoi sans votre accord.',
    },
    welcome: {
      title: 'Bienvenue dans Quitus',
      text: (tenant) => `Vous devenez propriétaire de ${tenant}. Une minute suffit\u00a0; vous inviterez les autres plus tard.`,
      name: 'Votre nom',
      passwordHelp: 'Au moins 12 caractères. Une phrase se retient mieux qu’un rébus.',
      tooShort: (missing) => (missing === 1 ? 'Encore un caractère.' : `Encore ${missing} caractères.`),
      language: 'Langue de vos écrans',
      submit: 'Créer mon compte',
      unusable: 'Ce lien ne fonctionne plus',
      unusableText: 'Il a déjà servi ou il est trop ancien. Demandez-en un nouveau avec la commande quitus init.',
      haveAccount: 'J’ai déjà un compte',
    },
  },
});
