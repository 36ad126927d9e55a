import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  customFetch,
  type CustomFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
} from 'openid-client';
import { callOutside, readOutsideUrl } from '../../../../platform/outbound/index.ts';
import { refuse } from '../../refusals.ts';
import type { Visit } from '../visit.ts';

const timeoutMs = 10_000;
const maxAnswerBytes = 1_000_000;

/** What a provider says of itself, read anew, with the client we are to it. Refuses an address that is not one of a provider. */
export async function askProvider(
  visit: Visit,
  client: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string },
): Promise<Configuration> {
  const address = readOutsideUrl(client.issuer, visit.neighbours.outboundAllow);
  if (address.kind === 'bad') throw refuse('sso.issuer-invalid');
  const guarded = guardedFetch(visit.neighbours.outboundAllow);
  const found = await discovery(address.url, client.clientId, undefined, None(), {
    [customFetch]: guarded,
    timeout: timeoutMs / 1000,
    // Whether plain http is right for a host is decided at the one door to the outside, which every request below goes through.
    execute: [allowInsecureRequests],
  }).catch((error: unknown) => {
    throw refuse('sso.issuer-unreachable', { reason: reasonOf(error) });
  });
  const metadata = found.serverMetadata();
  // Without word of it a provider takes the basic form (OpenID Connect Discovery §3).
  const ways = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const proof = ways.includes('client_secret_basic')
    ? ClientSecretBasic(client.clientSecret)
    : ClientSecretPost(client.clientSecret);
  const configuration = new Configuration(metadata, client.clientId, client.clientSecret, proof);
  configuration[customFetch] = guarded;
  configuration.timeout = timeoutMs / 1000;
  allowInsecureRequests(configuration);
  // The proof's signature is checked too, not only where it came from.
  enableNonRepudiationChecks(configuration);
  return configuration;
}

// The address was chosen by a tenant's settings: it goes through the one guarded door.
function guardedFetch(allow: readonly string[]): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const text = body instanceof URLSearchParams ? body.toString() : body;
    if (text !== undefined && text !== null && typeof text !== 'string') throw new TypeError('a text body is expected');
    const answer = await callOutside({
      url,
      method: method === 'POST' ? 'POST' : 'GET',
      headers,
      ...(typeof text === 'string' ? { body: text } : {}),
      timeoutMs,
      maxAnswerBytes,
      allow,
      ...(signal ? { signal } : {}),
    });
    if (answer.kind === 'failed') throw new Error(answer.detail);
    const kept = Object.entries(answer.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as [string, string]],
    );
    return new Response(new Uint8Array(answer.body), { status: answer.status, headers: kept });
  };
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return (cause instanceof Error ? cause.message : String(cause)).slice(0, 200);
}
