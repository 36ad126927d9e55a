import { area } from '../area.ts';

// To a public buyer the law is that of public procurement: interest and 40 € run by right, no threat adds to them. What helps is the invoice's status.

/** Public buyers: where the invoice stands on Chorus Pro, then the paying authority, then what runs by right. */
export const publicSector = area({
  en: {
    name: 'Public sector',
    description:
      'For the State, local authorities, hospitals and public undertakings: first where the invoice stands on Chorus Pro, then the authorising officer and the public accountant, then a plain letter; registered mail comes last.',
    steps: {
      courtesy: {
        name: 'Check before the due date',
        subject: '{{ entity.name }}: status of {{ count }} invoice{% if count != 1 %}s{% endif %} on Chorus Pro',
        body: `Dear {{ contact.name }},

The payment period of {% if count == 1 %}the invoice below ends{% else %}the invoices below ends{% endif %} shortly, for a total of {{ net }}.

{{ statement }}

Could you check {% if count == 1 %}its{% else %}their{% endif %} status on Chorus Pro? If {% if count == 1 %}it{% else %}one of them{% endif %} was rejected, suspended or is still to be made available to you, or if the commitment number or service code is to be corrected, tell us by replying to this message: we shall put it right and submit it again at once.

{{ payment }}

Yours sincerely,`,
      },
      first: {
        name: 'First reminder',
        subject: 'Account {{ customer.code }}: {{ net }} – where does payment stand?',
        body: `Dear {{ contact.name }},

Unless we are mistaken, the payment period of {% if count == 1 %}the following invoice{% else %}the following invoices{% endif %} has ended and no payment has reached us.

{{ statement }}

Would you kindly tell us the status of {% if count == 1 %}this invoice{% else %}these invoices{% endif %} on Chorus Pro: has the service been certified as performed, has the payment order been issued, and with which public accountant does it lie? If a document is missing, we shall send it to you without delay.

{{ payment }}

If payment has been ordered in the meantime, please disregard this message.

Yours sincerely,`,
      },
      call: {
        name: 'Call to the department in charge',
        script: `1. Have at hand the invoice numbers, the dates of submission on Chorus Pro, the commitment numbers and the service codes.
2. Ask for {{ contact.name }}, or the department that certifies services for {{ customer.name }}. Say who you are and for whom you call.
3. "{{ net }} is past the payment period. Could we look together at where {% if count == 1 %}the invoice stands{% else %}each invoice stands{% endif %} on Chorus Pro?"
4. Not received or rejected: why, and what must be corrected? Service not certified: who certifies, by when? Ordered: on which date, to which public accountant?
5. If payment was ordered, call the public accountant for the date of the transfer. Thank them and write down the status of each invoice at once.`,
      },
      second: {
        name: 'Reminder to the authorising officer',
        subject: 'Second reminder – account {{ customer.code }}: {{ net }} unpaid',
        body: `Dear {{ contact.name }},

In spite of our first message, {{ net }} remains unpaid, the oldest invoice {{ oldestDaysLate }} days beyond its payment period.

{{ statement }}

May we ask you to have the payment ordered, or to tell us what stands in its way? If the public accountant has suspended the payment, the reason given to you would allow us to supply what is missing.

{{ payment }}

{% if entity.country == 'FR' %}We remind you that default interest runs by operation of law from the day after the payment period ends, together with a fixed sum of €40 for recovery costs (articles L2192-13 and D2192-35 of the French Public Procurement Code): both are due without any request from us.{% endif %}

Yours sincerely,`,
      },
      letter: {
        name: 'Letter of reminder',
        subject: 'Unpaid invoices – account {{ customer.code }} – {{ net }}',
        body: `Dear Sir or Madam,

Our messages{% if previousReminders != '' %} of {{ previousReminders }}{% endif %} about the {% if count == 1 %}invoice{% else %}invoices{% endif %} below have brought neither payment nor reason for a suspension.

{{ statement }}

We should be grateful if you would have the sum of {{ net }} ordered and paid, or let us have in writing the reasons that prevent it.

{{ payment }}

{% if entity.country == 'FR' %}Default interest and the fixed sum of €40 for recovery costs are due by operation of law (articles L2192-13 and D2192-35 of the French Public Procurement Code); they are not included in the amount above and are payable within 45 days of the payment of the principal (article R2192-36 of the same code).{% endif %}

If payment has been made in the meantime, please disregard this letter.

Yours faithfully,`,
      },
      notice: {
        name: 'Formal notice',
        subject: 'FORMAL NOTICE to pay – account {{ customer.code }} – {{ net }}',
        body: `Dear Sir or Madam,

In spite of our reminders{% if previousReminders != '' %} of {{ previousReminders }}{% endif %}, the {% if count == 1 %}invoice{% else %}invoices{% endif %} below, issued by {{ entity.identity }} to {{ customer.name }}{% if customer.registration != '' %} ({{ customer.registration }}){% endif %}, {% if count == 1 %}remains{% else %}remain{% endif %} unpaid beyond the payment period.

{{ statement }}

**We hereby give you formal notice to pay us the sum of {{ net }} no later than {{ payBefore }}.**

{{ payment }}

{% if entity.country == 'FR' %}This letter is a formal notice within the meaning of article 1344 of the French Civil Code. Default interest and the fixed sum of €40 for recovery costs are due by operation of law (articles L2192-13 and D2192-35 of the French Public Procurement Code); any waiver of them is void (article L2192-14).{% else %}This letter is a formal notice to pay.{% endif %}

{% if interestTotal != '' %}To date they come to:

{{ interest }}{% endif %}

Failing payment or a reasoned answer by that date, we shall have to assert our rights before the competent court.

If payment has been made in the meantime, please disregard this letter.

Yours faithfully,`,
      },
    },
  },
  fr: {
    name: 'Secteur public',
    description:
      'Pour l’État, les collectivités, les hôpitaux et les entreprises publiques\u00a0: d’abord le statut de la facture sur Chorus Pro, puis l’ordonnateur et le comptable public, puis une lettre simple\u00a0; le recommandé vient en dernier.',
    steps: {
      courtesy: {
        name: 'Vérification avant l’échéance',
        subject: '{{ entity.name }}\u00a0: statut de {{ count }} facture{% if count != 1 %}s{% endif %} sur Chorus Pro',
        body: `Bonjour {{ contact.name }},

Le délai de paiement {% if count == 1 %}de la facture ci-dessous{% else %}des factures ci-dessous{% endif %} arrive bientôt à son terme, pour un total de {{ net }}.

{{ statement }}

Pourriez-vous vérifier {% if count == 1 %}le statut de cette facture{% else %}le statut de ces factures{% endif %} sur Chorus Pro\u00a0? Si {% if count == 1 %}elle{% else %}l’une d’elles{% endif %} a été rejetée ou suspendue, n’a pas encore été mise à votre disposition, ou si le numéro d’engagement ou le code service est à corriger, dites-le-nous en répondant à ce message\u00a0: nous ferons le nécessaire et la déposerons de nouveau aussitôt.

{{ payment }}

Bien cordialement,`,
      },
      first: {
        name: 'Première relance',
        subject: 'Compte {{ customer.code }}\u00a0: {{ net }}, où en est le paiement\u00a0?',
        body: `Bonjour {{ contact.name }},

Sauf erreur de notre part, le délai de paiement {% if count == 1 %}de la facture suivante{% else %}des factures suivantes{% endif %} est échu et aucun règlement ne nous est parvenu.

{{ statement }}

Pourriez-vous nous indiquer le statut de {% if count == 1 %}cette facture{% else %}ces factures{% endif %} sur Chorus Pro\u00a0: le service fait est-il certifié, le mandat est-il émis, et auprès de quel comptable public se trouve-t-il\u00a0? S’il manque une pièce justificative, nous vous l’adresserons sans délai.

{{ payment }}

Si le paiement a été mandaté entre-temps, ne tenez pas compte de ce message.

Bien cordialement,`,
      },
      call: {
        name: 'Appel au service gestionnaire',
        script: `1. Ayez sous la main les numéros de facture, les dates de dépôt sur Chorus Pro, les numéros d’engagement et les codes service.
2. Demandez {{ contact.name }}, ou le service qui certifie le service fait pour {{ customer.name }}. Présentez-vous et dites pour qui vous appelez.
3. «\u00a0{{ net }} ont dépassé le délai de paiement. Pouvons-nous regarder ensemble où en est {% if count == 1 %}la facture{% else %}chaque facture{% endif %} sur Chorus Pro\u00a0?\u00a0»
4. Non reçue ou rejetée\u00a0: pour quel motif, que faut-il corriger\u00a0? Service fait non certifié\u00a0: par qui, pour quand\u00a0? Mandatée\u00a0: à quelle date, auprès de quel comptable public\u00a0?
5. Si le mandat est émis, appelez le comptable public pour connaître la date du virement. Remerciez et notez aussitôt le statut de chaque facture.`,
      },
      second: {
        name: 'Relance à l’ordonnateur',
        subject: 'Deuxième relance – compte {{ customer.code }}\u00a0: {{ net }} impayés',
        body: `Bonjour {{ contact.name }},

Malgré notre premier message, {{ net }} restent impayés, la facture la plus ancienne {{ oldestDaysLate }} jours au-delà du délai de paiement.

{{ statement }}

Pouvons-nous vous demander de faire mandater cette somme, ou de nous dire ce qui s’y oppose\u00a0? Si le comptable public a suspendu le paiement, le motif qui vous a été notifié nous permettrait de vous fournir ce qui manque.

{{ payment }}

{% if entity.country == 'FR' %}Nous vous rappelons que les intérêts moratoires courent de plein droit dès le lendemain de l’expiration du délai de paiement et que s’y ajoute une indemnité forfaitaire de 40\u00a0€ pour frais de recouvrement (articles L2192-13 et D2192-35 du code de la commande publique)\u00a0: ils sont dus sans que nous ayons à les demander.{% endif %}

Bien cordialement,`,
      },
      letter: {
        name: 'Lettre de rappel',
        subject: 'Factures impayées – compte {{ customer.code }} – {{ net }}',
        body: `Madame, Monsieur,

Nos messages{% if previousReminders != '' %} ({{ previousReminders }}){% endif %} au sujet {% if count == 1 %}de la facture ci-dessous{% else %}des factures ci-dessous{% endif %} n’ont amené ni paiement ni motif de suspension.

{{ statement }}

Nous vous saurions gré de bien vouloir faire mandater et payer la somme de {{ net }}, ou de nous faire connaître par écrit les motifs qui s’y opposent.

{{ payment }}

{% if entity.country == 'FR' %}Les intérêts moratoires et l’indemnité forfaitaire de 40\u00a0€ pour frais de recouvrement sont dus de plein droit (articles L2192-13 et D2192-35 du code de la commande publique)\u00a0; ils ne sont pas compris dans le montant ci-dessus et sont à verser dans les 45 jours suivant le paiement du principal (article R2192-36 du même code).{% endif %}

Si le paiement est intervenu entre-temps, veuillez considérer cette lettre comme sans objet.

Veuillez agréer, Madame, Monsieur, l’expression de nos salutations distinguées.`,
      },
      notice: {
        name: 'Mise en demeure',
        subject: 'MISE EN DEMEURE de payer – compte {{ customer.code }} – {{ net }}',
        body: `Madame, Monsieur,

Malgré nos relances{% if previousReminders != '' %} ({{ previousReminders }}){% endif %}, {% if count == 1 %}la facture ci-dessous, émise par {{ entity.identity }} à l’attention de {{ customer.name }}{% if customer.registration != '' %} ({{ customer.registration }}){% endif %}, demeure impayée{% else %}les factures ci-dessous, émises par {{ entity.identity }} à l’attention de {{ customer.name }}{% if customer.registration != '' %} ({{ customer.registration }}){% endif %}, demeurent impayées{% endif %} au-delà du délai de paiement.

{{ statement }}

**Nous vous mettons en demeure de nous payer la somme de {{ net }} au plus tard le {{ payBefore }}.**

{{ payment }}

{% if entity.country == 'FR' %}La présente vaut mise en demeure au sens de l’article 1344 du code civil. Les intérêts moratoires et l’indemnité forfaitaire de 40\u00a0€ pour frais de recouvrement sont dus de plein droit (articles L2192-13 et D2192-35 du code de la commande publique)\u00a0; toute renonciation à leur paiement est réputée non écrite (article L2192-14).{% else %}La présente vaut mise en demeure de payer.{% endif %}

{% if interestTotal != '' %}Ils s’élèvent à ce jour à\u00a0:

{{ interest }}{% endif %}

À défaut de paiement ou de réponse motivée à cette date, nous serons contraints de faire valoir nos droits devant la juridiction compétente.

Si le paiement est intervenu entre-temps, veuillez considérer cette lettre comme sans objet.

Veuillez agréer, Madame, Monsieur, l’expression de nos salutations distinguées.`,
      },
    },
  },
});
