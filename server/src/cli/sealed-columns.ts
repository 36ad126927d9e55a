import { codesSecret, ssoClientSecret, ssoIdToken } from '../modules/identity/index.ts';
import { providerSecret, senderDkimKey, senderUrl } from '../modules/messages/index.ts';
import { mailboxUrl, modelKey } from '../modules/replies/index.ts';
import { endpointSecret, formerEndpointSecret } from '../modules/webhooks/index.ts';
import type { SealedColumn } from '../platform/secrets/index.ts';

/** Every sealed column of the product. A test compares it with the columns the code names: one that is forgotten here would be lost with its key. */
export const sealedColumns: readonly SealedColumn[] = [
  codesSecret,
  ssoIdToken,
  ssoClientSecret,
  providerSecret,
  senderUrl,
  senderDkimKey,
  mailboxUrl,
  modelKey,
  endpointSecret,
  formerEndpointSecret,
];
