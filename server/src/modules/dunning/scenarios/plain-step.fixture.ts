import type { NewStep } from './scenario.ts';

/** A first reminder by e-mail so many days after the due date, complete enough to be published. */
export const plainStep = (name: string, offsetDays: number, more: Partial<NewStep> = {}): NewStep => ({
  level: 1,
  nameFr: name,
  nameEn: `${name} in English`,
  reference: 'due-date',
  offsetDays,
  channel: 'e-mail',
  automation: 'to-confirm',
  grave: false,
  enabled: true,
  subjectFr: 'Objet',
  subjectEn: 'Subject',
  bodyFr: more.grave ? 'Mise en demeure de payer avant le {{ payBefore }}' : 'Texte {{ statement }}',
  bodyEn: more.grave ? 'Formal notice to pay before {{ payBefore }}' : 'Text {{ statement }}',
  scriptFr: null,
  scriptEn: null,
  minimumMinor: null,
  ...more,
});
