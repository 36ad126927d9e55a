import { area } from '../area.ts';
import { sharedEn, sharedFr } from './scenario-library-shared.ts';

/** Many small debts: few messages, all of them e-mails, everything of an account in one, and an end. */
export const smallAmounts = area({
  en: {
    name: 'Small amounts',
    description:
      'For accounts where a reminder must not cost more than it brings: three e-mails that gather everything due, weeks apart, the last one repeated a few times. Nothing is claimed below 10 €.',
    steps: {
      first: {
        name: 'Statement of what is due',
        subject: '{{ entity.name }}: statement of your account {{ customer.code }} ({{ net }})',
        body: `Dear {{ contact.name }},

Here is what is due on your account: {{ count }} item{% if count != 1 %}s{% endif %}, {{ net }} in all.

{{ statement }}

One transfer with the reference below settles everything. If something is not right, simply reply to this message.

{{ payment }}

${sharedEn.crossed}

Kind regards,`,
      },
      second: {
        name: 'Second reminder',
        subject: 'Reminder – account {{ customer.code }}: {{ net }} to be paid',
        body: `Dear {{ contact.name }},

These small amounts are easily forgotten: together they come to {{ net }}, the oldest {{ oldestDaysLate }} days late.

{{ statement }}

Would you settle them with your next payment run? One transfer is enough.

{{ payment }}

${sharedEn.penalties}

Kind regards,`,
      },
      last: {
        name: 'Standing reminder',
        subject: 'Account {{ customer.code }}: {{ net }} still to be paid',
        body: `Dear {{ contact.name }},

Your account still shows {{ net }} to be paid, in spite of our messages{% if previousReminders != '' %} of {{ previousReminders }}{% endif %}.

{{ statement }}

Please pay this amount within eight days, or tell us what you do not agree with. We shall write to you again for as long as it remains open.

{{ payment }}

${sharedEn.penalties}

Yours sincerely,`,
      },
    },
  },
  fr: {
    name: 'Petits montants',
    description:
      'Pour les comptes où une relance ne doit pas coûter plus qu’elle ne rapporte\u00a0: trois e-mails qui regroupent tout ce qui est dû, à plusieurs semaines d’écart, le dernier répété quelques fois. Rien n’est réclamé au-dessous de 10\u00a0€.',
    steps: {
      first: {
        name: 'Relevé de ce qui est dû',
        subject: '{{ entity.name }}\u00a0: relevé de votre compte {{ customer.code }} ({{ net }})',
        body: `Bonjour {{ contact.name }},

Voici ce qui est dû sur votre compte\u00a0: {{ count }} pièce{% if count > 1 %}s{% endif %}, {{ net }} en tout.

{{ statement }}

Un seul virement avec la référence ci-dessous règle l’ensemble. Si quelque chose vous paraît inexact, répondez simplement à ce message.

{{ payment }}

${sharedFr.crossed}

Bien cordialement,`,
      },
      second: {
        name: 'Deuxième relance',
        subject: 'Rappel – compte {{ customer.code }}\u00a0: {{ net }} à régler',
        body: `Bonjour {{ contact.name }},

Les petits montants s’oublient facilement\u00a0: ensemble, ils s’élèvent à {{ net }}, le plus ancien ayant {{ oldestDaysLate }} jours de retard.

{{ statement }}

Pourriez-vous les régler avec votre prochaine campagne de paiement\u00a0? Un seul virement suffit.

{{ payment }}

${sharedFr.penalties}

Bien cordialement,`,
      },
      last: {
        name: 'Rappel récurrent',
        subject: 'Compte {{ customer.code }}\u00a0: {{ net }} toujours à régler',
        body: `Bonjour {{ contact.name }},

Votre compte présente toujours {{ net }} à régler, malgré nos messages{% if previousReminders != '' %} ({{ previousReminders }}){% endif %}.

{{ statement }}

Merci de régler cette somme sous huit jours, ou de nous dire ce avec quoi vous n’êtes pas d’accord. Nous vous écrirons de nouveau tant qu’elle restera ouverte.

{{ payment }}

${sharedFr.penalties}

Cordialement,`,
      },
    },
  },
});
