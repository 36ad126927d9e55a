import { expect, test } from 'vitest';
import { sql } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { skipAction } from './agenda/decide-actions.ts';
import {
  freshTenant,
  givenDebtor,
  givenScenario,
  madeActions,
  morningOf,
  run,
  sentMails,
  settle,
  tester,
  wholeDay,
} from './dunning.fixture.ts';

const databases = testDatabase();

test('an invoice whose step was skipped and that another’s reminder then listed has had contact: its next step keeps the interval (T87)', async () => {
  const tenant = await freshTenant(databases);
  await givenScenario(tenant, [
    { name: 'Un', level: 1, after: 3 },
    { name: 'Deux', level: 2, after: 10 },
  ]);
  const { items } = await givenDebtor(tenant, [
    { number: 'F-1', due: '2026-02-20', amount: 100_00n },
    { number: 'F-2', due: '2026-03-01', amount: 80_00n },
  ]);
  await tenant.tenantDb.run(sql`
    insert into holds.hold (tenant_id, id, scope, customer_id, item_id, reason, source, from_on, until_on, author)
    select item.tenant_id, uuidv7(), 'item', item.customer_id, item.id, 'stop', 'test', '2026-03-01', '2026-03-09', 'test'
    from receivables.item where item.number = 'F-1'
  `);
  await run(tenant, '2026-03-04');
  const [first] = await madeActions(tenant);
  await skipAction(tenant.tenantDb, first?.id ?? '', 'not now', { actor: tester, now: morningOf('2026-03-04') });

  await wholeDay(tenant, '2026-03-10');
  expect((await sentMails(tenant)).map((mail) => mail.numbers)).toEqual([['F-1', 'F-2']]);
  await settle(tenant, items['F-1'] ?? '', '2026-03-11');
  expect(await wholeDay(tenant, '2026-03-11')).toMatchObject({ toConfirm: 0, sent: 0 });
  expect(await wholeDay(tenant, '2026-03-15')).toMatchObject({ toConfirm: 1, sent: 1 });
  expect((await madeActions(tenant)).at(-1)).toMatchObject({ step: 'Deux', items: ['F-2'] });
});
