import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
// @ts-expect-error -- it comes without types; what is used of it is described below
import { Provider as UntypedProvider } from 'oidc-provider';

type Claims = Readonly<Record<string, unknown>>;
const Provider = UntypedProvider as new (
  issuer: string,
  configuration: object,
) => { callback(): Parameters<typeof createServer>[1]; on(event: string, listener: (...news: unknown[]) => void): void };

const client = { id: 'quitus', secret: 'a secret of the provider and ours' };

/** A real OpenID Connect provider on loopback, with its own sign-in pages. `accounts` are whom it knows, by what they type as login. */
export async function startProvider(callbackUrl: string) {
  const accounts = new Map<string, Claims>();
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // A server that listens on a port has an address of this kind.
  const issuer = `http://127.0.0.1:${port}`;
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [callbackUrl],
        post_logout_redirect_uris: [new URL('/sign-in', callbackUrl).href],
      },
    ],
    jwks: { keys: [{ ...key, use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    scopes: ['openid', 'groups'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'locale'], groups: ['groups'] },
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, ...accounts.get(id) }) }),
    ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
  });
  server.on('request', provider.callback() as (...request: unknown[]) => void);
  return { issuer, host: `127.0.0.1:${port}`, client, accounts, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => void server.close(() => resolve()));
}

/** Walks through the provider's pages as a person with a browser of their own: signs in, agrees, and answers the address they are sent back to. */
export async function walkThrough(start: string, login: string, callbackUrl: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let next: { url: string; form?: URLSearchParams } = { url: start };
  for (let page = 0; page < 12; page += 1) {
    if (next.url.startsWith(callbackUrl)) return new URL(next.url);
    const answer: Response = await fetch(next.url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(next.form ? { method: 'POST', body: next.form } : {}),
    });
    for (const each of answer.headers.getSetCookie()) {
      const [pair = ''] = each.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const location = answer.headers.get('location');
    if (location) {
      next = { url: new URL(location, next.url).href };
      continue;
    }
    const html = await answer.text();
    const action = /<form[^>]* action="([^"]+)"/.exec(html)?.[1];
    const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1];
    if (!action || !prompt) throw new Error(`a page without form: ${answer.status} ${html.slice(0, 500)}`);
    next = { url: new URL(action, next.url).href, form: new URLSearchParams({ prompt, login, password: 'x' }) };
  }
  throw new Error('the provider’s pages do not end');
}
