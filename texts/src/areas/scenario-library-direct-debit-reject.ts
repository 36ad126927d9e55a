import { area } from '../area.ts';
import { sharedEn, sharedFr } from './scenario-library-shared.ts';

// A rejected collection is not presented again without the debtor's word: a second reject costs them too, and an amount paid by transfer meanwhile
// would be taken twice.

/** A direct debit came back: said at once on several channels, and a way to pay offered. */
export const directDebitReject = area({
  en: {
    name: 'Rejected direct debit',
    description:
      'For customers who pay by direct debit, when one comes back: said the next day, text message and call within the week. The debit is presented again only with the customer’s agreement.',
    steps: {
      first: {
        name: 'The direct debit was rejected',
        subject: '{{ entity.name }}: your direct debit of {{ items[0].dueOn }} was rejected',
        body: `Dear {{ contact.name }},

Your bank rejected {% if count == 1 %}your direct debit of {{ items[0].dueOn }}{% else %}your direct debits, the first of them on {{ items[0].dueOn }}{% endif %}. {{ net }} remains to be paid.

{{ statement }}

You can pay by transfer, with the details below. If you would rather have the debit presented again, reply to this message with the day that suits you: we never present it again without your agreement. And if your bank details have changed, tell us, so that a new mandate can be signed.

{{ payment }}

Yours sincerely,`,
      },
      text: {
        name: 'Text message',
        body: `{{ entity.name }}: a direct debit on your account {{ customer.code }} was rejected by your bank. Please see our e-mail{% if entity.phone != '' %} or call {{ entity.phone }}{% endif %} to choose how to pay. Thank you.`,
      },
      call: {
        name: 'Telephone call',
        script: `${sharedEn.callOpening}
2. "Your direct debit of {{ items[0].dueOn }} was rejected by your bank, and {{ net }} remains to be paid. Do you know why it came back?"
3. Let them answer. Account closed or mandate revoked: agree on a transfer and a new mandate. Lack of funds: on which day would there be enough? Debit contested: which invoice, why.
4. Present the debit again only if they agree: note the day and who agreed. Otherwise a transfer: note its date and amount.
5. Repeat what was agreed. Thank them. Write the outcome down at once.`,
      },
      second: {
        name: 'Second reminder',
        subject: 'Rejected direct debit – account {{ customer.code }}: {{ net }} to be paid',
        body: `Dear {{ contact.name }},

Since your direct debit of {{ items[0].dueOn }} was rejected, we have received neither a transfer nor your agreement to present it again. {{ net }} remains to be paid.

{{ statement }}

Please pay this amount within eight days, or call us so that we can agree on a date. If you contest it, tell us what and why.

{{ payment }}

${sharedEn.penalties}

Yours sincerely,`,
      },
      notice: {
        name: 'Formal notice',
        subject: 'FORMAL NOTICE to pay – account {{ customer.code }} – {{ net }}',
        body: `Dear Sir or Madam,

The direct debit of {{ items[0].dueOn }} was rejected by your bank, and our reminders{% if previousReminders != '' %} of {{ previousReminders }}{% endif %} have brought no payment. The {% if count == 1 %}invoice{% else %}invoices{% endif %} below, issued by {{ entity.identity }} to {{ customer.name }}{% if customer.registration != '' %} ({{ customer.registration }}){% endif %}, {% if count == 1 %}remains{% else %}remain{% endif %} unpaid.

{{ statement }}

**We hereby give you formal notice to pay us the sum of {{ net }} no later than {{ payBefore }}.**

{{ payment }}

${sharedEn.basis}

${sharedEn.penalties}

${sharedEn.interest}

Failing payment in full by that date, or a written explanation of what you dispute, we shall be obliged to consider recovery through the courts.

If you have paid in the meantime, please send us proof of the payment and disregard this letter.

Yours faithfully,`,
      },
      thanks: {
        name: 'Thank you for your payment',
        subject: 'Thank you: {{ payment.amount }} received',
        body: `Dear {{ contact.name }},

We have received your payment of {{ payment.amount }} on {{ payment.date }}: the rejected direct debit is settled, and we thank you for seeing to it.

If your bank details have changed, please send us the new ones before your next due date.

Kind regards,`,
      },
    },
  },
  fr: {
    name: 'Prélèvement rejeté',
    description:
      'Pour les clients qui paient par prélèvement, quand l’un d’eux revient\u00a0: signalé dès le lendemain, SMS et appel dans la semaine. Le prélèvement n’est représenté qu’avec l’accord du client.',
    steps: {
      first: {
        name: 'Le prélèvement a été rejeté',
        subject: '{{ entity.name }}\u00a0: votre prélèvement du {{ items[0].dueOn }} a été rejeté',
        body: `Bonjour {{ contact.name }},

Votre banque a rejeté {% if count == 1 %}votre prélèvement du {{ items[0].dueOn }}{% else %}vos prélèvements, le premier étant celui du {{ items[0].dueOn }}{% endif %}. Il reste {{ net }} à régler.

{{ statement }}

Vous pouvez payer par virement, avec les coordonnées ci-dessous. Si vous préférez que le prélèvement soit présenté de nouveau, répondez à ce message en indiquant le jour qui vous convient\u00a0: nous ne le représentons jamais sans votre accord. Et si vos coordonnées bancaires ont changé, dites-le-nous, afin qu’un nouveau mandat soit signé.

{{ payment }}

Cordialement,`,
      },
      text: {
        name: 'SMS',
        body: `{{ entity.name }}\u00a0: un prélèvement sur votre compte {{ customer.code }} a été rejeté par votre banque. Voyez notre e-mail{% if entity.phone != '' %} ou appelez le {{ entity.phone }}{% endif %} pour choisir comment régler. Merci.`,
      },
      call: {
        name: 'Appel téléphonique',
        script: `${sharedFr.callOpening}
2. «\u00a0Votre prélèvement du {{ items[0].dueOn }} a été rejeté par votre banque, et il reste {{ net }} à régler. Savez-vous pourquoi il est revenu\u00a0?\u00a0»
3. Laissez répondre. Compte clos ou mandat révoqué\u00a0: convenez d’un virement et d’un nouveau mandat. Provision insuffisante\u00a0: quel jour serait-elle suffisante\u00a0? Prélèvement contesté\u00a0: quelle facture, quel motif.
4. Ne représentez le prélèvement qu’avec l’accord de votre interlocuteur\u00a0: notez le jour et qui l’a donné. Sinon, un virement\u00a0: notez sa date et son montant.
5. Répétez ce qui est convenu. Remerciez et notez aussitôt le résultat.`,
      },
      second: {
        name: 'Deuxième relance',
        subject: 'Prélèvement rejeté – compte {{ customer.code }}\u00a0: {{ net }} à régler',
        body: `Bonjour {{ contact.name }},

Depuis le rejet de votre prélèvement du {{ items[0].dueOn }}, nous n’avons reçu ni virement, ni votre accord pour le présenter de nouveau. Il reste {{ net }} à régler.

{{ statement }}

Merci de régler cette somme sous huit jours, ou de nous appeler afin de convenir d’une date. Si vous la contestez, dites-nous sur quel point et pour quel motif.

{{ payment }}

${sharedFr.penalties}

Cordialement,`,
      },
      notice: {
        name: 'Mise en demeure',
        subject: 'MISE EN DEMEURE de payer – compte {{ customer.code }} – {{ net }}',
        body: `Madame, Monsieur,

Le prélèvement du {{ items[0].dueOn }} a été rejeté par votre banque, et nos relances{% if previousReminders != '' %} ({{ previousReminders }}){% endif %} n’ont amené aucun règlement. {% if count == 1 %}La facture ci-dessous, émise par {{ entity.identity }} à l’attention de {{ customer.name }}{% if customer.registration != '' %} ({{ customer.registration }}){% endif %}, demeure impayée{% else %}Les factures ci-dessous, émises par {{ entity.identity }} à l’attention de {{ customer.name }}{% if customer.registration != '' %} ({{ customer.registration }}){% endif %}, demeurent impayées{% endif %}.

{{ statement }}

**Nous vous mettons en demeure de nous payer la somme de {{ net }} au plus tard le {{ payBefore }}.**

{{ payment }}

${sharedFr.basis}

${sharedFr.penalties}

${sharedFr.interest}

À défaut de paiement intégral à cette date, ou d’explication écrite sur ce que vous contesteriez, nous serons contraints d’envisager un recouvrement par voie judiciaire.

Si vous avez réglé entre-temps, veuillez nous adresser la preuve du paiement et considérer cette lettre comme sans objet.

Veuillez agréer, Madame, Monsieur, l’expression de nos salutations distinguées.`,
      },
      thanks: {
        name: 'Merci de votre règlement',
        subject: 'Merci\u00a0: {{ payment.amount }} bien reçus',
        body: `Bonjour {{ contact.name }},

Nous avons bien reçu votre règlement de {{ payment.amount }} le {{ payment.date }}\u00a0: le prélèvement rejeté est soldé, et nous vous remercions d’y avoir veillé.

Si vos coordonnées bancaires ont changé, merci de nous envoyer les nouvelles avant votre prochaine échéance.

Bien cordialement,`,
      },
    },
  },
});
