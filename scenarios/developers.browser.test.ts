import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriers, startApp } from './browser.ts';

const receiver = await openReceiver();
const app = startApp({
  customers: 12,
  items: 200,
  workers: true,
  environment: { QUITUS_OUTBOUND_ALLOW: receiver.host, QUITUS_SECRET_KEY: 'a key of this test, long enough to be one' },
});
const storyMs = 120_000;

type Arrived = { readonly headers: IncomingHttpHeaders; readonly body: string };

/** The program that is told: it takes everything and remembers it; `more(n)` waits until n calls came. */
async function openReceiver() {
  const arrived: Arrived[] = [];
  const waiting: { readonly count: number; readonly come: () => void }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    arrived.push({ headers: request.headers, body });
    response.writeHead(200, { 'content-type': 'text/plain' }).end('merci, bien noté');
    for (const one of waiting) if (arrived.length >= one.count) one.come();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    arrived,
    host: `127.0.0.1:${port}`,
    more: (count: number) =>
      arrived.length >= count ? Promise.resolve() : new Promise<void>((come) => waiting.push({ count, come })),
    close: () => server.close(),
  };
}

afterAll(() => receiver.close());

describe('a program of one’s own', () => {
  let page: Page;
  let token = '';

  beforeAll(async () => {
    page = await app.open('/settings?tab=keys');
  }, storyMs);
  afterAll(() => page?.close());

  test('a key is made; its token is shown once, with a line to try it', { timeout: storyMs }, async () => {
    await page.getByText('Pas encore de clé').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Nouvelle clé' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Nom' }).fill('Pont comptable');
    await dialog.getByRole('checkbox', { name: 'Faire le travail d’un chargé de recouvrement' }).check();
    await dialog.getByRole('checkbox', { name: 'Changer scénarios, conditions de règlement' }).check();
    await page.getByText('Clients des commerciaux').waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Réseaux d’où elle peut appeler' }).fill('bureau');
    await dialog.getByText('« bureau » n’est ni une adresse ni un bloc.').first().waitFor();
    await dialog.getByRole('textbox', { name: 'Réseaux d’où elle peut appeler' }).fill('127.0.0.0/8');
    await dialog.getByRole('button', { name: 'Créer la clé · 3 droits' }).click();
    const shown = page.getByRole('group', { name: 'La clé', exact: true });
    await shown.waitFor();
    expect(await barriers(page)).toEqual([]);
    token = await shown.innerText();
    expect(await page.getByRole('group', { name: 'Essayez-la' }).innerText()).toContain(`Authorization: Bearer ${token}`);
    // The dialogue does not let go of the secret by accident.
    await page.keyboard.press('Escape');
    await shown.waitFor();
    await page.getByRole('checkbox', { name: 'Je l’ai mis en lieu sûr' }).check();
    await page.getByRole('button', { name: 'Terminé', exact: true }).click();
    await page.getByRole('cell', { name: /^Pont comptable/ }).waitFor();
    expect(await page.getByRole('main').innerText()).not.toContain(token);
  });

  test('the key calls the API, and the audit says so in words', { timeout: storyMs }, async () => {
    const asKey = (path: string, init: RequestInit = {}) =>
      fetch(`${app.base}/api/v1${path}`, {
        ...init,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      });
    const { rows } = (await (await asKey('/customers?limit=1')).json()) as { rows: { id: string; name: string }[] };
    const [customer] = rows;
    if (!customer) throw new Error('the made-up company has customers');
    const changed = await asKey(`/customers/${customer.id}`, {
      method: 'PATCH',
      body: JSON.stringify({ city: 'Valbrume-les-Essarts' }),
    });
    expect(changed.status).toBe(200);
    await page.goto(`${app.base}/audit?kind=customers.changed`);
    const row = page.getByRole('row').filter({ hasText: `Pont comptable a modifié ${customer.name}` });
    await row.waitFor();
    expect(await barriers(page)).toEqual([]);
    await row.getByRole('gridcell').first().click();
    const changes = page.getByRole('table', { name: 'Ce qui a changé' });
    await changes.getByRole('cell', { name: 'Valbrume-les-Essarts' }).waitFor();
    expect(await changes.getByRole('row').nth(1).innerText()).toMatch(/^Ville/);
    expect(await barriers(page)).toEqual([]);
  });

  test('what is shown is what is exported', { timeout: storyMs }, async () => {
    await page.getByRole('button', { name: 'Exporter' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Pour un tableur (CSV)' }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('Pont comptable');
    expect(lines[1]).toContain('Valbrume-les-Essarts');
    const { events } = await app.api('GET /audit/events', { query: { kind: 'audit.exported' } });
    expect(events).toHaveLength(1);
  });

  test('the record is verified; its end is there to be noted, and proves itself later', { timeout: storyMs }, async () => {
    await page.getByRole('button', { name: 'Vérifier' }).click();
    await page.getByText('Le registre est entier').waitFor();
    const head = await page.getByRole('group', { name: 'Fin de la chaîne' }).innerText();
    expect(head).toMatch(/^\d+:[\da-f]{64}$/);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'Une fin notée auparavant' }).fill(head);
    await page.getByRole('button', { name: 'Vérifier de nouveau' }).click();
    await page.getByText('La fin que vous aviez notée figure toujours dans la chaîne.').waitFor();
    await page
      .getByRole('textbox', { name: 'Une fin notée auparavant' })
      .fill(`${head.slice(0, -1)}${head.endsWith('0') ? '1' : '0'}`);
    await page.getByRole('button', { name: 'Vérifier de nouveau' }).click();
    await page
      .getByRole('alert')
      .getByText(/1\sdéfaut dans le registre/)
      .waitFor();
    await page.getByText(/La fin notée à l’événement \d+ ne se trouve pas dans la chaîne/).waitFor();
  });

  test('who read whose personal data is told, of people and programs', { timeout: storyMs }, async () => {
    const { rows } = await app.api('GET /customers', { query: { limit: 1 } });
    const [customer] = rows;
    if (!customer) throw new Error('the made-up company has customers');
    await app.api('GET /customers/{id}', { params: { id: customer.id } });
    // Reads are gathered and written a moment later.
    const { id: customerId } = customer;
    const known = () => app.api('GET /audit/personal-reads', { query: { customerId } });
    await expect.poll(async () => (await known()).rows.length, { timeout: 30_000 }).toBeGreaterThan(0);
    await page.goto(`${app.base}/audit?tab=reads&customer=${customer.id}`);
    await page.getByRole('row').filter({ hasText: 'Camille Morel' }).waitFor();
    await page.getByText(`Client : ${customer.name}`).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('revoking a key says when it was last used, and ends it at once', { timeout: storyMs }, async () => {
    await page.goto(`${app.base}/settings?tab=keys`);
    await page.getByRole('button', { name: 'Ce qu’on peut faire de Pont comptable' }).click();
    await page.getByRole('menuitem', { name: 'Révoquer' }).click();
    await page.getByText(/Elle a servi pour la dernière fois \d\d\/\d\d\/\d{4}/).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Révoquer la clé' }).click();
    await page.getByText('« Pont comptable » est révoquée.').waitFor();
    const refused = await fetch(`${app.base}/api/v1/customers?limit=1`, { headers: { authorization: `Bearer ${token}` } });
    expect(refused.status).toBe(401);
    await page.getByRole('button', { name: 'Montrer 1 clé révoquée ou expirée' }).click();
    await page.getByText(/révoquée par Camille Morel/).waitFor();
  });
});

