import { expect, test } from 'vitest';
import { sql } from '../server/src/platform/database/index.ts';
import { barriers, gridOverflow, startApp } from './browser.ts';

const app = startApp({ customers: 40, items: 800 });

test('a statement of account is begun, written, looked at, confirmed with the number one saw, and followed until it has left', async () => {
  const page = await app.open('/messages?tab=campaigns');
  await page.getByText('Aucune campagne').waitFor();
  await page.getByRole('button', { name: 'Nouvelle campagne' }).click();
  const asking = page.getByRole('dialog');
  await asking.getByRole('radio', { name: 'Relevé de compte' }).check();
  expect(await barriers(page)).toEqual([]);
  await asking.getByRole('button', { name: 'Commencer' }).click();

  const name = page.getByRole('textbox', { name: 'Nom' });
  await name.fill('Relevé de novembre');
  await page.getByText('Non enregistré').waitFor();
  // What is not saved is not counted.
  expect(await page.getByRole('button', { name: 'Voir qui le reçoit' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('heading', { name: 'Relevé de novembre' }).waitFor();
  await page.getByRole('button', { name: 'Voir qui le reçoit' }).click();
  const [campaign] = (await app.api('GET /campaigns', { query: {} })).rows;
  const id = campaign?.id ?? '';
  const { messages, leftOut } = await app.api('GET /campaigns/{id}/preview', { params: { id } });
  expect(messages).toBeGreaterThan(5);
  await page.getByText(`${messages} messages`).first().waitFor();
  await page.getByRole('heading', { name: 'Tel qu’ils le lisent' }).waitFor();
  await page.getByRole('button', { name: 'Le suivant' }).click();
  await page.getByText(/^2 sur/).waitFor();
  await page.getByRole('button', { name: 'Les voir par nom' }).click();
  await page.getByRole('columnheader', { name: 'Pourquoi' }).waitFor();
  expect(leftOut.map((each) => each.reason)).toContain('nothing-open');
  expect(await barriers(page)).toEqual([]);

  await page.getByRole('button', { name: `Envoyer ${messages} messages` }).click();
  await page.getByRole('dialog').getByText('Mode test').waitFor();
  expect(await barriers(page)).toEqual([]);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Envoyer ${messages} messages` })
    .click();
  await page.getByRole('heading', { name: 'Où en sont ses messages' }).waitFor();
  await page.getByText('En cours').waitFor();

  // One is taken back alone, the others leave; who follows the campaign sees both.
  await app.db.run(sql`update messages.message set not_before = now() - interval '1 minute' where kind = 'campaign'`);
  const waiting = (await app.api('GET /messages', { query: { kind: 'campaign' } })).rows;
  await app.api('POST /messages/{id}/recall', { params: { id: waiting[0]?.id ?? '' }, body: {} });
  await app.db.run(sql`
    insert into identity.setting (tenant_id, key, value) values (${app.tenantId}, 'contact.window', '"always"')
    on conflict (tenant_id, key) do update set value = excluded.value
  `);
  await app.api('POST /send', { body: {} });
  await page.getByText('Terminée').waitFor();
  expect((await app.api('GET /campaigns/{id}', { params: { id } })).progress).toMatchObject({
    waiting: 0,
    rehearsed: messages - 1,
    cancelled: 1,
  });
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('link', { name: 'Voir ses messages' }).click();
  await page.getByRole('grid', { name: 'Messages' }).getByText('Relevé de compte au').first().waitFor();
  await page.goto(`${app.base}/customers/${waiting[1]?.customerId}?tab=timeline`);
  await page
    .getByText(/^Campagne\u00a0: /)
    .first()
    .waitFor();
  await page.close();
}, 180_000);

test('a draft is put away, and on a phone in English nothing of the screens runs over the edge', async () => {
  const begun = await app.api('POST /campaigns', { body: { kind: 'balance-confirmation', name: 'Year end' } });
  await app.api('PATCH /session', { body: { language: 'en' } });
  const page = await app.open(`/messages?tab=campaigns&open=${begun.id}`, { language: 'en', width: 390 });
  await page.getByLabel('Balance at the close of').waitFor();
  const fits = () => page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth');
  expect(await fits()).toBe(true);
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Put away' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Put away' }).click();
  await page.getByText('Called off', { exact: true }).first().waitFor();
  await page.getByRole('link', { name: 'Campaigns' }).click();
  await page.getByRole('grid').getByText('Year end').waitFor();
  expect(await gridOverflow(page)).toBeLessThanOrEqual(0);
  expect(await fits()).toBe(true);
  expect(await barriers(page)).toEqual([]);
  await page.close();
}, 120_000);
