import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
} from 'openid-client';
import { sql } from '../../../../platform/database/index.ts';
import type { Caller } from '../../../../platform/http/index.ts';
import { seal, unseal } from '../../../../platform/secrets/index.ts';
import { refuse } from '../../refusals.ts';
import { openSession, signOut } from '../../sessions.ts';
import { openChallenge, takeChallenge } from '../challenges.ts';
import { countTry, sweepDoor } from '../tries.ts';
import type { Visit } from '../visit.ts';
import {
  type SsoConfiguration,
  ssoAddresses,
  ssoClientSecret,
  ssoConfiguration,
  ssoIdToken,
  ssoVerifier,
} from './configuration.ts';
import { type Claims, letIn } from './let-in.ts';
import { askProvider } from './provider.ts';

/** What is kept of a way to the provider until it leads back; the code verifier is sealed. */
type Way = { readonly sealedVerifier: string; readonly nonce: string; readonly next: string };
export type CallbackQuery = { readonly [Name in 'state' | 'code' | 'iss' | 'error' | 'error_description']?: string | undefined };

/** The provider's address to send a person to, and the state that must come back from the same browser (RFC 6749 §10.12, PKCE: RFC 7636). */
export async function startSso(
  visit: Visit,
  tenantId: number,
  next: string | undefined,
): Promise<{ url: string; state: string }> {
  await countTry(visit.database, 'sign-in-address', visit.address, visit.now);
  const keyring = await visit.neighbours.keyring();
  const { configuration, provider } = await providerOf(visit, tenantId);
  const verifier = randomPKCECodeVerifier();
  const way: Way = { sealedVerifier: seal(keyring, ssoVerifier, verifier), nonce: randomNonce(), next: ownPage(visit, next) };
  const { token: state } = await openChallenge(visit.database.system, 'sso', { tenantId, details: way }, visit.now);
  const asksGroups = configuration.groupClaim !== null && (provider.serverMetadata().scopes_supported ?? []).includes('groups');
  const url = buildAuthorizationUrl(provider, {
    redirect_uri: ssoAddresses(visit, tenantId).callbackUrl,
    scope: `openid email profile${asksGroups ? ' groups' : ''}`,
    state,
    nonce: way.nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, state };
}

/** Where the way back leads: the person is let in, once a way, and only in the browser that set out. Answers the session's token and the page to go to. */
export async function finishSso(
  visit: Visit,
  query: CallbackQuery,
  cookieState: string | undefined,
): Promise<{ token: string; next: string }> {
  await countTry(visit.database, 'sign-in-address', visit.address, visit.now);
  if (!query.state || query.state !== cookieState) throw refuse('sso.way-lost');
  const way = await takeChallenge<Way>(visit.database.system, 'sso', query.state, visit.now);
  if (!way || way.tenantId === null) throw refuse('sso.way-lost');
  if (query.error !== undefined) throw refuse('sso.provider-refused');
  const { configuration, provider } = await providerOf(visit, way.tenantId);
  const { claims, idToken } = await claimsOf(visit, provider, query, way.details, way.tenantId);
  const person = await letIn(visit, way.tenantId, configuration, claims);
  const keyring = await visit.neighbours.keyring();
  await sweepDoor(visit.database, visit.now);
  const token = await openSession(
    visit.database,
    {
      person,
      tenantId: way.tenantId,
      method: 'sso',
      // How many steps there are is the provider's business.
      secondStep: true,
      userAgent: visit.userAgent,
      address: visit.address,
      sealedIdToken: seal(keyring, ssoIdToken, idToken),
    },
    visit.now,
  );
  return { token, next: way.details.next };
}

/** Ends the caller's session; answers where the provider ends its own, when it offers that and can be asked. */
export async function leave(visit: Visit, caller: Caller): Promise<string | null> {
  const session = await visit.database.system.maybe<{ sealedIdToken: string | null }>(
    sql`select sealed_id_token as "sealedIdToken" from identity.session where token_hash = ${caller.sessionHash ?? null}`,
  );
  await signOut(visit.database, caller.sessionHash);
  if (!session?.sealedIdToken) return null;
  const idToken = unseal(await visit.neighbours.keyring(), ssoIdToken, session.sealedIdToken);
  // A provider that does not answer keeps nobody from leaving here.
  const found = await providerOf(visit, caller.tenantId).catch(() => undefined);
  if (!found?.provider.serverMetadata().end_session_endpoint) return null;
  return buildEndSessionUrl(found.provider, {
    id_token_hint: idToken,
    post_logout_redirect_uri: `${visit.neighbours.baseUrl}/sign-in`,
  }).href;
}

async function providerOf(visit: Visit, tenantId: number): Promise<{ configuration: SsoConfiguration; provider: Configuration }> {
  const configuration = await visit.database.tenant(tenantId).transaction((tx) => ssoConfiguration(tx));
  if (!configuration) throw refuse('sso.not-configured');
  const clientSecret = unseal(await visit.neighbours.keyring(), ssoClientSecret, configuration.sealedClientSecret);
  const { issuer, clientId } = configuration;
  return { configuration, provider: await askProvider(visit, { issuer, clientId, clientSecret }) };
}

async function claimsOf(
  visit: Visit,
  provider: Configuration,
  query: CallbackQuery,
  way: Way,
  tenantId: number,
): Promise<{ claims: Claims; idToken: string }> {
  const address = new URL(ssoAddresses(visit, tenantId).callbackUrl);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) address.searchParams.set(name, value);
  const pkceCodeVerifier = unseal(await visit.neighbours.keyring(), ssoVerifier, way.sealedVerifier);
  const expected = { pkceCodeVerifier, expectedNonce: way.nonce, expectedState: query.state ?? '', idTokenExpected: true };
  try {
    const tokens = await authorizationCodeGrant(provider, address, expected);
    const proved = tokens.claims();
    if (!proved || !tokens.id_token) throw new Error('no ID token');
    const more = provider.serverMetadata().userinfo_endpoint
      ? await fetchUserInfo(provider, tokens.access_token, proved.sub)
      : {};
    return { claims: { ...more, ...proved, issuer: proved.iss }, idToken: tokens.id_token };
  } catch {
    // Wrong code, nonce, signature or subject: all the same to who stands at the door.
    throw refuse('sso.not-proved');
  }
}

// Only a page of ours: an address with a host of its own would carry people away. The parser reads it as the browser will.
function ownPage(visit: Visit, next = '/'): string {
  const { origin } = new URL(visit.neighbours.baseUrl);
  const page = next.startsWith('/') ? URL.parse(next, origin) : null;
  return page?.origin === origin && !page.pathname.startsWith('//') ? page.pathname + page.search + page.hash : '/';
}
