import { area } from '../area.ts';
import { en, fr } from '../counted.ts';
import { formatCount } from '../format.ts';

/** What every screen about scenarios says of one: its version, its reach, how its steps leave. */
export const scenarioScreen = area({
  en: {
    help: 'A scenario is the sequence of reminders an account goes through. A change is a draft until you publish it: the published version goes on meanwhile, and what was already done stays done.',
    isDefault: 'Default',
    version: (version: number) => `version ${version}`,
    publishedBy: (when: string, author: string) => `published on ${when} by ${author}`,
    never: 'not published yet',
    customers: (count: number) => en(count, 'customer', 'customers'),
    steps: (count: number) => en(count, 'step', 'steps'),
    automations: { automatic: 'automatic', 'to-confirm': 'to confirm', manual: 'by hand' },
    off: 'switched off',
    languages: { fr: 'French', en: 'English' },
    removeStep: 'Remove this step',
    reach: {
      openItems: (count: number) => en(count, 'open item', 'open items'),
      messages: (count: number) => en(count, 'message', 'messages'),
      toConfirm: (count: number) => `${formatCount('en', count)} to confirm`,
      tasks: (count: number) => en(count, 'call or task', 'calls and tasks'),
      inWeek: (count: number) => `${formatCount('en', count)} in 7 days`,
      none: 'nothing',
    },
  },
  fr: {
    help: 'Un scénario est la suite de relances que parcourt un compte. Une modification reste un brouillon jusqu’à sa publication\u00a0: la version publiée continue en attendant, et ce qui est fait reste fait.',
    isDefault: 'Par défaut',
    version: (version) => `version ${version}`,
    publishedBy: (when, author) => `publiée le ${when} par ${author}`,
    never: 'pas encore publiée',
    customers: (count) => fr(count, 'client', 'clients'),
    steps: (count) => fr(count, 'étape', 'étapes'),
    automations: { automatic: 'automatique', 'to-confirm': 'à confirmer', manual: 'à la main' },
    off: 'désactivée',
    languages: { fr: 'Français', en: 'Anglais' },
    removeStep: 'Retirer cette étape',
    reach: {
      openItems: (count) => fr(count, 'pièce ouverte', 'pièces ouvertes'),
      messages: (count) => fr(count, 'message', 'messages'),
      toConfirm: (count) => `${formatCount('fr', count)} à confirmer`,
      tasks: (count) => fr(count, 'appel ou tâche', 'appels et tâches'),
      inWeek: (count) => `${formatCount('fr', count)} sous 7\u00a0jours`,
      none: 'rien',
    },
  },
});
