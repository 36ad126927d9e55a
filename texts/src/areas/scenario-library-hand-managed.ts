import { area } from '../area.ts';

/** No steps: the account is followed by a person, and nothing is proposed. */
export const handManaged = area({
  en: {
    name: 'Hand-managed',
    description: 'No steps. Nothing is proposed and nothing leaves: somebody looks after these accounts personally.',
    steps: {},
  },
  fr: {
    name: 'Géré à la main',
    description: 'Aucune étape. Rien n’est proposé et rien ne part\u00a0: quelqu’un suit ces comptes personnellement.',
    steps: {},
  },
});
