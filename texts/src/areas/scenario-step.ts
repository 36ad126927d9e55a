import { area } from '../area.ts';
import { en, fr } from '../counted.ts';

const sign = (days: number) => `${days < 0 ? '−' : '+'}${Math.abs(days)}`;

/** One step of a scenario: its line, its panel, and the sentence that says what it means. */
export const scenarioStep = area({
  en: {
    /** When it falls, as short as on its line. */
    day: {
      'due-date': (days: number) => (days === 0 ? 'due day' : `D${sign(days)}`),
      'issue-date': (days: number) => `issue ${sign(days)}`,
      'previous-step': (days: number) => `then ${sign(days)} d`,
      'promise-date': (days: number) => (days === 0 ? 'promised day' : `promise ${sign(days)}`),
      'payment-date': (days: number) => (days === 0 ? 'paid day' : `paid ${sign(days)}`),
    },
    line: {
      day: (step: string) => `Day of “${step}”`,
      name: (day: string) => `Name of the step ${day}`,
      channel: (step: string, channel: string) => `Channel of “${step}”: ${channel}`,
      automation: (step: string, automation: string) => `How “${step}” leaves: ${automation}`,
      open: (step: string) => `Everything about “${step}”`,
      move: (step: string) => `Move “${step}”: drag, or ↑ and ↓`,
      moved: (step: string, place: number, all: number) => `“${step}” is now step ${place} of ${all}.`,
      more: (step: string) => `More about “${step}”`,
      up: 'Move up',
      down: 'Move down',
      duplicate: 'Duplicate',
      switchOff: 'Switch off',
      switchOn: 'Switch on',
      remove: 'Remove',
      removed: (step: string) => `“${step}” removed.`,
      minimum: (amount: string) => `above ${amount}`,
      conditions: (count: number) => en(count, 'condition', 'conditions'),
      repeats: (times: number) => `repeated ${en(times, 'time', 'times')}`,
      copy: (step: string) => `${step} (copy)`,
    },
    sections: {
      before: 'Before due',
      overdue: 'Overdue',
      promise: 'Promises',
      payment: 'After payment',
    },
    sectionHelp: {
      before: 'A courtesy finds missing invoices and disputes before the due date.',
      overdue: 'Firmer step by step. An item goes to the next step only once the one before was done for it.',
      promise: 'Around a promised date. They move no item up.',
      payment: 'A word of thanks. It moves no item up.',
    },
    sectionEmpty: {
      before: 'Nothing is sent before the due date.',
      overdue: 'Nothing is done about what is overdue: these customers are followed by hand.',
      payment: 'Nobody is thanked.',
    },
    add: 'Add a step',
    addTo: (section: string) => `Add a step: ${section}`,
    addPromise: 'Follow promises up',
    fresh: {
      before: 'Courtesy notice',
      overdue: 'Reminder',
      promise: 'Reminder of the promise',
      payment: 'Thank you',
      call: 'Call',
      task: 'Task',
      internal: 'Internal message',
      'hand-over': 'Hand-over to litigation',
    },
    /** What a new step says before anybody wrote its words. */
    freshTexts: {
      before: {
        subject: 'Account {{ customer.code }}: {{ net }} falling due shortly',
        body: `Dear {{ contact.name }},

A simple courtesy: {{ net }} falls due shortly on your account.

{{ statement }}

If an invoice is missing, or something keeps you from approving it, tell us now by simple reply.

{{ payment }}

Yours sincerely,`,
        sms: '{{ entity.name }}: {{ net }} falls due shortly (account {{ customer.code }}). A question? {{ entity.phone }}',
      },
      overdue: {
        subject: 'Account {{ customer.code }}: {{ net }} awaiting payment',
        body: `Dear {{ contact.name }},

Unless we are mistaken, {{ net }} is overdue on your account.

{{ statement }}

Would you kindly pay this amount, or tell us by simple reply when we may expect it?

{{ payment }}

Yours sincerely,`,
        sms: '{{ entity.name }}: {{ net }} is overdue (account {{ customer.code }}). Please pay or call us: {{ entity.phone }}',
      },
      promise: {
        subject: 'Your payment of {{ promise.amount }} planned for {{ promise.date }}',
        body: `Dear {{ contact.name }},

As agreed, we look forward to your payment of {{ promise.amount }} on {{ promise.date }}. If something has changed, please tell us today by simple reply.

Yours sincerely,`,
        sms: '{{ entity.name }}: your payment of {{ promise.amount }} is planned for {{ promise.date }}. Thank you.',
      },
      payment: {
        subject: 'Thank you: {{ payment.amount }} received',
        body: `Dear {{ contact.name }},

We have received your payment of {{ payment.amount }} on {{ payment.date }}, and thank you for it.

Yours sincerely,`,
        sms: '{{ entity.name }}: we received your payment of {{ payment.amount }}. Thank you.',
      },
      internal: {
        subject: '{{ customer.name }}: {{ net }} overdue',
        body: `For your information: {{ customer.name }} ({{ customer.code }}) owes {{ net }}, the oldest item for {{ oldestDaysLate }} days.

{{ statement }}

Do you know of anything that keeps this customer from paying?`,
      },
    },
    panel: {
      title: 'Step',
      tabs: { settings: 'Settings', texts: 'Texts' },
      means: 'What this means',
      when: 'When',
      who: 'From whom, to whom',
      what: 'What goes along',
      which: 'For whom',
      nameIn: { fr: 'Name in French', en: 'Name in English' },
      reference: 'Counted from',
      references: {
        'due-date': 'the due date',
        'issue-date': 'the issue date',
        'previous-step': 'the previous step',
        'promise-date': 'the promised date',
        'payment-date': 'the payment',
      },
      offset: 'Days after (negative: before)',
      channel: 'Channel',
      automation: 'How it leaves',
      automations: {
        automatic: 'Leaves by itself, within the safety limits of the run.',
        'to-confirm': 'Waits in the agenda for a yes.',
        manual: 'A task for a person.',
      },
      level: 'Level',
      levelHelp: 'How firm it is, 0 for a courtesy. It never falls along the scenario.',
      enabled: 'Switched on',
      grave: 'Formal step',
      graveHelp: 'A formal notice or a hand-over: it never leaves by itself, and reaches no item before a reminder listed it.',
      graveBeside: 'Around promises and payments nothing is formal.',
      repeat: 'Comes back',
      repeatEvery: 'Every (days)',
      repeatTimes: 'At most (times)',
      repeatHelp: 'Only the last step of the scenario can come back.',
      sender: 'Signed by',
      senders: {
        collector: 'the collector of the customer',
        'account-manager': 'the account manager of the customer',
        shared: 'the shared mailbox',
        person: 'a person…',
      },
      person: 'Person',
      choosePerson: 'Choose a person',
      recipient: 'Recipient',
      recipientElse: 'Failing that',
      recipientUsual: 'the usual contact',
      recipientHelp: 'The first of these contacts that has an address is written to.',
      copies: 'Copies to',
      copyPeople: { collector: 'the collector', 'account-manager': 'the account manager' },
      attachments: {
        invoices: 'Copies of the invoices',
        statement: 'Statement of account (PDF)',
        'payment-code': 'Payment code (QR)',
        'interest-note': 'Note of late interest (PDF)',
      },
      noAttachments: 'Nothing can be attached to this channel.',
      interest: 'Show late interest and the recovery indemnity',
      interestHelp: 'They are shown, not added to the amount claimed.',
      minimum: 'Only above (net amount)',
      conditions: 'Only for customers that meet',
      conditionsNone: 'Every customer of the scenario gets this step.',
      conditionsOther: 'These conditions were written through the API; here they can only be taken away.',
      conditionsClear: 'Take the conditions away',
      language: 'Language',
    },
    /** Put together into: "An e-mail to the accounts payable contact, 10 days after the due date of the oldest invoice, waits for a yes." */
    means: {
      sentence: (what: string, to: string, when: string, leaves: string) =>
        `${[what, to].filter(Boolean).join(' ')}, ${when}, ${leaves}.`,
      what: {
        'e-mail': 'An e-mail',
        sms: 'A text message',
        letter: 'A letter',
        'registered-letter': 'A registered letter',
        'registered-e-letter': 'A registered electronic letter',
        call: 'A call',
        task: 'A task',
        internal: 'An internal message',
        'hand-over': 'The hand-over to litigation',
      },
      usual: 'to the usual contact',
      forCollector: 'for the collector',
      to: {
        'accounts-payable': 'to the accounts payable contact',
        approver: 'to whoever approves the invoices',
        buyer: 'to the buyer',
        cfo: 'to the CFO',
        site: 'to the site',
        guardian: 'to the guardian',
        legal: 'to the legal contact',
        escalation: 'to the escalation contact',
      },
      failing: ', failing that ',
      toColleagues: { collector: 'to the collector', 'account-manager': 'to the account manager' },
      and: ' and ',
      /** The day counted from a due date, led by what the unit is. */
      due: {
        account: (when: string) => `${when} the due date of the oldest invoice`,
        level: (when: string) => `${when} the due date of the oldest invoice of the level`,
        item: (when: string) => `${when} the due date of each invoice`,
      },
      issue: {
        account: (when: string) => `${when} the issue date of the oldest invoice`,
        level: (when: string) => `${when} the issue date of the oldest invoice of the level`,
        item: (when: string) => `${when} the issue date of each invoice`,
      },
      previous: (when: string) => `${when} the previous step`,
      promise: (when: string) => `${when} the promised date`,
      payment: (when: string) => `${when} a payment that settles what was asked for`,
      on: 'on',
      onDayOf: 'on the day of',
      onPayment: 'on the day of a payment that settles what was asked for',
      before: (days: number) => `${en(days, 'day', 'days')} before`,
      after: (days: number) => `${en(days, 'day', 'days')} after`,
      leaves: {
        automatic: 'leaves by itself',
        'to-confirm': 'waits for a yes',
        manual: 'is up to a person',
      },
      off: 'Switched off: it is passed over.',
      grave: 'It is formal: it never leaves by itself.',
      minimum: (amount: string) => `Only above ${amount}.`,
      conditions: (words: string) => `Only for: ${words}.`,
      repeats: (days: number, times: number) =>
        `It comes back every ${en(days, 'day', 'days')}, ${en(times, 'time', 'times')} at most.`,
      copies: (who: string) => `Copy ${who}.`,
      attached: (what: string) => `With it: ${what}.`,
      attachments: {
        invoices: 'copies of the invoices',
        statement: 'a statement of account',
        'payment-code': 'a payment code',
        'interest-note': 'a note of late interest',
      },
    },
  },
  fr: {
    day: {
      'due-date': (days) => (days === 0 ? 'jour J' : `J${sign(days)}`),
      'issue-date': (days) => `émission ${sign(days)}`,
      'previous-step': (days) => `puis ${sign(days)}\u00a0j`,
      'promise-date': (days) => (days === 0 ? 'jour promis' : `promesse ${sign(days)}`),
      'payment-date': (days) => (days === 0 ? 'jour payé' : `payé ${sign(days)}`),
    },
    line: {
      day: (step) => `Jour de «\u00a0${step}\u00a0»`,
      name: (day) => `Nom de l’étape ${day}`,
      channel: (step, channel) => `Canal de «\u00a0${step}\u00a0»\u00a0: ${channel}`,
      automation: (step, automation) => `Départ de «\u00a0${step}\u00a0»\u00a0: ${automation}`,
      open: (step) => `Tout sur «\u00a0${step}\u00a0»`,
      move: (step) => `Déplacer «\u00a0${step}\u00a0»\u00a0: glisser, ou ↑ et ↓`,
      moved: (step, place, all) => `«\u00a0${step}\u00a0» est maintenant l’étape ${place} sur ${all}.`,
      more: (step) => `Autres actions sur «\u00a0${step}\u00a0»`,
      up: 'Monter',
      down: 'Descendre',
      duplicate: 'Dupliquer',
      switchOff: 'Désactiver',
      switchOn: 'Activer',
      remove: 'Retirer',
      removed: (step) => `«\u00a0${step}\u00a0» est retirée.`,
      minimum: (amount) => `au-dessus de ${amount}`,
      conditions: (count) => fr(count, 'condition', 'conditions'),
      repeats: (times) => `répétée ${fr(times, 'fois', 'fois')}`,
      copy: (step) => `${step} (copie)`,
    },
    sections: {
      before: 'Avant l’échéance',
      overdue: 'Échu',
      promise: 'Promesses',
      payment: 'Après le paiement',
    },
    sectionHelp: {
      before: 'Un préavis révèle les factures manquantes et les litiges avant l’échéance.',
      overdue: 'De plus en plus ferme. Une pièce ne passe à l’étape suivante qu’une fois la précédente faite pour elle.',
      promise: 'Autour d’une date promise. Elles ne font monter aucune pièce.',
      payment: 'Un mot de remerciement. Il ne fait monter aucune pièce.',
    },
    sectionEmpty: {
      before: 'Rien n’est envoyé avant l’échéance.',
      overdue: 'Rien n’est fait pour ce qui est échu\u00a0: ces clients sont suivis à la main.',
      payment: 'Personne n’est remercié.',
    },
    add: 'Ajouter une étape',
    addTo: (section) => `Ajouter une étape\u00a0: ${section}`,
    addPromise: 'Suivre les promesses',
    fresh: {
      before: 'Préavis',
      overdue: 'Relance',
      promise: 'Rappel de la promesse',
      payment: 'Remerciement',
      call: 'Appel',
      task: 'Tâche',
      internal: 'Message interne',
      'hand-over': 'Remise au contentieux',
    },
    freshTexts: {
      before: {
        subject: 'Compte {{ customer.code }}\u00a0: {{ net }} bientôt à échéance',
        body: `Bonjour {{ contact.name }},

Un simple rappel\u00a0: {{ net }} arrivent prochainement à échéance sur votre compte.

{{ statement }}

S’il vous manque une facture, ou si quelque chose en empêche la validation, dites-le-nous dès maintenant par simple réponse.

{{ payment }}

Cordialement,`,
        sms: '{{ entity.name }}\u00a0: {{ net }} bientôt à échéance (compte {{ customer.code }}). Une question\u00a0? {{ entity.phone }}',
      },
      overdue: {
        subject: 'Compte {{ customer.code }}\u00a0: {{ net }} en attente de règlement',
        body: `Bonjour {{ contact.name }},

Sauf erreur de notre part, {{ net }} restent à régler sur votre compte.

{{ statement }}

Merci de procéder à ce règlement, ou de nous dire par simple réponse quand nous pouvons l’attendre.

{{ payment }}

Cordialement,`,
        sms: '{{ entity.name }}\u00a0: {{ net }} restent à régler (compte {{ customer.code }}). Merci de votre règlement ou de votre appel\u00a0: {{ entity.phone }}',
      },
      promise: {
        subject: 'Votre règlement de {{ promise.amount }} prévu le {{ promise.date }}',
        body: `Bonjour {{ contact.name }},

Comme convenu, nous attendons votre règlement de {{ promise.amount }} le {{ promise.date }}. Si quelque chose a changé, merci de nous le dire aujourd’hui par simple réponse.

Cordialement,`,
        sms: '{{ entity.name }}\u00a0: votre règlement de {{ promise.amount }} est prévu le {{ promise.date }}. Merci.',
      },
      payment: {
        subject: 'Merci\u00a0: {{ payment.amount }} bien reçus',
        body: `Bonjour {{ contact.name }},

Nous avons bien reçu votre règlement de {{ payment.amount }} le {{ payment.date }} et vous en remercions.

Cordialement,`,
        sms: '{{ entity.name }}\u00a0: nous avons bien reçu votre règlement de {{ payment.amount }}. Merci.',
      },
      internal: {
        subject: '{{ customer.name }}\u00a0: {{ net }} échus',
        body: `Pour information\u00a0: {{ customer.name }} ({{ customer.code }}) doit {{ net }}, la plus ancienne pièce depuis {{ oldestDaysLate }} jours.

{{ statement }}

Savez-vous ce qui empêche ce client de payer\u00a0?`,
      },
    },
    panel: {
      title: 'Étape',
      tabs: { settings: 'Réglages', texts: 'Textes' },
      means: 'Autrement dit',
      when: 'Quand',
      who: 'De qui, à qui',
      what: 'Ce qui l’accompagne',
      which: 'Pour qui',
      nameIn: { fr: 'Nom en français', en: 'Nom en anglais' },
      reference: 'Comptée à partir de',
      references: {
        'due-date': 'l’échéance',
        'issue-date': 'la date d’émission',
        'previous-step': 'l’étape précédente',
        'promise-date': 'la date promise',
        'payment-date': 'le paiement',
      },
      offset: 'Jours après (négatif\u00a0: avant)',
      channel: 'Canal',
      automation: 'Comment elle part',
      automations: {
        automatic: 'Part sans demander, dans les limites de sécurité du passage.',
        'to-confirm': 'Attend un accord dans l’agenda.',
        manual: 'Une tâche pour une personne.',
      },
      level: 'Niveau',
      levelHelp: 'La fermeté de l’étape, 0 pour un préavis. Il ne baisse jamais au fil du scénario.',
      enabled: 'Activée',
      grave: 'Étape formelle',
      graveHelp:
        'Une mise en demeure ou une remise au contentieux\u00a0: elle ne part jamais d’elle-même, et n’atteint aucune pièce qu’une relance n’ait d’abord citée.',
      graveBeside: 'Autour des promesses et des paiements, rien n’est formel.',
      repeat: 'Revient',
      repeatEvery: 'Tous les (jours)',
      repeatTimes: 'Au plus (fois)',
      repeatHelp: 'Seule la dernière étape du scénario peut revenir.',
      sender: 'Signée par',
      senders: {
        collector: 'le chargé de recouvrement du client',
        'account-manager': 'le commercial du client',
        shared: 'la boîte partagée',
        person: 'une personne…',
      },
      person: 'Personne',
      choosePerson: 'Choisir une personne',
      recipient: 'Destinataire',
      recipientElse: 'À défaut',
      recipientUsual: 'le contact habituel',
      recipientHelp: 'On écrit au premier de ces contacts qui a une adresse.',
      copies: 'Copies à',
      copyPeople: { collector: 'le chargé de recouvrement', 'account-manager': 'le commercial' },
      attachments: {
        invoices: 'Copies des factures',
        statement: 'Relevé de compte (PDF)',
        'payment-code': 'Code de paiement (QR)',
        'interest-note': 'Décompte des pénalités de retard (PDF)',
      },
      noAttachments: 'Rien ne peut être joint sur ce canal.',
      interest: 'Montrer les pénalités de retard et l’indemnité de recouvrement',
      interestHelp: 'Elles sont montrées, sans s’ajouter au montant réclamé.',
      minimum: 'Seulement au-dessus de (montant net)',
      conditions: 'Seulement pour les clients qui remplissent',
      conditionsNone: 'Tous les clients du scénario reçoivent cette étape.',
      conditionsOther: 'Ces conditions ont été écrites par l’API\u00a0; ici, on peut seulement les retirer.',
      conditionsClear: 'Retirer les conditions',
      language: 'Langue',
    },
    means: {
      sentence: (what, to, when, leaves) => `${[what, to].filter(Boolean).join(' ')}, ${when}, ${leaves}.`,
      what: {
        'e-mail': 'Un e-mail',
        sms: 'Un SMS',
        letter: 'Une lettre',
        'registered-letter': 'Une lettre recommandée',
        'registered-e-letter': 'Un recommandé électronique',
        call: 'Un appel',
        task: 'Une tâche',
        internal: 'Un message interne',
        'hand-over': 'La remise au contentieux',
      },
      usual: 'au contact habituel',
      forCollector: 'pour le chargé de recouvrement',
      to: {
        'accounts-payable': 'à la comptabilité fournisseurs',
        approver: 'à la personne qui valide les factures',
        buyer: 'à l’acheteur',
        cfo: 'au DAF',
        site: 'au site',
        guardian: 'au représentant légal',
        legal: 'au service juridique',
        escalation: 'au contact d’escalade',
      },
      failing: ', à défaut ',
      toColleagues: { collector: 'au chargé de recouvrement', 'account-manager': 'au commercial' },
      and: ' et ',
      due: {
        account: (when) => `${when} l’échéance de la plus ancienne facture`,
        level: (when) => `${when} l’échéance de la plus ancienne facture du niveau`,
        item: (when) => `${when} l’échéance de chaque facture`,
      },
      issue: {
        account: (when) => `${when} l’émission de la plus ancienne facture`,
        level: (when) => `${when} l’émission de la plus ancienne facture du niveau`,
        item: (when) => `${when} l’émission de chaque facture`,
      },
      previous: (when) => `${when} l’étape précédente`,
      promise: (when) => `${when} la date promise`,
      payment: (when) => `${when} un paiement qui solde ce qui était réclamé`,
      on: 'à',
      onDayOf: 'le jour de',
      onPayment: 'le jour d’un paiement qui solde ce qui était réclamé',
      before: (days) => `${fr(days, 'jour', 'jours')} avant`,
      after: (days) => `${fr(days, 'jour', 'jours')} après`,
      leaves: {
        automatic: 'part sans demander',
        'to-confirm': 'attend un accord',
        manual: 'est à faire par une personne',
      },
      off: 'Désactivée\u00a0: elle est sautée.',
      grave: 'Elle est formelle\u00a0: elle ne part jamais d’elle-même.',
      minimum: (amount) => `Seulement au-dessus de ${amount}.`,
      conditions: (words) => `Seulement pour\u00a0: ${words}.`,
      repeats: (days, times) => `Elle revient tous les ${fr(days, 'jour', 'jours')}, ${fr(times, 'fois', 'fois')} au plus.`,
      copies: (who) => `Copie ${who}.`,
      attached: (what) => `Avec\u00a0: ${what}.`,
      attachments: {
        invoices: 'les copies des factures',
        statement: 'un relevé de compte',
        'payment-code': 'un code de paiement',
        'interest-note': 'un décompte des pénalités de retard',
      },
    },
  },
});
