import { area } from '../area.ts';
import { sharedEn, sharedFr } from './scenario-library-shared.ts';

// Liquid: {{ statement }} and {{ payment }} stand where the table of items and the way to pay go. The texts grow firmer step by step and never
// threaten what will not happen.

/** The standard scenario: a courtesy, two reminders, a call, a formal notice; thanks stand ready. */
export const standard = area({
  en: {
    name: 'Standard',
    description: 'For most business customers: a courtesy before the due date, two reminders, a call, a formal notice.',
    steps: {
      courtesy: {
        name: 'Courtesy notice',
        subject:
          '{{ entity.name }}: {% if count == 1 %}invoice {{ items[0].number }} falls due on {{ items[0].dueOn }}{% else %}your upcoming due dates{% endif %}',
        body: `Dear {{ contact.name }},

This is a simple courtesy: {% if count == 1 %}the invoice below falls due shortly{% else %}the invoices below fall due shortly{% endif %}, for a total of {{ net }}.

{{ statement }}

If everything is in order, all you need to do is pay on the due date. If an invoice is missing, or something keeps you from approving it, tell us now by replying to this message: we shall see to it at once.

{{ payment }}

Yours sincerely,`,
      },
      first: {
        name: 'First reminder',
        subject: 'Account {{ customer.code }}: {{ net }} awaiting payment',
        body: `Dear {{ contact.name }},

Unless we are mistaken, {% if count == 1 %}the invoice below has passed its due date{% else %}the invoices below have passed their due dates{% endif %}. It may well be an oversight, or your payment may already be on its way: in that case please disregard this message.

{{ statement }}

Would you kindly pay {{ net }}, or tell us by replying to this message when we may expect it?

{{ payment }}

If anything about {% if count == 1 %}this invoice{% else %}these invoices{% endif %} is unclear, or you need a copy, we are at your disposal.

Yours sincerely,`,
      },
      second: {
        name: 'Second reminder',
        subject: 'Second reminder – account {{ customer.code }}: {{ net }} overdue',
        body: `Dear {{ contact.name }},

We have not yet received the payment we wrote to you about. Your account shows {{ net }} overdue, the oldest item for {{ oldestDaysLate }} days.

{{ statement }}

We ask you to pay this amount on receipt of this message, and to confirm the payment date by return.

{{ payment }}

If you dispute all or part of it, please tell us which item and why, so that we can look into it: the undisputed part remains due.

${sharedEn.penalties}

Yours sincerely,`,
      },
      call: {
        name: 'Telephone call',
        script: `1. Ask for {{ contact.name }}, or whoever approves payments for {{ customer.name }}. Say who you are and for whom you call.
2. "Your account shows {{ net }} overdue, the oldest item for {{ oldestDaysLate }} days. We wrote to you about it. Is there anything that keeps you from paying?"
3. Let them answer. If they dispute an item: which one, how much, why; say what happens next.
4. Otherwise agree on a date and an amount, and on how they will pay. Repeat both aloud.
5. Make sure of the address for the next message. Thank them. Write the outcome down at once.`,
      },
      notice: {
        name: 'Formal notice',
        subject: 'FORMAL NOTICE to pay – account {{ customer.code }} – {{ net }}',
        body: `{{ customer.identity }}

{{ today }}

Dear Sir or Madam,

Despite our reminders, the {% if count == 1 %}invoice{% else %}invoices{% endif %} below, issued by {{ entity.identity }}, {% if count == 1 %}remains{% else %}remain{% endif %} unpaid.

{{ statement }}

WE HEREBY GIVE YOU FORMAL NOTICE to pay us the sum of {{ net }} no later than {{ payBefore }}.

{{ payment }}

${sharedEn.basis}

${sharedEn.penalties}

${sharedEn.interest}

Failing payment in full by that date, or a written explanation of what you dispute, we shall be obliged to consider recovery through the courts, without further notice.

If you have paid in the meantime, please send us proof of the payment and disregard this notice.

Yours faithfully,`,
      },
      thanks: {
        name: 'Thank you for your payment',
        subject: 'Thank you: {{ payment.amount }} received',
        body: `Dear {{ contact.name }},

We have received your payment of {{ payment.amount }} on {{ payment.date }}, and thank you for it. The items below are settled.

{{ statement }}

Yours sincerely,`,
      },
    },
  },
  fr: {
    name: 'Standard',
    description:
      'Pour la plupart des clients professionnels\u00a0: un préavis avant l’échéance, deux relances, un appel, une mise en demeure.',
    steps: {
      courtesy: {
        name: 'Préavis d’échéance',
        subject:
          '{{ entity.name }}\u00a0: {% if count == 1 %}votre facture {{ items[0].number }} arrive à échéance le {{ items[0].dueOn }}{% else %}vos prochaines échéances{% endif %}',
        body: `Bonjour {{ contact.name }},

Par simple courtoisie, nous vous signalons que {% if count == 1 %}la facture ci-dessous arrive prochainement à échéance{% else %}les factures ci-dessous arrivent prochainement à échéance{% endif %}, pour un total de {{ net }}.

{{ statement }}

Si tout est en ordre, il vous suffit de régler à l’échéance. S’il vous manque une facture, ou si un point en empêche la validation, dites-le-nous dès maintenant en répondant à ce message\u00a0: nous ferons aussitôt le nécessaire.

{{ payment }}

Bien cordialement,`,
      },
      first: {
        name: 'Première relance',
        subject: 'Compte {{ customer.code }}\u00a0: {{ net }} en attente de règlement',
        body: `Bonjour {{ contact.name }},

Sauf erreur de notre part, {% if count == 1 %}la facture ci-dessous est arrivée à échéance{% else %}les factures ci-dessous sont arrivées à échéance{% endif %} sans que nous ayons reçu votre règlement. Il s’agit sans doute d’un oubli, et peut-être votre paiement est-il déjà en route\u00a0: dans ce cas, ne tenez pas compte de ce message.

{{ statement }}

Pourriez-vous régler la somme de {{ net }}, ou nous indiquer en répondant à ce message à quelle date nous pouvons l’attendre\u00a0?

{{ payment }}

Si un point vous semble inexact ou si vous souhaitez un duplicata, nous sommes à votre disposition.

Bien cordialement,`,
      },
      second: {
        name: 'Deuxième relance',
        subject: 'Deuxième relance – compte {{ customer.code }}\u00a0: {{ net }} échus',
        body: `Bonjour {{ contact.name }},

Nous n’avons pas encore reçu le règlement au sujet duquel nous vous avons écrit. Votre compte présente {{ net }} échus\u00a0; la pièce la plus ancienne a {{ oldestDaysLate }} jours de retard.

{{ statement }}

Nous vous demandons de régler cette somme dès réception de ce message et de nous confirmer par retour la date du paiement.

{{ payment }}

Si vous contestez tout ou partie de ce montant, indiquez-nous quelle pièce et pour quel motif, afin que nous puissions l’examiner\u00a0; la part non contestée reste due.

${sharedFr.penalties}

Cordialement,`,
      },
      call: {
        name: 'Appel téléphonique',
        script: `1. Demandez {{ contact.name }}, ou la personne qui valide les paiements de {{ customer.name }}. Présentez-vous et dites pour qui vous appelez.
2. «\u00a0Votre compte présente {{ net }} échus, la pièce la plus ancienne depuis {{ oldestDaysLate }} jours. Nous vous avons écrit à ce sujet. Quelque chose vous empêche-t-il de régler\u00a0?\u00a0»
3. Laissez répondre. En cas de litige\u00a0: quelle pièce, quel montant, quel motif\u00a0; dites ce qui va se passer.
4. Sinon, convenez d’une date, d’un montant et d’un moyen de paiement. Répétez-les à voix haute.
5. Vérifiez l’adresse du prochain message. Remerciez. Notez aussitôt le résultat.`,
      },
      notice: {
        name: 'Mise en demeure',
        subject: 'MISE EN DEMEURE de payer – compte {{ customer.code }} – {{ net }}',
        body: `{{ customer.identity }}

Le {{ today }}

Madame, Monsieur,

Malgré nos relances, {% if count == 1 %}la facture ci-dessous, émise par {{ entity.identity }}, demeure impayée{% else %}les factures ci-dessous, émises par {{ entity.identity }}, demeurent impayées{% endif %}.

{{ statement }}

NOUS VOUS METTONS EN DEMEURE de nous payer la somme de {{ net }} au plus tard le {{ payBefore }}.

{{ payment }}

${sharedFr.basis}

${sharedFr.penalties}

${sharedFr.interest}

À défaut de paiement intégral à cette date, ou d’explication écrite sur ce que vous contesteriez, nous serons contraints d’envisager un recouvrement par voie judiciaire, sans nouvel avis.

Si vous avez réglé entre-temps, veuillez nous adresser la preuve du paiement et considérer la présente comme sans objet.

Veuillez agréer, Madame, Monsieur, l’expression de nos salutations distinguées.`,
      },
      thanks: {
        name: 'Merci de votre règlement',
        subject: 'Merci\u00a0: {{ payment.amount }} bien reçus',
        body: `Bonjour {{ contact.name }},

Nous avons bien reçu votre règlement de {{ payment.amount }} le {{ payment.date }} et vous en remercions. Les pièces ci-dessous sont soldées.

{{ statement }}

Bien cordialement,`,
      },
    },
  },
});
