import type { Language } from './area.ts';
import { accountMails } from './areas/account-mails.ts';
import { account } from './areas/account.ts';
import { agenda } from './areas/agenda.ts';
import { audit } from './areas/audit.ts';
import { auditScreen } from './areas/audit-screen.ts';
import { beside } from './areas/beside.ts';
import { byHand } from './areas/by-hand.ts';
import { cli } from './areas/cli.ts';
import { common } from './areas/common.ts';
import { customer } from './areas/customer.ts';
import { customers } from './areas/customers.ts';
import { demo } from './areas/demo.ts';
import { developers } from './areas/developers.ts';
import { documents } from './areas/documents.ts';
import { dunning } from './areas/dunning.ts';
import { imports } from './areas/imports.ts';
import { items } from './areas/items.ts';
import { ledger } from './areas/ledger.ts';
import { letters } from './areas/letters.ts';
import { mailbox } from './areas/mailbox.ts';
import { messages } from './areas/messages.ts';
import { operation } from './areas/operation.ts';
import { overview } from './areas/overview.ts';
import { people } from './areas/people.ts';
import { quality } from './areas/quality.ts';
import { refusals } from './areas/refusals.ts';
import { scenarioLibrary } from './areas/scenario-library.ts';
import { scenarioWords } from './areas/scenario-words.ts';
import { replies } from './areas/replies.ts';
import { scenarios } from './areas/scenarios.ts';
import { security } from './areas/security.ts';
import { senders } from './areas/senders.ts';
import { settings } from './areas/settings.ts';
import { shell } from './areas/shell.ts';
import { signIn } from './areas/sign-in.ts';
import { templates } from './areas/templates.ts';
import { webhooks } from './areas/webhooks.ts';

const areas = {
  account,
  accountMails,
  agenda,
  audit,
  auditScreen,
  beside,
  byHand,
  cli,
  common,
  customer,
  customers,
  demo,
  developers,
  documents,
  dunning,
  imports,
  items,
  ledger,
  letters,
  mailbox,
  messages,
  operation,
  overview,
  people,
  quality,
  refusals,
  replies,
  scenarioLibrary,
  scenarioWords,
  scenarios,
  security,
  senders,
  settings,
  shell,
  signIn,
  templates,
  webhooks,
};

type Areas = typeof areas;
/** Every sentence of the product in one language: `textsIn('fr').agenda.title`. */
export type Texts = { readonly [Name in keyof Areas]: Areas[Name]['en'] };

/** Every area in one language, as one tree. */
export function sentencesIn(language: Language): Texts {
  return Object.fromEntries(Object.entries(areas).map(([name, both]) => [name, both[language]])) as Texts;
}
