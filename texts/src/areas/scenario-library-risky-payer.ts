import { area } from '../area.ts';
import { sharedEn, sharedFr } from './scenario-library-shared.ts';

/** Customers who pay only when they are asked: a short rhythm, several channels, a formal notice early. Firm, and always correct. */
export const riskyPayer = area({
  en: {
    name: 'Risky payer',
    description:
      'For customers who pay late as a habit or are under watch: a short rhythm, text message and call within the week, a registered formal notice after eighteen days, then the hand-over.',
    steps: {
      courtesy: {
        name: 'Notice of the due date',
        subject: '{{ entity.name }}: {{ net }} due shortly – account {{ customer.code }}',
        body: `Dear {{ contact.name }},

{% if count == 1 %}The invoice below falls{% else %}The invoices below fall{% endif %} due shortly, for a total of {{ net }}.

{{ statement }}

Please make sure that your transfer reaches us on the due date. If anything stands in the way, tell us before then by replying to this message.

{{ payment }}

Yours sincerely,`,
      },
      first: {
        name: 'First reminder',
        subject: 'Account {{ customer.code }}: {{ net }} overdue',
        body: `Dear {{ contact.name }},

The due date has passed and your payment has not reached us.{% if invoicesAttached == count %} {% if count == 1 %}A copy of the invoice is{% else %}Copies of the invoices are{% endif %} attached.{% endif %}

{{ statement }}

Please pay {{ net }} on receipt of this message and send us the date of your transfer. If you dispute an item, tell us today which one and why.

{{ payment }}

${sharedEn.crossed}

Yours sincerely,`,
      },
      text: {
        name: 'Text message',
        body: `{{ entity.name }}: we wrote to you about your account {{ customer.code }} and await your answer. Please reply to our e-mail{% if entity.phone != '' %} or call {{ entity.phone }}{% endif %}. Thank you.`,
      },
      call: {
        name: 'Telephone call',
        script: `${sharedEn.callOpening}
2. "{{ net }} is overdue, the oldest item for {{ oldestDaysLate }} days, and our messages have had no answer. When will it be paid?"
3. Let them answer, and stay silent after the question. Dispute: which item, how much, why. No cash: how much today, the rest when?
4. A promise is a date, an amount and a means of payment. ${sharedEn.callEnd}`,
      },
      last: {
        name: 'Last amicable reminder',
        subject: 'Last amicable reminder – account {{ customer.code }}: {{ net }}',
        body: `Dear {{ contact.name }},

Our messages and our call have brought neither payment nor explanation. {{ net }} is overdue, the oldest item for {{ oldestDaysLate }} days.

{{ statement }}

This is our last amicable reminder. Without your payment, or a written explanation of what you dispute, within five days, we shall send you a formal notice by registered letter.

{{ payment }}

${sharedEn.penalties}

Yours sincerely,`,
      },
      notice: {
        name: 'Formal notice',
        subject: 'FORMAL NOTICE to pay – account {{ customer.code }} – {{ net }}',
        body: `Dear Sir or Madam,

In spite of our reminders{% if previousReminders != '' %} of {{ previousReminders }}{% endif %}, the {% if count == 1 %}invoice{% else %}invoices{% endif %} below, issued by {{ entity.identity }} to {{ customer.name }}{% if customer.registration != '' %} ({{ customer.registration }}){% endif %}, {% if count == 1 %}remains{% else %}remain{% endif %} unpaid.

{{ statement }}

**We hereby give you formal notice to pay us the sum of {{ net }} no later than {{ payBefore }}.**

{{ payment }}

${sharedEn.basis}

${sharedEn.penalties}

${sharedEn.interest}

Failing payment in full by that date, or a written explanation of what you dispute, we shall be obliged to have the debt recovered through the courts, without further notice.

If you have paid in the meantime, please send us proof of the payment and disregard this letter.

Yours faithfully,`,
      },
      handOver: { name: 'Hand-over to litigation' },
      broken: {
        name: 'Promise not kept',
        subject: 'Your payment of {{ promise.amount }} promised for {{ promise.date }}',
        body: `Dear {{ contact.name }},

You had promised us {{ promise.amount }} for {{ promise.date }}. We have not received it.

{{ statement }}

Please make the transfer today and send us its confirmation, or call us. Without news from you, our reminders will resume where they left off.

{{ payment }}

Yours sincerely,`,
      },
    },
  },
  fr: {
    name: 'Payeur à risque',
    description:
      'Pour les clients qui paient habituellement en retard ou sont sous surveillance\u00a0: rythme court, SMS et appel dans la semaine, mise en demeure recommandée au bout de dix-huit jours, puis remise au contentieux.',
    steps: {
      courtesy: {
        name: 'Avis d’échéance',
        subject: '{{ entity.name }}\u00a0: {{ net }} bientôt à échéance – compte {{ customer.code }}',
        body: `Bonjour {{ contact.name }},

{% if count == 1 %}La facture ci-dessous arrive{% else %}Les factures ci-dessous arrivent{% endif %} prochainement à échéance, pour un total de {{ net }}.

{{ statement }}

Merci de veiller à ce que votre virement nous parvienne à la date prévue. Si quelque chose s’y oppose, dites-le-nous avant l’échéance en répondant à ce message.

{{ payment }}

Cordialement,`,
      },
      first: {
        name: 'Première relance',
        subject: 'Compte {{ customer.code }}\u00a0: {{ net }} échus',
        body: `Bonjour {{ contact.name }},

L’échéance est passée et votre règlement ne nous est pas parvenu.{% if invoicesAttached == count %} {% if count == 1 %}Une copie de la facture est jointe{% else %}Les copies des factures sont jointes{% endif %}.{% endif %}

{{ statement }}

Merci de régler {{ net }} dès réception de ce message et de nous indiquer la date de votre virement. Si vous contestez une pièce, dites-nous dès aujourd’hui laquelle et pour quel motif.

{{ payment }}

${sharedFr.crossed}

Cordialement,`,
      },
      text: {
        name: 'SMS',
        body: `{{ entity.name }}\u00a0: nous vous avons écrit au sujet de votre compte {{ customer.code }} et attendons votre réponse. Merci de répondre à notre e-mail{% if entity.phone != '' %} ou d’appeler le {{ entity.phone }}{% endif %}.`,
      },
      call: {
        name: 'Appel téléphonique',
        script: `${sharedFr.callOpening}
2. «\u00a0{{ net }} sont échus, la pièce la plus ancienne depuis {{ oldestDaysLate }} jours, et nos messages sont restés sans réponse. Quand ce montant sera-t-il réglé\u00a0?\u00a0»
3. Laissez répondre, et gardez le silence après la question. Litige\u00a0: quelle pièce, quel montant, quel motif. Pas de trésorerie\u00a0: combien aujourd’hui, et le reste quand\u00a0?
4. Une promesse, c’est une date, un montant et un moyen de paiement. ${sharedFr.callEnd}`,
      },
      last: {
        name: 'Dernier rappel amiable',
        subject: 'Dernier rappel amiable – compte {{ customer.code }}\u00a0: {{ net }}',
        body: `Bonjour {{ contact.name }},

Nos messages et notre appel n’ont amené ni règlement ni explication. {{ net }} sont échus, la pièce la plus ancienne depuis {{ oldestDaysLate }} jours.

{{ statement }}

Ceci est notre dernier rappel amiable. Sans règlement de votre part, ni explication écrite sur ce que vous contesteriez, sous cinq jours, nous vous adresserons une mise en demeure par lettre recommandée.

{{ payment }}

${sharedFr.penalties}

Cordialement,`,
      },
      notice: {
        name: 'Mise en demeure',
        subject: 'MISE EN DEMEURE de payer – compte {{ customer.code }} – {{ net }}',
        body: `Madame, Monsieur,

Malgré nos relances{% if previousReminders != '' %} ({{ previousReminders }}){% endif %}, {% if count == 1 %}la facture ci-dessous, émise par {{ entity.identity }} à l’attention de {{ customer.name }}{% if customer.registration != '' %} ({{ customer.registration }}){% endif %}, demeure impayée{% else %}les factures ci-dessous, émises par {{ entity.identity }} à l’attention de {{ customer.name }}{% if customer.registration != '' %} ({{ customer.registration }}){% endif %}, demeurent impayées{% endif %}.

{{ statement }}

**Nous vous mettons en demeure de nous payer la somme de {{ net }} au plus tard le {{ payBefore }}.**

{{ payment }}

${sharedFr.basis}

${sharedFr.penalties}

${sharedFr.interest}

À défaut de paiement intégral à cette date, ou d’explication écrite sur ce que vous contesteriez, nous serons contraints de faire recouvrer notre créance par voie judiciaire, sans nouvel avis.

Si vous avez réglé entre-temps, veuillez nous adresser la preuve du paiement et considérer cette lettre comme sans objet.

Veuillez agréer, Madame, Monsieur, l’expression de nos salutations distinguées.`,
      },
      handOver: { name: 'Remise au contentieux' },
      broken: {
        name: 'Promesse non tenue',
        subject: 'Votre règlement de {{ promise.amount }} promis pour le {{ promise.date }}',
        body: `Bonjour {{ contact.name }},

Vous nous aviez promis {{ promise.amount }} pour le {{ promise.date }}. Nous ne les avons pas reçus.

{{ statement }}

Merci d’effectuer le virement aujourd’hui et de nous en envoyer la confirmation, ou de nous appeler. Sans nouvelles de vous, nos relances reprennent où elles en étaient.

{{ payment }}

Cordialement,`,
      },
    },
  },
});
