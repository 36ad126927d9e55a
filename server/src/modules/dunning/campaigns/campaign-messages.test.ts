import { expect, test } from 'vitest';
import { testDatabase } from '../../../platform/testing/index.ts';
import { listMessages } from '../../messages/message-list.ts';
import { freshTenant, givenDebtor } from '../dunning.fixture.ts';
import { confirmed, givenCampaign } from './campaigns.fixture.ts';

const db = testDatabase();
const day = '2026-03-03';

test('the messages of one campaign are listed, and no other', async () => {
  const tenant = await freshTenant(db);
  await givenDebtor(tenant, [{ number: 'F-1', due: '2026-02-01', amount: 1000_00n }]);
  const first = await givenCampaign(tenant, 'statement', day);
  await confirmed(tenant, first, day);
  await givenDebtor(tenant, [{ number: 'F-2', due: '2026-02-01', amount: 250_00n }]);
  const second = await givenCampaign(tenant, 'statement', day);
  await confirmed(tenant, second, day);
  const listed = async (campaignId: string) => (await listMessages(tenant.tenantDb, { campaignId }, 'fr')).total;
  expect([await listed(first), await listed(second)]).toEqual([1, 2]);
});
