import { beforeAll, expect, test, vi } from 'vitest';
import { listTenants } from '../modules/identity/index.ts';
import { readConfig } from '../platform/config.ts';
import { sql, type TenantDatabase } from '../platform/database/index.ts';
import { testDatabase } from '../platform/testing/index.ts';
import { firstRun } from './first-run.ts';
import type { Session } from './session.ts';

const installation = testDatabase();
// A Sunday at night: no daily run of its own would come before Monday.
const now = Temporal.Instant.from('2026-11-22T03:00:00Z');
let company: TenantDatabase;

async function start(): Promise<string> {
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const session: Omit<Session, 'server'> = {
    config: readConfig({}, {}),
    database: installation.database,
    language: 'fr',
    now: () => now,
  };
  await firstRun(session);
  const text = said.mock.calls.flat().join('\n');
  said.mockRestore();
  return text;
}

let link: string;
beforeAll(async () => {
  link = await start();
  const [tenant] = await listTenants(installation.database);
  company = installation.database.tenant(tenant?.id ?? 0);
});

test('whoever opens a new installation finds work of today, whatever the day and hour, and the link that makes them its owner', async () => {
  expect(link).toContain('/welcome?token=');
  expect(await company.rows(sql`select run_on from dunning.run order by run_on`)).toEqual([
    { run_on: '2026-11-20' },
    { run_on: '2026-11-22' },
  ]);
  const { states } = await company.one<{ states: Record<string, number> }>(sql`
    select jsonb_object_agg(state, actions) as states
    from (select action.state, count(*) as actions from dunning.action where action.state <> 'done' group by action.state) as counted
  `);
  expect(states['to-confirm']).toBeGreaterThan(20);
  expect(states['to-do']).toBeGreaterThan(5);
  expect(states['confirmed']).toBeGreaterThan(0);
});

test('what was confirmed the working day before lies in the local mailbox, in the order of the day', async () => {
  const mails = await company.rows<{ inOrder: boolean; channel: string }>(sql`
    select local_mail.channel, action.created_at < action.decided_at and message.created_at <= message.sent_at and message.sent_at < ${now}::timestamptz as "inOrder"
    from messages.local_mail
    join messages.message on message.id = local_mail.message_id
    join dunning.action on action.id = message.action_id
  `);
  expect(mails.length).toBeGreaterThan(3);
  expect(mails.filter(({ inOrder }) => !inOrder)).toEqual([]);
});

test('started again, it makes nothing twice', async () => {
  const counted = () =>
    company.one(sql`
      select (select count(*)::int from dunning.action) as actions, (select count(*)::int from replies.mail) as mails,
        (select count(*)::int from receivables.item) as items
    `);
  const before = await counted();
  await start();
  expect(await counted()).toEqual(before);
  expect(await listTenants(installation.database)).toHaveLength(1);
});
