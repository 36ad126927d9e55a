import { accountMails } from './areas/account-mails.ts';
import { account } from './areas/account.ts';
import { agenda } from './areas/agenda.ts';
import { audit } from './areas/audit.ts';
import { auditScreen } from './areas/audit-screen.ts';
import { beside } from './areas/beside.ts';
import { byHand } from './areas/by-hand.ts';
import { campaigns } from './areas/campaigns.ts';
import { cli } from './areas/cli.ts';
import { customer } from './areas/customer.ts';
import { demo } from './areas/demo.ts';
import { developers } from './areas/developers.ts';
import { documents } from './areas/documents.ts';
import { dunning } from './areas/dunning.ts';
import { groupMessages } from './areas/group-messages.ts';
import { holds } from './areas/holds.ts';
import { imports } from './areas/imports.ts';
import { items } from './areas/items.ts';
import { letters } from './areas/letters.ts';
import { mailbox } from './areas/mailbox.ts';
import { messages } from './areas/messages.ts';
import { operation } from './areas/operation.ts';
import { quality } from './areas/quality.ts';
import { refusals } from './areas/refusals.ts';
import { scenarioLibrary } from './areas/scenario-library.ts';
import { scenarioWords } from './areas/scenario-words.ts';
import { replies } from './areas/replies.ts';
import { scenarios } from './areas/scenarios.ts';
import { security } from './areas/security.ts';
import { senders } from './areas/senders.ts';
import { settings } from './areas/settings.ts';
import { templates } from './areas/templates.ts';
import { unsentInvoices } from './areas/unsent-invoices.ts';
import { webhooks } from './areas/webhooks.ts';

/** What every other screen says: a browser fetches it with the first of them. */
export const furtherAreas = {
  account,
  accountMails,
  agenda,
  audit,
  auditScreen,
  beside,
  byHand,
  campaigns,
  cli,
  customer,
  demo,
  developers,
  documents,
  dunning,
  groupMessages,
  holds,
  imports,
  items,
  letters,
  mailbox,
  messages,
  operation,
  quality,
  refusals,
  replies,
  scenarioLibrary,
  scenarios,
  scenarioWords,
  security,
  senders,
  settings,
  templates,
  unsentInvoices,
  webhooks,
};
