import { en, fr } from '../counted.ts';
import { formatInstant } from '../format.ts';
import { scenarioWords } from './scenario-words.ts';

type Values = Readonly<Record<string, string | number>>;

// A step is named in the reader's language, and the field at fault as the editor calls it.
const stepEn = ({ step, stepEn: name }: Values): string => `“${name ?? step}”`;
const stepFr = ({ step, stepFr: name }: Values): string => `«\u00a0${name ?? step}\u00a0»`;
const field = (language: 'en' | 'fr', { field: name = '' }: Values): string => {
  const words = scenarioWords[language];
  const known: Readonly<Record<string, string>> = words.fields;
  const variant = /^texts\.(\d+)\.(\w+)$/.exec(String(name));
  if (!variant) return known[name] ?? String(name);
  const parts: Readonly<Record<string, string>> = words.variantParts;
  return words.variantField(String(Number(variant[1]) + 1), parts[variant[2] ?? ''] ?? String(variant[2]));
};
const at = (language: 'en' | 'fr', value: string | number | undefined): string =>
  formatInstant(language, String(value), 'Europe/Paris');

const places: Readonly<Record<string, { readonly en: string; readonly fr: string }>> = {
  subject: { en: 'Subject', fr: 'Objet' },
  body: { en: 'Text', fr: 'Texte' },
  script: { en: 'Script', fr: 'Script' },
};
const placeIn = (language: 'en' | 'fr', place: string | number | undefined): string =>
  places[String(place)]?.[language] ?? String(place);

