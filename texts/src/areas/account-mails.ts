import { area } from '../area.ts';

/** E-mails about a person's own account: invitations, lost passwords, and news they did not ask for. */
export const accountMails = area({
  en: {
    hello: (name: string) => `Hello ${name},`,
    signature: 'Quitus',
    linkWithheld:
      '(The link is not kept here: others read this mailbox too. Without a mail server, an administrator makes a link under Settings, People.)',
    invitation: {
      subject: (tenant: string) => `Your access to ${tenant} in Quitus`,
      before: (who: string, tenant: string) =>
        `${who} invites you to ${tenant} in Quitus, where unpaid invoices are followed up. This link opens your access. It works once, within seven days:`,
      after: 'If you expected nothing of the kind, do nothing: without the link no access is opened.',
    },
    reset: {
      subject: 'A new password for Quitus',
      before: 'Somebody, probably you, asked for a new password. This link sets it. It works once, within the hour:',
      after: 'If it was not you, do nothing: your password stays as it is.',
    },
    notYou: (address: string) =>
      `If it was not you, set a new password at once from ${address} and tell the administrator of your organisation.`,
    notices: {
      locked: {
        subject: 'Your access to Quitus is closed for 15 minutes',
        text: (at: string, from: string) =>
          `On ${at} (Paris), too many wrong passwords or codes were tried with your e-mail, last from ${from}.`,
      },
      passkeyAdded: {
        subject: 'A passkey was added to your Quitus account',
        text: (at: string, from: string) => `On ${at} (Paris), a passkey was added to your account, from ${from}.`,
      },
      passwordChanged: {
        subject: 'Your Quitus password was changed',
        text: (at: string, from: string) =>
          `On ${at} (Paris), the password of your account was changed, from ${from}. Your other sessions ended.`,
      },
      secondStepOff: {
        subject: 'The second step of your Quitus account is off',
        text: (at: string, from: string) => `On ${at} (Paris), the second step of signing in was switched off, from ${from}.`,
      },
    },
  },
  fr: {
    hello: (name) => `Bonjour ${name},`,
    signature: 'Quitus',
    linkWithheld:
      '(Le lien n’est pas gardé ici : d’autres lisent aussi cette boîte. Sans serveur d’envoi, un administrateur crée un lien dans Paramètres, Personnes.)',
    invitation: {
      subject: (tenant) => `Votre accès à ${tenant} dans Quitus`,
      before: (who, tenant) =>
        `${who} vous invite à rejoindre ${tenant} dans Quitus, où sont suivies les factures impayées. Ce lien ouvre votre accès. Il sert une fois, dans les sept jours\u00a0:`,
      after: 'Si vous n’attendiez rien de tel, ne faites rien\u00a0: sans le lien, aucun accès n’est ouvert.',
    },
    reset: {
      subject: 'Un nouveau mot de passe pour Quitus',
      before:
        'Quelqu’un, sans doute vous, a demandé un nouveau mot de passe. Ce lien permet de le choisir. Il sert une fois, dans l’heure\u00a0:',
      after: 'Si ce n’était pas vous, ne faites rien\u00a0: votre mot de passe reste le même.',
    },
    notYou: (address) =>
      `Si ce n’était pas vous, choisissez tout de suite un nouveau mot de passe depuis ${address} et prévenez l’administrateur de votre organisation.`,
    notices: {
      locked: {
        subject: 'Votre accès à Quitus est fermé pour 15 minutes',
        text: (at, from) =>
          `Le ${at} (Paris), trop de mots de passe ou de codes erronés ont été essayés avec votre e-mail, en dernier depuis ${from}.`,
      },
      passkeyAdded: {
        subject: 'Une clé d’accès a été ajoutée à votre compte Quitus',
        text: (at, from) => `Le ${at} (Paris), une clé d’accès a été ajoutée à votre compte, depuis ${from}.`,
      },
      passwordChanged: {
        subject: 'Votre mot de passe Quitus a été changé',
        text: (at, from) =>
          `Le ${at} (Paris), le mot de passe de votre compte a été changé, depuis ${from}. Vos autres sessions sont fermées.`,
      },
      secondStepOff: {
        subject: 'La double authentification de votre compte Quitus est désactivée',
        text: (at, from) => `Le ${at} (Paris), la double authentification a été désactivée, depuis ${from}.`,
      },
    },
  },
});
