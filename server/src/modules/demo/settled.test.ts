import { beforeAll, describe, expect, test } from 'vitest';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { ledgerChecks } from '../receivables/index.ts';
import { neighbours } from '../replies/replies.fixture.ts';
import { addInvoicePapers, demo, receiveMails } from './index.ts';

const db = testDatabase();
// A Sunday, before the hour of the daily run: whoever opens the demonstration finds it alive all the same.
const today = '2026-11-22';
const now = Temporal.Instant.from('2026-11-22T03:00:00Z');

describe('the company people find at their first start', () => {
  let company: TenantDatabase;
  let received: number;
  beforeAll(async () => {
    const { tenantId, tenantDb } = await db.newTenant();
    company = tenantDb;
    await demo(db.database, { tenantId, today, now, settled: true });
    await addInvoicePapers(company, 'fr');
    received = await receiveMails(company, neighbours({ now: () => now }), today);
  });

  test('every rule gives its scenario to somebody, and the standard one is left to the others', async () => {
    const rules = await company.rows<{ name: string; customers: number }>(sql`
      select rule.name, (select count(*)::int from dunning.assignment where assignment.rule_id = rule.id) as customers from dunning.assignment_rule as rule
    `);
    expect(rules).toHaveLength(5);
    expect(rules.filter(({ customers }) => customers < 3)).toEqual([]);
    expect(await company.one(sql`select count(*)::int < 250 as fewer from dunning.assignment`)).toEqual({ fewer: true });
  });

  test('whoever was reminded was reminded by the scenario they follow', async () => {
    expect(
      await company.rows(sql`
        select action.id
        from dunning.action
        left join dunning.assignment on assignment.customer_id = action.customer_id
        join dunning.scenario as standard on standard.is_default
        where action.scenario_id <> coalesce(assignment.scenario_id, standard.id)
      `),
    ).toEqual([]);
    expect(
      await company.one(sql`select count(distinct scenario_id)::int > 3 as several from dunning.action where state = 'done'`),
    ).toEqual({ several: true });
    expect((await ledgerChecks(company)).filter((check) => !check.ok)).toEqual([]);
  });

  test('customers answered by mail: all is taken in, most of it leads to a proposal on invoices that are late', async () => {
    const { kinds } = await company.one<{ kinds: Record<string, number> }>(sql`
      select jsonb_object_agg(kind, mails) as kinds
      from (select case when state = 'triage' then 'to sort' else kind end as kind, count(*) as mails from replies.mail group by 1) as counted
    `);
    expect(kinds).toEqual({ human: 11, 'auto-reply': 1, bounce: 1, 'to sort': 2 });
    expect(received).toBe(15);
    const proposed = await company.rows<{ kind: string }>(sql`select distinct kind from replies.proposal order by kind`);
    expect(proposed.map(({ kind }) => kind)).toEqual(['contact', 'dispute', 'promise', 'says-paid', 'send-document']);
    const notLate = await company.rows(sql`
      select item.number
      from replies.proposal
      cross join jsonb_array_elements(proposal.content -> 'items') as named
      join receivables.item on item.id = (named ->> 'itemId')::uuid
      where item.due_on >= ${today}
    `);
    expect(notLate).toEqual([]);
  });

  test('the answers are mails, none of them a note by hand, and none comes from the future', async () => {
    expect(await company.rows(sql`select from worklist.interaction where kind = 'reply'`)).toEqual([]);
    expect(await company.rows(sql`select from replies.mail where received_at > ${now}::timestamptz`)).toEqual([]);
  });

  test('the invoices reminded of last have their paper', async () => {
    expect(
      await company.one(sql`select count(*)::int as papers from documents.item_document where media_type = 'application/pdf'`),
    ).toEqual({ papers: 40 });
  });
});
