import { afterAll, beforeAll } from 'vitest';
import { buildApplication, type House } from '../../server/src/application.ts';
import { createOwnerLink, createTenant } from '../../server/src/modules/identity/index.ts';
import { readConfig } from '../../server/src/platform/config.ts';
import { testDatabase } from '../../server/src/platform/testing/index.ts';

/** The product listening for one test file, with one empty organisation, its owner and one key. */
export type Installation = { readonly base: string; readonly key: string; readonly tenantId: number };

/** At the top of a test file. Its members may be used from `beforeAll` on. */
export function startInstallation(): Installation {
  const test = testDatabase();
  let running: (Installation & { stop(): Promise<void> }) | undefined;
  const current = (): Installation => {
    if (!running) throw new Error('the product runs from beforeAll on');
    return running;
  };

  beforeAll(async () => {
    const now = () => Temporal.Now.instant();
    const house: House = { database: test.database, config: { ...readConfig({}, {}), logLevel: 'silent' as const }, now };
    const entity = { name: 'Atelier Sorbier', currency: 'EUR', country: 'FR' };
    const { tenant } = await createTenant(test.database, { name: 'Sorbier', entity });
    const application = await buildApplication(house, undefined);
    const base = await application.listen({ port: 0, host: '127.0.0.1' });
    const link = await createOwnerLink(test.database, tenant.id, now());
    running = {
      base,
      key: await firstKey(base, link),
      tenantId: tenant.id,
      stop: () => application.close().then(() => undefined),
    };
  });
  afterAll(async () => running?.stop());

  return {
    get base() {
      return current().base;
    },
    get key() {
      return current().key;
    },
    get tenantId() {
      return current().tenantId;
    },
  };
}

async function firstKey(base: string, token: string): Promise<string> {
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${base}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const owner = {
    token,
    name: 'Camille Morel',
    email: 'camille@sorbier.example',
    password: 'une phrase assez longue',
    language: 'en',
  };
  const signedUp = await post('/owner', owner);
  const cookie = signedUp.headers.getSetCookie().find((one) => one.startsWith('quitus_session='));
  if (!cookie) throw new Error(`nobody signed up: ${await signedUp.text()}`);
  const made = await post(
    '/api-keys',
    { name: 'Scripts', permissions: ['read', 'import', 'administer'] },
    { cookie: cookie.split(';')[0] ?? '' },
  );
  const { token: key } = (await made.json()) as { token?: string };
  if (!key) throw new Error('no key was made');
  return key;
}
