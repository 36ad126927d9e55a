import { area } from '../area.ts';

type Check = { title: string; explanation: string; detail: (value: string) => string };
const check = (title: string, explanation: string, detail: (value: string) => string): Check => ({ title, explanation, detail });
const fixed = (sentence: string) => (_value: string) => sentence;

// Keyed by the code of the check; `detail` says what is wrong on one line, given its value.
export const quality = area({
  en: {
    checks: {
      'email-missing': check(
        'No e-mail',
        'Reminders cannot be sent by e-mail: they become letters or calls.',
        fixed('No usable e-mail for this customer.'),
      ),
      'email-invalid': check(
        'E-mail that does not work',
        'Messages bounce or reach the wrong person.',
        (value) => `${value || 'The address'} does not work.`,
      ),
      unlettered: check(
        'Payments never lettered',
        'Payments stand beside the invoices they paid: reminders look at the net, to confirm, until a lettering is accepted.',
        fixed('Payments and invoices are open side by side.'),
      ),
      'due-inferred': check(
        'Due date inferred',
        'The source gives no due date; payment terms were assumed. Nothing automatic leaves before terms are accepted.',
        (value) => `Due on ${value} if the assumed terms are right.`,
      ),
      'opening-without-detail': check(
        'Opening balance without detail',
        'The year opens with one balance: which invoices it is made of is not known.',
        (value) => `Balance brought forward on ${value}.`,
      ),
      'credits-unallocated': check(
        'Credits never allocated',
        'A payment or credit note has been standing for over 30 days without closing an invoice.',
        (value) => `Standing since ${value}.`,
      ),
      'catch-all': check(
        'Collective account',
        'Several customers behind one account: nobody can be reminded.',
        fixed('Gathers several customers.'),
      ),
      'kind-unknown': check(
        'Business or consumer unknown',
        'Unknown counts as a consumer: neither late interest nor the 40 € are claimed.',
        fixed('Say whether it is a business, a public body or a consumer.'),
      ),
      'legal-id-invalid': check(
        'Legal id wrong',
        'The SIREN or SIRET does not stand its check.',
        (value) => `${value} is not a valid SIREN or SIRET.`,
      ),
      duplicates: check(
        'Duplicate customers',
        'Same legal id, or same name but for its legal form, on two accounts.',
        (value) => `Looks like ${value}.`,
      ),
      'due-before-issue': check(
        'Due before issue',
        'The due date comes before the issue date.',
        (value) => `Due on ${value}, before it was issued.`,
      ),
      'amounts-suspicious': check(
        'Suspicious amount',
        'The same invoice twice, or an amount fifty times the usual one.',
        (value) => `${value}: twice, or far beyond the usual.`,
      ),
      'collector-missing': check('No collector', 'Nobody has this customer in the agenda.', fixed('No collector.')),
      'scenario-missing': check(
        'No scenario',
        'No scenario applies: this customer is never reminded.',
        fixed('No scenario applies.'),
      ),
      'phone-missing': check('No phone', 'A call step cannot be done.', fixed('No phone number.')),
      'legal-id-missing': check(
        'No legal id',
        'Needed for credit insurance, legal action and to see one debtor behind two accounts.',
        fixed('No SIREN or SIRET.'),
      ),
      'language-missing': check('No language', 'Messages leave in the entity’s language.', fixed('No language chosen.')),
    },
  },
  fr: {
    checks: {
      'email-missing': check(
        'Sans e-mail',
        'Les relances ne peuvent partir par e-mail\u00a0: elles deviennent lettres ou appels.',
        fixed('Aucun e-mail utilisable pour ce client.'),
      ),
      'email-invalid': check(
        'E-mail qui ne fonctionne pas',
        'Les messages reviennent ou arrivent à la mauvaise personne.',
        (value) => `${value || 'L’adresse'} ne fonctionne pas.`,
      ),
      unlettered: check(
        'Règlements jamais lettrés',
        'Les règlements restent à côté des factures qu’ils ont payées\u00a0: les relances portent sur le net, à confirmer, tant qu’un lettrage n’est pas accepté.',
        fixed('Règlements et factures sont ouverts côte à côte.'),
      ),
      'due-inferred': check(
        'Échéance déduite',
        'La source ne donne pas d’échéance\u00a0: des conditions ont été supposées. Rien d’automatique ne part avant leur acceptation.',
        (value) => `Échéance au ${value} si les conditions supposées sont justes.`,
      ),
      'opening-without-detail': check(
        'Solde d’ouverture sans détail',
        'L’exercice s’ouvre sur un solde\u00a0: les factures qui le composent sont inconnues.',
        (value) => `Solde reporté au ${value}.`,
      ),
      'credits-unallocated': check(
        'Crédits jamais affectés',
        'Un règlement ou un avoir attend depuis plus de 30 jours sans solder de facture.',
        (value) => `En attente depuis le ${value}.`,
      ),
      'catch-all': check(
        'Compte collectif',
        'Plusieurs clients derrière un compte\u00a0: personne ne peut être relancé.',
        fixed('Réunit plusieurs clients.'),
      ),
      'kind-unknown': check(
        'Professionnel ou particulier\u00a0: inconnu',
        'Inconnu compte comme particulier\u00a0: ni pénalités ni 40\u00a0€ ne sont réclamés.',
        fixed('Indiquez entreprise, organisme public ou particulier.'),
      ),
      'legal-id-invalid': check(
        'Identifiant légal faux',
        'Le SIREN ou SIRET ne passe pas le contrôle.',
        (value) => `${value} n’est pas un SIREN ou SIRET valide.`,
      ),
      duplicates: check(
        'Clients en double',
        'Même identifiant légal, ou même nom à la forme juridique près, sur deux comptes.',
        (value) => `Ressemble à ${value}.`,
      ),
      'due-before-issue': check(
        'Échéance avant émission',
        'L’échéance précède la date d’émission.',
        (value) => `Échéance au ${value}, avant l’émission.`,
      ),
      'amounts-suspicious': check(
        'Montant suspect',
        'La même facture deux fois, ou un montant cinquante fois supérieur à l’habitude.',
        (value) => `${value}\u00a0: en double, ou très au-delà de l’habitude.`,
      ),
      'collector-missing': check(
        'Sans chargé de recouvrement',
        'Ce client n’est dans l’agenda de personne.',
        fixed('Aucun chargé de recouvrement.'),
      ),
      'scenario-missing': check(
        'Sans scénario',
        'Aucun scénario ne s’applique\u00a0: ce client n’est jamais relancé.',
        fixed('Aucun scénario ne s’applique.'),
      ),
      'phone-missing': check('Sans téléphone', 'Une étape d’appel ne peut pas se faire.', fixed('Aucun numéro de téléphone.')),
      'legal-id-missing': check(
        'Sans identifiant légal',
        'Nécessaire pour l’assurance-crédit, l’action en justice et pour voir un débiteur derrière deux comptes.',
        fixed('Ni SIREN ni SIRET.'),
      ),
      'language-missing': check(
        'Sans langue',
        'Les messages partent dans la langue de l’entité.',
        fixed('Aucune langue choisie.'),
      ),
    },
  },
});
