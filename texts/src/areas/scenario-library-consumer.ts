import { area } from '../area.ts';

// A private person owes no 40 € and no penalties of trade: interest at the statutory rate, from the formal notice on (Civil Code, 1231-6 and 1344-1).
// No pressure, no threat, few contacts, at decent hours: an insistent reminder may be an aggressive practice (Consumer Code, L121-6).

/** Private persons: gentle words, a solution offered early, a formal notice by letter at the very end. */
export const consumer = area({
  en: {
    name: 'Private persons',
    description:
      'For consumers: a gentle tone, few contacts at decent hours, instalments offered before anything formal, no 40 € and no penalties. The formal notice comes at the end, by registered letter.',
    steps: {
      courtesy: {
        name: 'Friendly notice',
        subject:
          '{{ entity.name }}: {% if count == 1 %}your invoice falls due on {{ items[0].dueOn }}{% else %}your upcoming due dates{% endif %}',
        body: `Dear {{ contact.name }},

A short note to let you know that {% if count == 1 %}the invoice below falls due soon{% else %}the invoices below fall due soon{% endif %}. The total is {{ net }}.

{{ statement }}

If everything is in order, there is nothing to do before the due date. If you have a question about {% if count == 1 %}this invoice{% else %}these invoices{% endif %}, just reply to this message.

{{ payment }}

Kind regards,`,
      },
      first: {
        name: 'First reminder',
        subject: '{{ entity.name }}: {{ net }} awaiting payment – {{ customer.code }}',
        body: `Dear {{ contact.name }},

We have not received your payment yet. It may well have slipped your mind, or be on its way already: in that case, please disregard this message.

{{ statement }}

Could you pay {{ net }} in the coming days? If something about it is not right, or if you need a copy of the invoice, simply reply to this message.

{{ payment }}

Kind regards,`,
      },
      text: {
        name: 'Text message',
        body: `{{ entity.name }}: we sent you a message about your account {{ customer.code }}. A question or a difficulty? Please reply to our e-mail{% if entity.phone != '' %} or call {{ entity.phone }}{% endif %}. Thank you.`,
      },
      call: {
        name: 'Telephone call',
        script: `Call on weekdays only, between 10 a.m. and 1 p.m. or 2 p.m. and 8 p.m., once a day at most. Leave no detail of the debt on a voicemail or with somebody else.
1. Ask for {{ contact.name }} and make sure that you speak to that person. Say who you are and for whom you call.
2. "I am calling about your account with us: {{ net }} has not reached us yet. Is it a good moment to talk?"
3. Listen. Something wrong with the invoice: what, and what happens next. A difficulty: offer to pay in several parts, with dates that can be kept.
4. Repeat what was agreed. Promise a written confirmation, and send it.
5. Thank them. Write the outcome down at once. If the person asks not to be called again, note it: we write from then on.`,
      },
      second: {
        name: 'Second reminder',
        subject: 'Your account {{ customer.code }}: let us find a solution ({{ net }})',
        body: `Dear {{ contact.name }},

Your account still shows {{ net }} to be paid, in spite of our earlier message.

{{ statement }}

If you can pay now, that settles it. If paying the whole sum at once is difficult, tell us: we can agree together on several payments at dates that suit you. And if you do not agree with {% if count == 1 %}this invoice{% else %}one of these invoices{% endif %}, explain why, so that we can look into it.

{{ payment }}

Kind regards,`,
      },
      last: {
        name: 'Last amicable reminder',
        subject: 'Last amicable reminder – your account {{ customer.code }}',
        body: `Dear {{ contact.name }},

We have written to you several times about the {% if count == 1 %}invoice{% else %}invoices{% endif %} below and have had no answer.

{{ statement }}

We ask you to pay {{ net }} within fifteen days, or to get in touch with us so that we can agree on a solution. It is not too late for one: payment in several parts remains possible.

{{ payment }}

Without payment or news from you, the next letter will be a formal notice.

If you have paid in the meantime, please accept our thanks and disregard this letter.

Yours sincerely,`,
      },
      notice: {
        name: 'Formal notice',
        subject: 'FORMAL NOTICE to pay – account {{ customer.code }} – {{ net }}',
        body: `Dear Sir or Madam,

In spite of our reminders{% if previousReminders != '' %} of {{ previousReminders }}{% endif %}, the {% if count == 1 %}invoice{% else %}invoices{% endif %} below, issued by {{ entity.identity }} to {{ customer.name }}, {% if count == 1 %}remains{% else %}remain{% endif %} unpaid.

{{ statement }}

**We hereby give you formal notice to pay us the sum of {{ net }} no later than {{ payBefore }}.**

{{ payment }}

{% if entity.country == 'FR' %}This letter is a formal notice within the meaning of article 1344 of the French Civil Code; from its receipt, interest runs at the statutory rate (article 1231-6 of the same code). No collection cost is charged to you.{% else %}This letter is a formal notice to pay.{% endif %}

If you do not agree with what is claimed, write to us and say why. If you cannot pay at once, call us or write to us before that date: we shall look for a solution with you. Failing payment or an answer, we may bring the matter before the competent court.

If you have paid in the meantime, please disregard this letter.

Yours faithfully,`,
      },
      promise: {
        name: 'Friendly word before a promised date',
        subject: 'As agreed: {{ promise.amount }} on {{ promise.date }}',
        body: `Dear {{ contact.name }},

As we agreed, you planned to pay {{ promise.amount }} on {{ promise.date }}. This is only a reminder so that it is not forgotten; if you have a difficulty, tell us before that day and we shall see together what can be done.

{{ payment }}

Kind regards,`,
      },
      thanks: {
        name: 'Thank you for your payment',
        subject: 'Thank you for your payment of {{ payment.amount }}',
        body: `Dear {{ contact.name }},

We have received your payment of {{ payment.amount }} on {{ payment.date }}. Thank you: your account is settled for what follows, and there is nothing more for you to do.

{{ statement }}

Kind regards,`,
      },
    },
  },
  fr: {
    name: 'Particuliers',
    description:
      'Pour les consommateurs\u00a0: un ton bienveillant, peu de contacts et à des heures convenables, un paiement échelonné proposé avant tout acte formel, ni 40\u00a0€ ni pénalités. La mise en demeure vient en dernier, par lettre recommandée.',
    steps: {
      courtesy: {
        name: 'Rappel amical avant l’échéance',
        subject:
          '{{ entity.name }}\u00a0: {% if count == 1 %}votre facture arrive à échéance le {{ items[0].dueOn }}{% else %}vos prochaines échéances{% endif %}',
        body: `Bonjour {{ contact.name }},

Un petit mot pour vous signaler que {% if count == 1 %}la facture ci-dessous arrive bientôt à échéance{% else %}les factures ci-dessous arrivent bientôt à échéance{% endif %}. Le total est de {{ net }}.

{{ statement }}

Si tout est en ordre, vous n’avez rien à faire avant l’échéance. Si vous avez une question, répondez simplement à ce message.

{{ payment }}

Bien cordialement,`,
      },
      first: {
        name: 'Première relance',
        subject: '{{ entity.name }}\u00a0: {{ net }} en attente de règlement – {{ customer.code }}',
        body: `Bonjour {{ contact.name }},

Nous n’avons pas encore reçu votre règlement. Il s’agit sans doute d’un oubli, ou votre paiement est déjà en route\u00a0: dans ce cas, ne tenez pas compte de ce message.

{{ statement }}

Pourriez-vous régler {{ net }} dans les prochains jours\u00a0? Si quelque chose ne vous paraît pas juste, ou s’il vous faut une copie de la facture, répondez simplement à ce message.

{{ payment }}

Bien cordialement,`,
      },
      text: {
        name: 'SMS',
        body: `{{ entity.name }}\u00a0: nous vous avons adressé un message au sujet de votre compte {{ customer.code }}. Une question, une difficulté\u00a0? Répondez à notre e-mail{% if entity.phone != '' %} ou appelez le {{ entity.phone }}{% endif %}. Merci.`,
      },
      call: {
        name: 'Appel téléphonique',
        script: `Appelez en semaine seulement, de 10\u00a0h à 13\u00a0h ou de 14\u00a0h à 20\u00a0h, une fois par jour au plus. Ne laissez aucun détail de la dette sur un répondeur ni à une autre personne.
1. Demandez {{ contact.name }} et assurez-vous de parler à cette personne. Présentez-vous et dites pour qui vous appelez.
2. «\u00a0Je vous appelle au sujet de votre compte\u00a0: {{ net }} ne nous sont pas encore parvenus. Est-ce un bon moment pour en parler\u00a0?\u00a0»
3. Écoutez. Facture inexacte\u00a0: en quoi, et ce qui va se passer. Difficulté\u00a0: proposez de payer en plusieurs fois, à des dates qui pourront être tenues.
4. Répétez ce qui est convenu. Promettez une confirmation écrite, et envoyez-la.
5. Remerciez et notez aussitôt le résultat. Si la personne demande à ne plus être appelée, notez-le\u00a0: nous écrirons désormais.`,
      },
      second: {
        name: 'Deuxième relance',
        subject: 'Votre compte {{ customer.code }}\u00a0: trouvons une solution ({{ net }})',
        body: `Bonjour {{ contact.name }},

Votre compte présente toujours {{ net }} à régler, malgré notre précédent message.

{{ statement }}

Si vous pouvez payer maintenant, il n’y aura plus rien à faire. Si payer la totalité en une fois vous est difficile, dites-le-nous\u00a0: nous pouvons convenir ensemble de plusieurs versements, à des dates qui vous conviennent. Et si vous n’êtes pas d’accord avec {% if count == 1 %}cette facture{% else %}l’une de ces factures{% endif %}, expliquez-nous pourquoi, afin que nous l’examinions.

{{ payment }}

Bien cordialement,`,
      },
      last: {
        name: 'Dernier rappel amiable',
        subject: 'Dernier rappel amiable – votre compte {{ customer.code }}',
        body: `Bonjour {{ contact.name }},

Nous vous avons écrit plusieurs fois au sujet {% if count == 1 %}de la facture ci-dessous{% else %}des factures ci-dessous{% endif %} et sommes restés sans réponse.

{{ statement }}

Nous vous demandons de régler {{ net }} sous quinze jours, ou de prendre contact avec nous afin de convenir d’une solution. Il n’est pas trop tard\u00a0: un paiement en plusieurs fois reste possible.

{{ payment }}

Sans règlement ni nouvelles de votre part, notre prochain courrier sera une mise en demeure.

Si vous avez réglé entre-temps, nous vous en remercions\u00a0; cette lettre est alors sans objet.

Bien cordialement,`,
      },
      notice: {
        name: 'Mise en demeure',
        subject: 'MISE EN DEMEURE de payer – compte {{ customer.code }} – {{ net }}',
        body: `Madame, Monsieur,

Malgré nos relances{% if previousReminders != '' %} ({{ previousReminders }}){% endif %}, {% if count == 1 %}la facture ci-dessous, émise par {{ entity.identity }} à l’attention de {{ customer.name }}, demeure impayée{% else %}les factures ci-dessous, émises par {{ entity.identity }} à l’attention de {{ customer.name }}, demeurent impayées{% endif %}.

{{ statement }}

**Nous vous mettons en demeure de nous payer la somme de {{ net }} au plus tard le {{ payBefore }}.**

{{ payment }}

{% if entity.country == 'FR' %}La présente vaut mise en demeure au sens de l’article 1344 du code civil\u00a0; à compter de sa réception, les intérêts courent au taux légal (article 1231-6 du même code). Aucuns frais de recouvrement ne vous sont réclamés.{% else %}La présente vaut mise en demeure de payer.{% endif %}

Si vous n’êtes pas d’accord avec ce qui vous est réclamé, écrivez-nous en indiquant vos motifs. Si vous ne pouvez pas payer en une fois, appelez-nous ou écrivez-nous avant cette date\u00a0: nous chercherons une solution avec vous. À défaut de paiement ou de réponse, nous pourrons porter l’affaire devant la juridiction compétente.

Si vous avez réglé entre-temps, veuillez considérer cette lettre comme sans objet.

Veuillez agréer, Madame, Monsieur, l’expression de nos salutations distinguées.`,
      },
      promise: {
        name: 'Mot amical avant la date promise',
        subject: 'Pour mémoire, le {{ promise.date }}\u00a0: {{ promise.amount }}',
        body: `Bonjour {{ contact.name }},

Comme convenu, vous avez prévu de régler {{ promise.amount }} le {{ promise.date }}. Ce message n’est qu’un rappel pour que cela ne vous échappe pas\u00a0; en cas de difficulté, dites-le-nous avant ce jour et nous verrons ensemble ce qui est possible.

{{ payment }}

Bien cordialement,`,
      },
      thanks: {
        name: 'Merci de votre règlement',
        subject: 'Merci de votre règlement de {{ payment.amount }}',
        body: `Bonjour {{ contact.name }},

Nous avons bien reçu votre règlement de {{ payment.amount }} le {{ payment.date }}. Merci\u00a0: ce qui suit est soldé, vous n’avez plus rien à faire.

{{ statement }}

Bien cordialement,`,
      },
    },
  },
});
