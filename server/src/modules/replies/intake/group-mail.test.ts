import { expect, test } from 'vitest';
import { sql } from '../../../platform/database/index.ts';
import { testDatabase, type TestTenant } from '../../../platform/testing/index.ts';
import { liveHolds } from '../../holds/index.ts';
import { arrive, bounceOf, type Debtor, givenDebtor, mailOf, neighbours, tester, today } from '../replies.fixture.ts';
import { treatMail } from '../treat.ts';

const installation = testDatabase();

/** Two accounts of one debtor with two of our companies, reminded in one mail: the first one's. */
async function givenOneMail(): Promise<{ tenant: TestTenant; carrier: Debtor; rider: Debtor }> {
  const tenant = await installation.newTenant();
  const carrier = await givenDebtor(tenant);
  const rider = await givenDebtor(tenant, { numbers: ['L-2026-0007'] });
  await tenant.tenantDb.run(sql`
    update messages.message
    set state = 'sent', sent_at = now(), together_key = 'debtor/contact', sent_with = nullif(${carrier.messageId}::uuid, id)
    where id = any(${[carrier.messageId, rider.messageId]}::uuid[])
  `);
  return { tenant, carrier, rider };
}

const paused = async ({ tenantDb }: TestTenant): Promise<string[]> =>
  (
    await tenantDb.rows<{ id: string }>(
      sql`select live.customer_id as id from (${liveHolds(today)}) as live where live.reason = 'reply'`,
    )
  )
    .map(({ id }) => id)
    .toSorted();

test('an answer to one mail about several companies pauses the chase of all of them, until it is treated', async () => {
  const { tenant, carrier, rider } = await givenOneMail();
  const mailId = await arrive(tenant, mailOf('Bonjour, je reviens vers vous.', { 'In-Reply-To': carrier.messageHeader }));
  expect(await paused(tenant)).toEqual([carrier.customerId, rider.customerId].toSorted());
  await tenant.tenantDb.transaction((tx) => treatMail(tx, mailId, 'lu', neighbours(), tester));
  expect(await paused(tenant)).toEqual([]);
});

test('an answer that names an invoice of one of the companies is that account’s, whatever it quotes below', async () => {
  const { tenant, carrier, rider } = await givenOneMail();
  const body = [
    'Bonjour, la facture L-2026-0007 est contestée.',
    '',
    'Le 09/03/2026 à 10:00, Atelier Ferrand a écrit :',
    '> F-2026-0042 · Échéance 05/02/2026',
    '> L-2026-0007 · Échéance 05/02/2026',
  ];
  await arrive(tenant, mailOf(body, { 'In-Reply-To': carrier.messageHeader }));
  expect(
    await tenant.tenantDb.rows(sql`select customer_id as "customerId", answered_message_id as "messageId" from replies.mail`),
  ).toEqual([{ customerId: rider.customerId, messageId: rider.messageId }]);
  expect(await paused(tenant)).toEqual([carrier.customerId, rider.customerId].toSorted());
});

test('a mail about several companies that came back is told to each message it carried, and its address is written to no more by any', async () => {
  const { tenant, carrier } = await givenOneMail();
  await arrive(tenant, bounceOf(carrier.messageHeader, 'paule.ott@client.exemple'));
  expect(
    await tenant.tenantDb.rows(
      sql`select delivery_state as state, count(*)::int as messages from messages.message group by delivery_state`,
    ),
  ).toEqual([{ state: 'bounced', messages: 2 }]);
  expect(await tenant.tenantDb.rows(sql`select distinct validity from customers.contact`)).toEqual([{ validity: 'bounced' }]);
});
