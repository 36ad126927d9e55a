import { area } from '../area.ts';
import { consumer } from './scenario-library-consumer.ts';
import { directDebitReject } from './scenario-library-direct-debit-reject.ts';
import { handManaged } from './scenario-library-hand-managed.ts';
import { keyAccount } from './scenario-library-key-account.ts';
import { publicSector } from './scenario-library-public-sector.ts';
import { riskyPayer } from './scenario-library-risky-payer.ts';
import { smallAmounts } from './scenario-library-small-amounts.ts';
import { standard } from './scenario-library-standard.ts';

/** The scenarios shipped with the product: what they are called and say. Liquid over a small Markdown, as whoever takes one may write it. */
export const scenarioLibrary = area({
  en: {
    standard: standard.en,
    'key-account': keyAccount.en,
    'risky-payer': riskyPayer.en,
    'public-sector': publicSector.en,
    consumer: consumer.en,
    'small-amounts': smallAmounts.en,
    'direct-debit-reject': directDebitReject.en,
    'hand-managed': handManaged.en,
  },
  fr: {
    standard: standard.fr,
    'key-account': keyAccount.fr,
    'risky-payer': riskyPayer.fr,
    'public-sector': publicSector.fr,
    consumer: consumer.fr,
    'small-amounts': smallAmounts.fr,
    'direct-debit-reject': directDebitReject.fr,
    'hand-managed': handManaged.fr,
  },
});
