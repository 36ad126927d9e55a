import { expect, test } from 'vitest';
import { testDatabase } from '../../platform/testing/index.ts';
import { testDoorServer } from './sign-in/server.fixture.ts';

const installation = testDatabase();
const door = testDoorServer(installation);

type Shown = { key: string; label: string; description: string };

test('every setting says what it is called and what it changes, in the language of who asks', async () => {
  const tenant = await installation.newTenant();
  const { browser } = await door.signedIn(tenant.tenantId, 'reglages@sorbier.example');
  const shown = async (): Promise<Shown[]> => (await browser.call('GET', '/settings')).body.settings;
  const inFrench = await shown();
  expect(inFrench.find(({ key }) => key === 'notice.days')).toMatchObject({
    label: 'Jours donnés par une mise en demeure',
    description: expect.stringContaining('huit, d’usage'),
  });
  await browser.call('PATCH', '/session', { language: 'en' });
  const inEnglish = new Map((await shown()).map((one) => [one.key, one]));
  for (const { key, label, description } of inFrench) {
    expect(description, key).toMatch(/\s\S+\s.*[.?!]$/u);
    expect(description, key).not.toBe(inEnglish.get(key)?.description);
    expect([key, ''], key).not.toContain(label);
  }
  const changed = await browser.call('PUT', '/settings/notice.days', { value: 15 });
  expect(changed.body).toMatchObject({ key: 'notice.days', value: 15, default: 8, label: 'Days a formal notice gives to pay' });
  expect((await browser.call('PUT', '/settings/notice.days', { value: 61 })).status).toBe(422);
});
