import { area } from '../area.ts';
import { sharedEn, sharedFr } from './scenario-library-shared.ts';

/** Large customers: people speak to people, the account manager knows, and nothing grave comes as a surprise to anybody. */
export const keyAccount = area({
  en: {
    name: 'Key account',
    description:
      'For customers one looks after personally: calls come early, the account manager is copied on every message and told before anything formal.',
    steps: {
      courtesy: {
        name: 'Schedule of coming payments',
        subject: '{{ entity.name }}: your upcoming due dates ({{ net }})',
        body: `Dear {{ contact.name }},

To help you plan your payment runs, here {% if count == 1 %}is the invoice that falls{% else %}are the invoices that fall{% endif %} due shortly, for a total of {{ net }}.

{{ statement }}

Are they all in your system, approved and with the references you need? If one is missing or stuck, a word by return is enough: we shall settle it with your teams before the due date.

{{ payment }}

Kind regards,`,
      },
      courtesyCall: {
        name: 'Courtesy call',
        script: `${sharedEn.callOpening}
2. "I am calling about {% if count == 1 %}an invoice that fell{% else %}a few invoices that fell{% endif %} due recently, {{ net }} in all. I only want to be sure that nothing is missing on your side."
3. Let them answer. Document missing: send it during the call. Invoice not approved: by whom, and what does that person need? Dispute: which invoice, how much, why.
4. Ask for the date of the next payment run and whether {% if count == 1 %}this invoice is{% else %}these invoices are{% endif %} in it.
5. Thank them, and write the outcome down at once. The account manager reads it.`,
      },
      first: {
        name: 'First reminder',
        subject: 'Account {{ customer.code }}: {{ net }} – where does it stand?',
        body: `Dear {{ contact.name }},

Unless we are mistaken, the following has passed its due date.{% if invoicesAttached == count %} You will find {% if count == 1 %}a copy of the invoice{% else %}copies of the invoices{% endif %} attached.{% endif %}

{{ statement }}

Could you tell us in which payment run {% if count == 1 %}it is{% else %}they are{% endif %}, or what keeps {% if count == 1 %}it{% else %}them{% endif %} from being approved? {% if account.manager != '' %}{{ account.manager }}, who looks after your account and is copied on this message, is at your disposal too.{% endif %}

{{ payment }}

${sharedEn.crossed}

Kind regards,`,
      },
      second: {
        name: 'Second reminder',
        subject: 'Second reminder – account {{ customer.code }}: {{ net }} overdue',
        body: `Dear {{ contact.name }},

We wrote to you about your account and have not seen the payment yet. {{ net }} is overdue, the oldest item for {{ oldestDaysLate }} days.

{{ statement }}

Would you please confirm the payment date by return? If part of it is disputed, tell us which item and why: we shall look into it together, and the rest can be paid in the meantime.

{{ payment }}

${sharedEn.penalties}

Kind regards,`,
      },
      managerCall: {
        name: 'Call to the decision maker',
        script: `1. Before you dial: read the last messages, the open disputes, and what {% if account.manager != '' %}{{ account.manager }}{% else %}the account manager{% endif %} says of the account.
2. Ask for the chief financial officer or the head of purchasing of {{ customer.name }}.
3. "{{ net }} is overdue, the oldest item for {{ oldestDaysLate }} days, in spite of our messages to your accounts department. We value working with you, and I would like to find out together what is holding things up."
4. Find the cause: approval, dispute, cash. For each, who does what by when. Offer a schedule only if cash is the cause.
5. Sum up what was agreed, say that you will confirm it by e-mail, and write it down at once.`,
      },
      internal: {
        name: 'Word to the account manager',
        subject: 'Internal: {{ customer.name }} owes {{ net }}, {{ oldestDaysLate }} days late',
        body: `Hello,

{{ customer.name }} (account {{ customer.code }}{% if account.manager != '' %}, looked after by {{ account.manager }}{% endif %}) has not paid {{ net }} in spite of our reminders{% if previousReminders != '' %} of {{ previousReminders }}{% endif %}. The oldest item is {{ oldestDaysLate }} days late.

{{ statement }}

Unless you know of something we do not, a last amicable reminder goes to their management in a week, and a formal notice about two weeks after that. Please tell us now:

- Is there a dispute, a promise or a negotiation we should know of?
- Whom can you speak to, and when?
- Should deliveries or new orders wait?

Thank you: your call often does more than our letters.`,
      },
      last: {
        name: 'Last amicable reminder',
        subject: 'Account {{ customer.code }}: {{ net }} – last amicable reminder',
        body: `Dear {{ contact.name }},

We have always valued working with {{ customer.name }}, which is why I write to you personally before this matter becomes a formal one. In spite of several messages and calls, {{ net }} remains unpaid, the oldest item for {{ oldestDaysLate }} days.

{{ statement }}

May I ask you to have it paid within eight days, or to call me so that we can agree on a solution? Beyond that date our procedures provide for a formal notice, which I should much rather avoid.

{{ payment }}

${sharedEn.penalties}

Yours sincerely,`,
      },
      notice: {
        name: 'Formal notice',
        subject: 'FORMAL NOTICE to pay – account {{ customer.code }} – {{ net }}',
        body: `Dear Sir or Madam,

In spite of our reminders{% if previousReminders != '' %} of {{ previousReminders }}{% endif %} and of our conversations, the {% if count == 1 %}invoice{% else %}invoices{% endif %} below, issued by {{ entity.identity }} to {{ customer.name }}{% if customer.registration != '' %} ({{ customer.registration }}){% endif %}, {% if count == 1 %}remains{% else %}remain{% endif %} unpaid.

{{ statement }}

**We hereby give you formal notice to pay us the sum of {{ net }} no later than {{ payBefore }}.**

{{ payment }}

${sharedEn.basis}

${sharedEn.penalties}

${sharedEn.interest}

Failing payment in full by that date, or a written explanation of what you dispute, we shall consider recovery through the courts.

If you have paid in the meantime, please send us proof of the payment and disregard this letter.

Yours faithfully,`,
      },
      promise: {
        name: 'Word before a promised date',
        subject: 'Your payment of {{ promise.amount }} planned for {{ promise.date }}',
        body: `Dear {{ contact.name }},

As agreed, we look forward to your payment of {{ promise.amount }} on {{ promise.date }}. Nothing to do if it is in your payment run; if something has changed, a word today spares us both a reminder.

{{ payment }}

Kind regards,`,
      },
      thanks: {
        name: 'Thank you for your payment',
        subject: 'Thank you: {{ payment.amount }} received',
        body: `Dear {{ contact.name }},

We have received your payment of {{ payment.amount }} on {{ payment.date }}, and thank you for it. The items below are settled.

{{ statement }}

Thank you for your trust, and please pass our thanks on to your accounts team.

Kind regards,`,
      },
    },
  },
  fr: {
    name: 'Grand compte',
    description:
      'Pour les clients que l’on suit personnellement\u00a0: les appels viennent tôt, le commercial est en copie de chaque message et prévenu avant tout acte formel.',
    steps: {
      courtesy: {
        name: 'Échéancier à venir',
        subject: '{{ entity.name }}\u00a0: vos prochaines échéances ({{ net }})',
        body: `Bonjour {{ contact.name }},

Pour vous aider à préparer vos campagnes de règlement, voici {% if count == 1 %}la facture qui arrive{% else %}les factures qui arrivent{% endif %} prochainement à échéance, pour un total de {{ net }}.

{{ statement }}

{% if count == 1 %}Est-elle bien enregistrée et validée chez vous{% else %}Sont-elles toutes enregistrées et validées chez vous{% endif %}, avec les références dont vous avez besoin\u00a0? S’il en manque une ou si l’une d’elles est bloquée, un mot en retour suffit\u00a0: nous réglerons la question avec vos équipes avant l’échéance.

{{ payment }}

Bien cordialement,`,
      },
      courtesyCall: {
        name: 'Appel de courtoisie',
        script: `${sharedFr.callOpening}
2. «\u00a0Je vous appelle au sujet {% if count == 1 %}d’une facture arrivée{% else %}de factures arrivées{% endif %} récemment à échéance, {{ net }} en tout. Je voulais simplement m’assurer qu’il ne vous manque rien.\u00a0»
3. Laissez répondre. Pièce manquante\u00a0: envoyez-la pendant l’appel. Facture non validée\u00a0: par qui, et que manque-t-il à cette personne\u00a0? Litige\u00a0: quelle facture, quel montant, quel motif.
4. Demandez la date de la prochaine campagne de règlement et si {% if count == 1 %}cette facture y figure{% else %}ces factures y figurent{% endif %}.
5. Remerciez et notez aussitôt le résultat\u00a0: le commercial le lit.`,
      },
      first: {
        name: 'Première relance',
        subject: 'Compte {{ customer.code }}\u00a0: {{ net }}, où en est le règlement\u00a0?',
        body: `Bonjour {{ contact.name }},

Sauf erreur de notre part, l’échéance est passée pour {% if count == 1 %}la facture suivante{% if invoicesAttached == count %}, dont vous trouverez une copie jointe{% endif %}{% else %}les factures suivantes{% if invoicesAttached == count %}, dont vous trouverez les copies jointes{% endif %}{% endif %}.

{{ statement }}

Pourriez-vous nous indiquer dans quelle campagne de règlement {% if count == 1 %}elle figure, ou ce qui retient sa validation{% else %}elles figurent, ou ce qui retient leur validation{% endif %}\u00a0? {% if account.manager != '' %}{{ account.manager }}, qui suit votre compte et nous lit en copie, est également à votre disposition.{% endif %}

{{ payment }}

${sharedFr.crossed}

Bien cordialement,`,
      },
      second: {
        name: 'Deuxième relance',
        subject: 'Deuxième relance – compte {{ customer.code }}\u00a0: {{ net }} échus',
        body: `Bonjour {{ contact.name }},

Nous vous avons écrit au sujet de votre compte et n’avons pas encore vu arriver votre règlement. {{ net }} sont échus, la pièce la plus ancienne depuis {{ oldestDaysLate }} jours.

{{ statement }}

Pourriez-vous nous confirmer par retour la date du paiement\u00a0? Si une partie est contestée, dites-nous quelle pièce et pour quel motif\u00a0: nous l’examinerons ensemble, et le reste peut être réglé sans attendre.

{{ payment }}

${sharedFr.penalties}

Bien cordialement,`,
      },
      managerCall: {
        name: 'Appel au décideur',
        script: `1. Avant d’appeler\u00a0: relisez les derniers échanges, les litiges ouverts et l’avis {% if account.manager != '' %}de {{ account.manager }}{% else %}du commercial{% endif %} sur ce compte.
2. Demandez la direction financière ou la direction des achats de {{ customer.name }}.
3. «\u00a0{{ net }} sont échus, la pièce la plus ancienne depuis {{ oldestDaysLate }} jours, malgré nos messages à votre comptabilité. Nous tenons à notre relation, et je voudrais comprendre avec vous ce qui bloque.\u00a0»
4. Trouvez la cause\u00a0: validation, litige, trésorerie. Pour chacune, qui fait quoi et pour quand. Ne proposez un échéancier que si la trésorerie est en cause.
5. Récapitulez ce qui est convenu, annoncez un e-mail de confirmation, et notez tout aussitôt.`,
      },
      internal: {
        name: 'Mot au commercial',
        subject: 'Interne\u00a0: {{ customer.name }}, {{ net }} à {{ oldestDaysLate }} jours de retard',
        body: `Bonjour,

{{ customer.name }} (compte {{ customer.code }}{% if account.manager != '' %}, suivi par {{ account.manager }}{% endif %}) n’a pas réglé {{ net }} malgré nos relances{% if previousReminders != '' %} ({{ previousReminders }}){% endif %}. La pièce la plus ancienne a {{ oldestDaysLate }} jours de retard.

{{ statement }}

Sauf élément que nous ignorons, un dernier rappel amiable part à leur direction dans une semaine, puis une mise en demeure environ deux semaines plus tard. Dites-nous dès maintenant\u00a0:

- Y a-t-il un litige, une promesse ou une négociation en cours\u00a0?
- À qui pouvez-vous parler, et quand\u00a0?
- Faut-il suspendre les livraisons ou les nouvelles commandes\u00a0?

Merci\u00a0: votre appel fait souvent plus que nos courriers.`,
      },
      last: {
        name: 'Dernier rappel amiable',
        subject: 'Compte {{ customer.code }}\u00a0: {{ net }} – dernier rappel amiable',
        body: `Bonjour {{ contact.name }},

Nous tenons à la relation qui nous lie à {{ customer.name }}\u00a0: c’est pourquoi je vous écris personnellement avant que ce dossier ne prenne un tour formel. Malgré plusieurs messages et appels, {{ net }} restent impayés, la pièce la plus ancienne depuis {{ oldestDaysLate }} jours.

{{ statement }}

Puis-je vous demander de faire régler cette somme sous huit jours, ou de m’appeler afin que nous convenions d’une solution\u00a0? Passé ce délai, nos procédures prévoient une mise en demeure, que je préférerais nous éviter.

{{ payment }}

${sharedFr.penalties}

Bien cordialement,`,
      },
      notice: {
        name: 'Mise en demeure',
        subject: 'MISE EN DEMEURE de payer – compte {{ customer.code }} – {{ net }}',
        body: `Madame, Monsieur,

Malgré nos relances{% if previousReminders != '' %} ({{ previousReminders }}){% endif %} et nos échanges, {% if count == 1 %}la facture ci-dessous, émise par {{ entity.identity }} à l’attention de {{ customer.name }}{% if customer.registration != '' %} ({{ customer.registration }}){% endif %}, demeure impayée{% else %}les factures ci-dessous, émises par {{ entity.identity }} à l’attention de {{ customer.name }}{% if customer.registration != '' %} ({{ customer.registration }}){% endif %}, demeurent impayées{% endif %}.

{{ statement }}

**Nous vous mettons en demeure de nous payer la somme de {{ net }} au plus tard le {{ payBefore }}.**

{{ payment }}

${sharedFr.basis}

${sharedFr.penalties}

${sharedFr.interest}

À défaut de paiement intégral à cette date, ou d’explication écrite sur ce que vous contesteriez, nous envisagerons un recouvrement par voie judiciaire.

Si vous avez réglé entre-temps, veuillez nous adresser la preuve du paiement et considérer cette lettre comme sans objet.

Veuillez agréer, Madame, Monsieur, l’expression de nos salutations distinguées.`,
      },
      promise: {
        name: 'Mot avant la date promise',
        subject: 'Votre règlement de {{ promise.amount }} prévu le {{ promise.date }}',
        body: `Bonjour {{ contact.name }},

Comme convenu, nous attendons votre règlement de {{ promise.amount }} le {{ promise.date }}. Si tout est prévu, vous n’avez rien à faire\u00a0; si quelque chose a changé, un mot aujourd’hui nous évitera à tous deux une relance.

{{ payment }}

Bien cordialement,`,
      },
      thanks: {
        name: 'Merci de votre règlement',
        subject: 'Merci\u00a0: {{ payment.amount }} bien reçus',
        body: `Bonjour {{ contact.name }},

Nous avons bien reçu votre règlement de {{ payment.amount }} le {{ payment.date }} et vous en remercions. Les pièces ci-dessous sont soldées.

{{ statement }}

Merci de votre confiance, et merci de transmettre nos remerciements à votre équipe comptable.

Bien cordialement,`,
      },
    },
  },
});
