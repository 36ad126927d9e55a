import type { Language } from './area.ts';
import { agenda } from './areas/agenda.ts';
import { cli } from './areas/cli.ts';
import { common } from './areas/common.ts';
import { customer } from './areas/customer.ts';
import { customers } from './areas/customers.ts';
import { demo } from './areas/demo.ts';
import { dunning } from './areas/dunning.ts';
import { imports } from './areas/imports.ts';
import { items } from './areas/items.ts';
import { ledger } from './areas/ledger.ts';
import { mailbox } from './areas/mailbox.ts';
import { messages } from './areas/messages.ts';
import { overview } from './areas/overview.ts';
import { quality } from './areas/quality.ts';
import { refusals } from './areas/refusals.ts';
import { scenarios } from './areas/scenarios.ts';
import { settings } from './areas/settings.ts';
import { shell } from './areas/shell.ts';
import { signIn } from './areas/sign-in.ts';

export { area, languages, plural } from './area.ts';
export type { Language } from './area.ts';
export * from './format.ts';

const areas = {
  agenda,
  cli,
  common,
  customer,
  customers,
  demo,
  dunning,
  imports,
  items,
  ledger,
  mailbox,
  messages,
  overview,
  quality,
  refusals,
  scenarios,
  settings,
  shell,
  signIn,
};

type Areas = typeof areas;
/** Every sentence of the product in one language: `textsIn('fr').agenda.title`. */
export type Texts = { readonly [Name in keyof Areas]: Areas[Name]['en'] };

function inLanguage(language: Language): Texts {
  return Object.fromEntries(Object.entries(areas).map(([name, both]) => [name, both[language]])) as Texts;
}

const everything: Record<Language, Texts> = { fr: inLanguage('fr'), en: inLanguage('en') };

/** The sentences in the reader's language. */
export function textsIn(language: Language): Texts {
  return everything[language];
}

/** The first language of an Accept-Language header that we speak, else French. */
export function chooseLanguage(acceptLanguage: string | undefined): Language {
  for (const wish of (acceptLanguage ?? '').split(',')) {
    const code = wish.trim().slice(0, 2).toLowerCase();
    if (code === 'fr' || code === 'en') return code;
  }
  return 'fr';
}