/** Why dunning says no. */
export const dunningRefusals = {
  en: {
    'scenario.not-found': 'This scenario does not exist.',
    'scenario.changed-meanwhile': ({ version }: Values) =>
      `Someone else has published version ${version} meanwhile. Load it, then make your change again.`,
    'scenario.name-taken': ({ name }: Values) => `There is already a scenario “${name}”.`,
    'scenario.steps-out-of-order': (values: Values) =>
      `The level of ${stepEn(values)} is below that of “${values.beforeEn ?? values.before}”, which comes first.`,
    'scenario.grave-automatic': (values: Values) => `${stepEn(values)} is a formal step: it can never leave by itself.`,
    'scenario.text-missing': (values: Values) =>
      `${stepEn(values)} lacks its ${field('en', values)}: a message has a subject and a text in French and in English.`,
    'template.unreadable': ({ problemEn }: Values) => `${problemEn}`,
    'template.fails': ({ at: place, customer, problemEn }: Values) =>
      `${placeIn('en', place)}: this text cannot be written for ${customer}. ${problemEn}`,
    'scenario.template-invalid': (values: Values) =>
      `The text of ${stepEn(values)}${values.field ? ` (${field('en', values)})` : ''} cannot be used. ${values.problemEn}`,
    'scenario.field-misplaced': (values: Values) =>
      `${stepEn(values)}, ${field('en', values)}: no message of this kind has “${values.problem}”.`,
    'scenario.hand-over-by-hand': (values: Values) => `${stepEn(values)} hands the file over: it is a formal step, done by hand.`,
    'scenario.repeat-not-last': (values: Values) =>
      `${stepEn(values)} cannot come back: only the last step of the scenario may be repeated.`,
    'scenario.repeat-incomplete': (values: Values) =>
      `${stepEn(values)}: say both after how many days it comes back and how many times at most.`,
    'scenario.beside-ladder': (values: Values) =>
      `${stepEn(values)} follows a promise or a payment: it has level 0, is no formal step and does not come back.`,
    'scenario.grave-before-due': (values: Values) => `${stepEn(values)} comes before the due date: it cannot be a formal step.`,
    'scenario.sender-missing': (values: Values) => `${stepEn(values)}: choose the member of your organisation who sends it.`,
    'scenario.words-refused': (values: Values) => `${stepEn(values)}, ${field('en', values)}: ${values.problemEn}`,
    'scenario.criteria-invalid': (values: Values) =>
      `${stepEn(values)}, ${field('en', values)}: ${values.problemEn ?? 'they cannot be read'}`,
    'scenario.attachments-not-carried': (values: Values) =>
      `${stepEn(values)} cannot have attachments: only e-mails and letters carry them.`,
    'scenario.step-twice': (values: Values) => `${stepEn(values)} has the identifier of another step.`,
    'scenario.text-long': (values: Values) =>
      `${stepEn(values)}: the ${field('en', values)} will take about ${values.segments} text messages, more than three.`,
    'scenario.grave-unreached': (values: Values) =>
      `No reminder in writing comes before ${stepEn(values)}: nobody who follows this scenario alone gets there, for a formal step only follows one.`,
    'scenario.notice-not-grave': (values: Values) =>
      `${stepEn(values)} puts the debtor on formal notice without being a formal step: it could leave by itself, and the days it gives would not be kept. Make it formal.`,
    'scenario.consent-needed': (values: Values) =>
      `${stepEn(values)}: an electronic registered letter to a private person needs their consent given beforehand; without it a task is made instead.`,
    'scenario.no-draft': 'There is no draft: it was published or thrown away.',
    'scenario.draft-changed': ({ by, at: when }: Values) =>
      `${by} saved this draft on ${at('en', when)}, after you opened it. Load it, then make your change again.`,
    'scenario.draft-outdated': ({ version, basedOn }: Values) =>
      `Version ${version} was published since this draft was begun from version ${basedOn}. Compare them, then publish over it or begin anew.`,
    'scenario.version-unknown': ({ version }: Values) => `This scenario has no version ${version}.`,
    'scenario.version-current': ({ version }: Values) => `Version ${version} is the one in force.`,
    'scenario.archive-default': 'The default scenario cannot be put away: make another one the default first.',
    'scenario.in-use': ({ customers, rules }: Values) =>
      `${en(Number(customers), 'customer', 'customers')} and ${en(Number(rules), 'rule', 'rules')} follow this scenario: say which one they go to.`,
    'rules.changed-meanwhile': 'Somebody else has saved the rules meanwhile. Load them, then make your change again.',
    'rules.twice': ({ name }: Values) => `The rule “${name}” has the identifier of another rule.`,
    'rules.scenario-unknown': ({ name }: Values) => `The rule “${name}” names a scenario that does not exist or was put away.`,
    'rules.criteria-invalid': ({ name, problemEn }: Values) => `Rule “${name}”: ${problemEn}`,
    'scenario.amount-invalid': ({ amount }: Values) => `“${amount}” is not an amount.`,
    'run.before-last': ({ entity, date, last }: Values) =>
      `${entity} has already been run for ${last}: an earlier day (${date}) is refused.`,
    'run.too-far-ahead': ({ date, last }: Values) => `A run for ${date} is too far ahead: ${last} at the latest.`,
    'action.not-found': 'This action does not exist.',
    'action.not-allowed': 'This action is no longer in a state that allows it.',
    'action.count-differs': ({ expected, found }: Values) =>
      `You saw ${expected} actions and there are ${found} now. Nothing was confirmed: look again.`,
    'action.nothing-chosen': 'Say which actions to confirm.',
    'action.unpost-history': ({ number }: Values) =>
      `Something was done or decided about ${number} since the letter was posted, or two reminders stand in one line of its history: the posting stays.`,
    'action.unpost-not-reminder': 'One of these letters is no reminder of a scenario: its posting stays.',
    'action.move-to-past': 'An action cannot be moved to a past day.',
    'action.move-too-far': ({ last }: Values) =>
      `An action can be moved to ${last} at the latest; to be left alone longer, an item is held, with its reason.`,
    'action.message-left': 'The message has left already, or is leaving.',
    'remind.nothing-late': 'Nothing of this account is late and free to be chased.',
    'remind.no-step': 'Every step of the scenario is done for what is late: write a message by hand.',
    'remind.covered': 'Unallocated credits of the account cover what is late.',
    'remind.below-floor': 'What is late, less credits, stays below the minimum amount of the scenario.',
    'remind.already-waiting': 'An action of the scenario is already in the agenda for this account: confirm it, or do it.',
    'specific.not-found': 'This specific action does not exist.',
    'specific.ended': 'This specific action has ended: nothing of it is still to come.',
    'specific.ends-before-last': 'Its items would return to the scenario before its last send.',
    'specific.words-missing': 'There is nothing to send: write the words, and the subject if the channel has one.',
    'specific.template-invalid': ({ problemEn }: Values) => `These words cannot be sent. ${problemEn}`,
    'specific.item-not-open': ({ number }: Values) => `Nothing is open on item ${number} any more.`,
    'specific.item-taken': ({ number }: Values) => `A specific action is already under way on item ${number}.`,
    'specific.all-held': ({ number }: Values) =>
      `Nothing would be asked for: what was chosen (${number}) is disputed, promised or paused. Say why it is to be asked for all the same, or choose other items.`,
    'specific.barred': ({ number }: Values) =>
      `Item ${number} may not be asked for, whatever the reason: insolvency, or too late in law.`,
    'specific.mixed-currencies': 'One message speaks of one currency: choose items of one.',
    'specific.no-address': 'Nobody can be reached on this channel: add the address or number to a contact first.',
    'specific.no-consent': 'A person who is no professional must have agreed beforehand to electronic registered mail.',
    'campaign.not-found': 'This campaign does not exist.',
    'campaign.entity-unknown': 'This company does not exist.',
    'campaign.not-draft': 'This campaign is no draft any more.',
    'paper.changed-meanwhile': 'Somebody changed this paper meanwhile. Load it, then write it again.',
    'paper.words-refused': ({ problemEn }: Values) => `${problemEn}`,
    'paper.criteria-invalid': ({ problemEn }: Values) => `These conditions cannot be read. ${problemEn}`,
    'paper.no-interest': 'Nothing this customer owes bears interest to show: choose another customer.',
    'campaign.changed-meanwhile': 'Somebody changed this campaign meanwhile. Load it, then look at it again.',
    'campaign.criteria-invalid': ({ problemEn }: Values) => `These conditions cannot be read. ${problemEn}`,
    'campaign.day-misplaced': 'A balance confirmation names the day of the balance; no other campaign has one.',
    'campaign.day-to-come': ({ day }: Values) => `The balance of ${day} is not known yet: choose today or a day before.`,
    'campaign.states-nothing': 'A campaign of this kind states no account: it has no statement to take along.',
    'campaign.incomplete': ({ problemEn }: Values) => `${problemEn}`,
    'campaign.other-number': ({ seen, now }: Values) =>
      `You saw ${seen} messages, and it would be ${now} by now. Look again, then confirm.`,
    'campaign.nobody': 'Nobody would get it.',
    'campaign.nothing-to-cancel': 'Nothing of this campaign is still to leave.',
  },
  fr: {
    'scenario.not-found': 'Ce scénario n’existe pas.',
    'scenario.changed-meanwhile': ({ version }: Values) =>
      `Quelqu’un a publié la version ${version} entre-temps. Chargez-la, puis refaites votre modification.`,
    'scenario.name-taken': ({ name }: Values) => `Il existe déjà un scénario «\u00a0${name}\u00a0».`,
    'scenario.steps-out-of-order': (values: Values) =>
      `Le niveau de ${stepFr(values)} est inférieur à celui de «\u00a0${values.beforeFr ?? values.before}\u00a0», qui la précède.`,
    'scenario.grave-automatic': (values: Values) => `${stepFr(values)} est une étape formelle\u00a0: elle ne part jamais seule.`,
    'scenario.text-missing': (values: Values) =>
      `Il manque à ${stepFr(values)}\u00a0: ${field('fr', values)}. Un message a un objet et un texte, en français et en anglais.`,
    'template.unreadable': ({ problemFr }: Values) => `${problemFr}`,
    'template.fails': ({ at: place, customer, problemFr }: Values) =>
      `${placeIn('fr', place)}\u00a0: ce texte ne peut pas être écrit pour ${customer}. ${problemFr}`,
    'scenario.template-invalid': (values: Values) =>
      `Le texte de ${stepFr(values)}${values.field ? ` (${field('fr', values)})` : ''} n’est pas utilisable. ${values.problemFr}`,
    'scenario.field-misplaced': (values: Values) =>
      `${stepFr(values)}, ${field('fr', values)}\u00a0: un message de ce genre n’a pas «\u00a0${values.problem}\u00a0».`,
    'scenario.hand-over-by-hand': (values: Values) =>
      `${stepFr(values)} remet le dossier au contentieux\u00a0: c’est une étape formelle, faite à la main.`,
    'scenario.repeat-not-last': (values: Values) =>
      `${stepFr(values)} ne peut pas revenir\u00a0: seule la dernière étape du scénario se répète.`,
    'scenario.repeat-incomplete': (values: Values) =>
      `${stepFr(values)}\u00a0: dites après combien de jours elle revient et combien de fois au plus.`,
    'scenario.beside-ladder': (values: Values) =>
      `${stepFr(values)} suit une promesse ou un paiement\u00a0: elle est au niveau 0, n’est pas formelle et ne se répète pas.`,
    'scenario.grave-before-due': (values: Values) =>
      `${stepFr(values)} vient avant l’échéance\u00a0: ce ne peut pas être une étape formelle.`,
    'scenario.sender-missing': (values: Values) =>
      `${stepFr(values)}\u00a0: choisissez le membre de votre organisation qui l’envoie.`,
    'scenario.words-refused': (values: Values) => `${stepFr(values)}, ${field('fr', values)}\u00a0: ${values.problemFr}`,
    'scenario.criteria-invalid': (values: Values) =>
      `${stepFr(values)}, ${field('fr', values)}\u00a0: ${values.problemFr ?? 'elles sont illisibles'}`,
    'scenario.attachments-not-carried': (values: Values) =>
      `${stepFr(values)} ne peut pas avoir de pièces jointes\u00a0: seuls les e-mails et les lettres en portent.`,
    'scenario.step-twice': (values: Values) => `${stepFr(values)} a l’identifiant d’une autre étape.`,
    'scenario.text-long': (values: Values) =>
      `${stepFr(values)}\u00a0: ${field('fr', values)}, environ ${values.segments} SMS, plus de trois.`,
    'scenario.grave-unreached': (values: Values) =>
      `Aucune relance écrite ne précède ${stepFr(values)}\u00a0: qui suit ce seul scénario n’y arrive jamais, car une étape grave en suppose une.`,
    'scenario.notice-not-grave': (values: Values) =>
      `${stepFr(values)} met le débiteur en demeure sans être une étape formelle\u00a0: elle pourrait partir seule, et le délai qu’elle donne ne serait pas respecté. Faites-en une étape formelle.`,
    'scenario.consent-needed': (values: Values) =>
      `${stepFr(values)}\u00a0: une lettre recommandée électronique à un particulier demande son consentement préalable\u00a0; sans lui, une tâche est créée à la place.`,
    'scenario.no-draft': 'Il n’y a pas de brouillon\u00a0: il a été publié ou jeté.',
    'scenario.draft-changed': ({ by, at: when }: Values) =>
      `${by} a enregistré ce brouillon le ${at('fr', when)}, après que vous l’avez ouvert. Chargez-le, puis refaites votre modification.`,
    'scenario.draft-outdated': ({ version, basedOn }: Values) =>
      `La version ${version} a été publiée depuis que ce brouillon a été commencé sur la version ${basedOn}. Comparez-les, puis publiez par-dessus ou recommencez.`,
    'scenario.version-unknown': ({ version }: Values) => `Ce scénario n’a pas de version ${version}.`,
    'scenario.version-current': ({ version }: Values) => `La version ${version} est celle en vigueur.`,
    'scenario.archive-default':
      'Le scénario par défaut ne peut pas être archivé\u00a0: choisissez-en d’abord un autre par défaut.',
    'scenario.in-use': ({ customers, rules }: Values) =>
      `${fr(Number(customers), 'client', 'clients')} et ${fr(Number(rules), 'règle', 'règles')} suivent ce scénario\u00a0: dites vers lequel ils vont.`,
    'rules.changed-meanwhile':
      'Quelqu’un d’autre a enregistré les règles entre-temps. Chargez-les, puis refaites votre modification.',
    'rules.twice': ({ name }: Values) => `La règle «\u00a0${name}\u00a0» a l’identifiant d’une autre règle.`,
    'rules.scenario-unknown': ({ name }: Values) =>
      `La règle «\u00a0${name}\u00a0» nomme un scénario qui n’existe pas ou qui est archivé.`,
    'rules.criteria-invalid': ({ name, problemFr }: Values) => `Règle «\u00a0${name}\u00a0»\u00a0: ${problemFr}`,
    'scenario.amount-invalid': ({ amount }: Values) => `«\u00a0${amount}\u00a0» n’est pas un montant.`,
    'run.before-last': ({ entity, date, last }: Values) =>
      `${entity} a déjà été traitée pour le ${last}\u00a0: un jour antérieur (${date}) est refusé.`,
    'run.too-far-ahead': ({ date, last }: Values) =>
      `Une relance datée du ${date} est trop en avance\u00a0: le ${last} au plus tard.`,
    'action.not-found': 'Cette action n’existe pas.',
    'action.not-allowed': 'L’état de cette action ne le permet plus.',
    'action.count-differs': ({ expected, found }: Values) =>
      `Vous aviez vu ${expected} actions et il y en a ${found} à présent. Rien n’a été confirmé\u00a0: regardez à nouveau.`,
    'action.nothing-chosen': 'Dites quelles actions confirmer.',
    'action.unpost-history': ({ number }: Values) =>
      `Depuis que le courrier est posté, quelque chose a été fait ou décidé sur ${number}, ou deux relances partagent une ligne de son histoire\u00a0: l’envoi reste acquis.`,
    'action.unpost-not-reminder': 'L’un de ces courriers n’est pas une relance d’un scénario\u00a0: son envoi reste acquis.',
    'action.move-to-past': 'Une action ne peut pas être déplacée à un jour passé.',
    'action.move-too-far': ({ last }: Values) =>
      `Une action se déplace au ${last} au plus tard\u00a0; pour plus longtemps, suspendez la pièce, avec sa raison.`,
    'action.message-left': 'Le message est déjà parti, ou en train de partir.',
    'remind.nothing-late': 'Rien sur ce compte n’est à la fois en retard et libre d’être relancé.',
    'remind.no-step': 'Toutes les étapes du scénario sont faites pour ce qui est en retard\u00a0: écrivez un message à la main.',
    'remind.covered': 'Les avoirs et règlements non affectés du compte couvrent le retard.',
    'remind.below-floor': 'Le retard, crédits déduits, reste sous le montant minimal du scénario.',
    'remind.already-waiting': 'Une action du scénario est déjà dans l’agenda pour ce compte\u00a0: confirmez-la, ou faites-la.',
    'specific.not-found': 'Cette action spécifique n’existe pas.',
    'specific.ended': 'Cette action spécifique est terminée\u00a0: plus rien n’en est à venir.',
    'specific.ends-before-last': 'Ses pièces reviendraient dans le scénario avant son dernier envoi.',
    'specific.words-missing': 'Il n’y a rien à envoyer\u00a0: rédigez le texte, et l’objet si le canal en a un.',
    'specific.template-invalid': ({ problemFr }: Values) => `Ce texte ne peut pas partir. ${problemFr}`,
    'specific.item-not-open': ({ number }: Values) => `Plus rien n’est ouvert sur la pièce ${number}.`,
    'specific.item-taken': ({ number }: Values) => `Une action spécifique est déjà en cours sur la pièce ${number}.`,
    'specific.all-held': ({ number }: Values) =>
      `Rien ne serait réclamé\u00a0: ce qui est choisi (${number}) est en litige, promis ou en pause. Dites pourquoi le réclamer tout de même, ou choisissez d’autres pièces.`,
    'specific.barred': ({ number }: Values) =>
      `La pièce ${number} ne peut pas être réclamée, quel qu’en soit le motif\u00a0: procédure collective ou prescription.`,
    'specific.mixed-currencies': 'Un message ne parle que d’une devise\u00a0: choisissez des pièces d’une seule.',
    'specific.no-address': 'Personne n’est joignable par ce canal\u00a0: ajoutez d’abord l’adresse ou le numéro à un contact.',
    'specific.no-consent': 'Un particulier doit avoir accepté au préalable les envois recommandés électroniques.',
    'campaign.not-found': 'Cette campagne n’existe pas.',
    'campaign.entity-unknown': 'Cette société n’existe pas.',
    'campaign.not-draft': 'Cette campagne n’est plus un brouillon.',
    'paper.changed-meanwhile': 'Quelqu’un a modifié ce document entre-temps. Chargez-le, puis écrivez-le de nouveau.',
    'paper.words-refused': ({ problemFr }: Values) => `${problemFr}`,
    'paper.criteria-invalid': ({ problemFr }: Values) => `Ces conditions ne peuvent pas être lues. ${problemFr}`,
    'paper.no-interest': 'Rien de ce que doit ce client ne porte d’intérêts à montrer\u00a0: choisissez un autre client.',
    'campaign.changed-meanwhile': 'Quelqu’un a modifié cette campagne entre-temps. Chargez-la, puis revoyez-la.',
    'campaign.criteria-invalid': ({ problemFr }: Values) => `Ces conditions ne peuvent pas être lues. ${problemFr}`,
    'campaign.day-misplaced': 'Une confirmation de solde nomme le jour du solde\u00a0; aucune autre campagne n’en a.',
    'campaign.day-to-come': ({ day }: Values) =>
      `Le solde du ${day} n’est pas encore connu\u00a0: choisissez aujourd’hui ou un jour passé.`,
    'campaign.states-nothing': 'Une campagne de cette nature ne relève aucun compte\u00a0: elle n’a pas de relevé à joindre.',
    'campaign.incomplete': ({ problemFr }: Values) => `${problemFr}`,
    'campaign.other-number': ({ seen, now }: Values) =>
      `Vous avez vu ${seen} messages, il y en aurait maintenant ${now}. Regardez de nouveau, puis confirmez.`,
    'campaign.nobody': 'Personne ne le recevrait.',
    'campaign.nothing-to-cancel': 'Plus rien de cette campagne n’est à partir.',
  },
};