describe('a program that is told', () => {
  let page: Page;
  let secret = '';

  beforeAll(async () => {
    page = await app.open('/settings?tab=webhooks');
  }, storyMs);
  afterAll(() => page?.close());

  test('an endpoint is made for the events chosen; its secret is shown once', { timeout: storyMs }, async () => {
    await page.getByText('Rien n’est encore envoyé').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Nouveau webhook' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Adresse' }).fill('http://192.168.0.7/hook');
    await dialog.getByRole('radio', { name: 'Seulement ce qui est choisi ici' }).check();
    await dialog.getByRole('checkbox', { name: 'Un client a été modifié.' }).check();
    await dialog.getByRole('button', { name: 'Créer le webhook · 1 type' }).click();
    // An address inside a network is refused with its reason; what was typed stays.
    await dialog.getByRole('alert').waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Adresse' }).fill(`http://${receiver.host}/quitus`);
    await dialog.getByRole('button', { name: 'Créer le webhook · 1 type' }).click();
    const shown = page.getByRole('group', { name: 'Son secret' });
    await shown.waitFor();
    secret = await shown.innerText();
    expect(secret).toMatch(/^whsec_/);
    await page.getByRole('checkbox', { name: 'Je l’ai mis en lieu sûr' }).check();
    await page.getByRole('button', { name: 'Terminé', exact: true }).click();
    await page.getByRole('link', { name: `${receiver.host}/quitus` }).click();
    await page.getByText('Rien n’a encore été envoyé').waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('a test is sent now: the answer of the receiver is shown, the signature holds', { timeout: storyMs }, async () => {
    await page.getByRole('button', { name: 'Envoyer un essai' }).click();
    await page.getByText('merci, bien noté').waitFor();
    await page.getByText(/200 · *pris par le récepteur/).waitFor();
    expect(await barriers(page)).toEqual([]);
    const [call] = receiver.arrived;
    if (!call) throw new Error('the test arrived');
    expect(() => new Webhook(secret).verify(call.body, call.headers as Record<string, string>)).not.toThrow();
  });

  test('what happens is delivered and stands in the log', { timeout: storyMs }, async () => {
    const { rows } = await app.api('GET /customers', { query: { limit: 1 } });
    const [customer] = rows;
    if (!customer) throw new Error('the made-up company has customers');
    await app.api('PATCH /customers/{id}', { params: { id: customer.id }, body: { city: 'Montcerel' } });
    await receiver.more(2);
    expect(JSON.parse(receiver.arrived[1]?.body ?? '{}')).toMatchObject({ type: 'customers.changed' });
    const row = page.getByRole('row').filter({ hasText: 'Un client a été modifié.' });
    await row.filter({ hasText: 'Remis' }).waitFor();
    expect(await row.innerText()).toContain('200');
  });

  test('a delivery is sent again under the identity it had', { timeout: storyMs }, async () => {
    await page.getByRole('row').filter({ hasText: 'Un client a été modifié.' }).getByRole('gridcell').first().click();
    await page.getByRole('button', { name: 'Renvoyer' }).click();
    await page.getByText('C’est renvoyé.').waitFor();
    await receiver.more(3);
    expect(receiver.arrived[2]?.headers['webhook-id']).toBe(receiver.arrived[1]?.headers['webhook-id']);
    await page.getByRole('row').filter({ hasText: 'de nouveau' }).filter({ hasText: 'Remis' }).waitFor();
  });

  test('a period is sent again whole', { timeout: storyMs }, async () => {
    await page.getByRole('button', { name: 'Plus' }).click();
    await page.getByRole('menuitem', { name: 'Renvoyer une période' }).click();
    await page.getByLabel('Du', { exact: true }).fill('2026-01-01T00:00');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Renvoyer' }).click();
    await page.getByText(/^Les événements .* sont renvoyés\.$/).waitFor();
    // The change by the key before, and the change since.
    await receiver.more(5);
  });

  test('switched off, it says so and since when; switched on, it asks from where to go on', { timeout: storyMs }, async () => {
    await page.getByRole('button', { name: 'Plus' }).click();
    await page.getByRole('menuitem', { name: 'Couper' }).click();
    await page.getByText(/coupé à la main · depuis/).waitFor();
    await page.getByRole('button', { name: 'Plus' }).click();
    await page.getByRole('menuitem', { name: 'Rétablir' }).click();
    await page.getByRole('button', { name: 'Seulement avec ce qui se passe désormais' }).click();
    await page.getByText('Les événements partent de nouveau.').waitFor();
    expect(await barriers(page)).toEqual([]);
  });
});

describe('on a telephone', () => {
  test.for(['/audit', '/audit?tab=reads', '/settings?tab=keys', '/settings?tab=webhooks'])(
    '%s fits and stands in nobody’s way',
    { timeout: storyMs },
    async (address) => {
      const page = await app.open(address, { width: 390, language: 'en' });
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('.q-outline').waitFor({ state: 'detached' });
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
      expect(await barriers(page)).toEqual([]);
      await page.close();
    },
  );
});
