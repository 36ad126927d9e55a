import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { type Keyring, seal, sealedColumn, unseal } from '../../platform/secrets/index.ts';

/** For how long after a new secret the former one signs too. */
export const secretOverlapHours = 24;

const purpose = 'webhook';
/** What signs an endpoint's deliveries. */
export const endpointSecret = sealedColumn('webhooks.endpoint', ['tenant_id', 'id'], 'secret', purpose);
/** What signed them before: it moves here as it is, so it has the same purpose. */
export const formerEndpointSecret = sealedColumn('webhooks.endpoint', ['tenant_id', 'id'], 'former_secret', purpose);

/** A new secret as Standard Webhooks writes it: `whsec_` and 256 random bits. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** The secret as the database keeps it. */
export function sealSecret(keyring: Keyring, secret: string): string {
  return seal(keyring, endpointSecret, secret);
}

/** The secret again. */
export function openSecret(keyring: Keyring, sealed: string): string {
  return unseal(keyring, endpointSecret, sealed);
}

export type SealedSecrets = {
  readonly secret: string;
  readonly formerSecret: string | null;
  readonly formerSecretUntil: Temporal.Instant | null;
};

/** The header webhook-signature of a body sent at `now`: one signature, two while the former secret still signs. */
export function signatureOf(
  keyring: Keyring,
  secrets: SealedSecrets,
  message: { readonly id: string; readonly body: string },
  now: Temporal.Instant,
): string {
  const { secret, formerSecret, formerSecretUntil } = secrets;
  const signing = [secret];
  if (formerSecret !== null && formerSecretUntil !== null && Temporal.Instant.compare(now, formerSecretUntil) < 0)
    signing.push(formerSecret);
  return signing
    .map((sealed) => new Webhook(openSecret(keyring, sealed)).sign(message.id, new Date(now.epochMilliseconds), message.body))
    .join(' ');
}

/** The header webhook-timestamp: seconds since 1970. */
export function timestampOf(now: Temporal.Instant): string {
  return String(Math.floor(now.epochMilliseconds / 1000));
}
