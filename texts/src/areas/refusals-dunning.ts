type Values = Readonly<Record<string, string | number>>;

/** Why dunning says no. */
export const dunningRefusals = {
  en: {
    'scenario.not-found': 'This scenario does not exist.',
    'scenario.changed-meanwhile': ({ version }: Values) =>
      `Someone else has published version ${version} meanwhile. Load it, then make your change again.`,
    'scenario.name-taken': ({ name }: Values) => `There is already a scenario “${name}”.`,
    'scenario.steps-out-of-order': ({ step, before }: Values) =>
      `The level of “${step}” is below that of “${before}”, which comes first.`,
    'scenario.grave-automatic': ({ step }: Values) => `“${step}” is a formal step: it can never leave by itself.`,
    'scenario.text-missing': ({ step }: Values) =>
      `“${step}” is an e-mail: it needs a subject and a text in French and in English.`,
    'scenario.template-invalid': ({ step, problem }: Values) => `The text of “${step}” names what does not exist: ${problem}.`,
    'scenario.amount-invalid': ({ amount }: Values) => `“${amount}” is not an amount.`,
    'run.before-last': ({ entity, date, last }: Values) =>
      `${entity} has already been run for ${last}: an earlier day (${date}) is refused.`,
    'action.not-found': 'This action does not exist.',
    'action.not-allowed': 'This action is no longer in a state that allows it.',
    'action.count-differs': ({ expected, found }: Values) =>
      `You saw ${expected} actions and there are ${found} now. Nothing was confirmed: look again.`,
    'action.nothing-chosen': 'Say which actions to confirm.',
    'action.move-to-past': 'An action cannot be moved to a past day.',
    'action.message-left': 'The message has left already, or is leaving.',
  },
  fr: {
    'scenario.not-found': 'Ce scénario n’existe pas.',
    'scenario.changed-meanwhile': ({ version }: Values) =>
      `Quelqu’un a publié la version ${version} entre-temps. Chargez-la, puis refaites votre modification.`,
    'scenario.name-taken': ({ name }: Values) => `Il existe déjà un scénario «\u00a0${name}\u00a0».`,
    'scenario.steps-out-of-order': ({ step, before }: Values) =>
      `Le niveau de «\u00a0${step}\u00a0» est inférieur à celui de «\u00a0${before}\u00a0», qui la précède.`,
    'scenario.grave-automatic': ({ step }: Values) =>
      `«\u00a0${step}\u00a0» est une étape formelle\u00a0: elle ne part jamais seule.`,
    'scenario.text-missing': ({ step }: Values) =>
      `«\u00a0${step}\u00a0» est un e-mail\u00a0: il lui faut un objet et un texte en français et en anglais.`,
    'scenario.template-invalid': ({ step, problem }: Values) =>
      `Le texte de «\u00a0${step}\u00a0» nomme ce qui n’existe pas\u00a0: ${problem}.`,
    'scenario.amount-invalid': ({ amount }: Values) => `«\u00a0${amount}\u00a0» n’est pas un montant.`,
    'run.before-last': ({ entity, date, last }: Values) =>
      `${entity} a déjà été traitée pour le ${last}\u00a0: un jour antérieur (${date}) est refusé.`,
    'action.not-found': 'Cette action n’existe pas.',
    'action.not-allowed': 'L’état de cette action ne le permet plus.',
    'action.count-differs': ({ expected, found }: Values) =>
      `Vous aviez vu ${expected} actions et il y en a ${found} à présent. Rien n’a été confirmé\u00a0: regardez à nouveau.`,
    'action.nothing-chosen': 'Dites quelles actions confirmer.',
    'action.move-to-past': 'Une action ne peut pas être déplacée à un jour passé.',
    'action.message-left': 'Le message est déjà parti, ou en train de partir.',
  },
};
