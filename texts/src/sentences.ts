import type { Language } from './area.ts';
import { accountMails } from './areas/account-mails.ts';
import { agenda } from './areas/agenda.ts';
import { byHand } from './areas/by-hand.ts';
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
import { operation } from './areas/operation.ts';
import { overview } from './areas/overview.ts';
import { quality } from './areas/quality.ts';
import { refusals } from './areas/refusals.ts';
import { scenarios } from './areas/scenarios.ts';
import { settings } from './areas/settings.ts';
import { shell } from './areas/shell.ts';
import { signIn } from './areas/sign-in.ts';
import { webhooks } from './areas/webhooks.ts';

const areas = {
  accountMails,
  agenda,
  byHand,
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
  operation,
  overview,
  quality,
  refusals,
  scenarios,
  settings,
  shell,
  signIn,
  webhooks,
};

type Areas = typeof areas;
/** Every sentence of the product in one language: `textsIn('fr').agenda.title`. */
export type Texts = { readonly [Name in keyof Areas]: Areas[Name]['en'] };

/** Every area in one language, as one tree. */
export function sentencesIn(language: Language): Texts {
  return Object.fromEntries(Object.entries(areas).map(([name, both]) => [name, both[language]])) as Texts;
}
