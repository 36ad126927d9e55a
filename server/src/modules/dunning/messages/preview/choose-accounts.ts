import type { previewReasons } from '@quitus/contract';
import type { Day } from '../../../../kernel/days.ts';
import { type Queryable, type Sql, sql } from '../../../../platform/database/index.ts';

export type PreviewReason = (typeof previewReasons)[number];
/** An account a text is tried on, and why this one. */
export type ChosenAccount = { readonly customerId: string; readonly currency: string; readonly why: readonly PreviewReason[] };

const most = 10;

/**
 * Ten accounts of a scenario's customers, or of everybody's, that differ as much as they can: the latest, the largest, one of each kind, of another language and currency, with
 * credits, with a promise, paying for others. One statement. `late`: only those that owe something due.
 */
export async function chooseAccounts(
  db: Queryable,
  scenarioId: string | undefined,
  { today, late }: { readonly today: Day; readonly late: boolean },
): Promise<ChosenAccount[]> {
  const pick = (why: PreviewReason, where: Sql, by: Sql = sql`owing.open_debit_minor desc`, limit = 1): Sql => sql`
    (select ${sql.lit(why)} as why, owing.customer_id, owing.currency, ${sql.lit(places.indexOf(why))} as place
    from owing where ${where} order by ${by}, owing.customer_id limit ${limit})
  `;
  const rows = await db.rows<{ customerId: string; currency: string; why: PreviewReason[] }>(sql`
    with owing as materialized (
      select balance.customer_id, balance.currency, balance.open_debit_minor, balance.open_credit_minor, balance.open_items, balance.oldest_due_on,
        customer.kind, customer.language, entity.currency as own_currency,
        case when entity.country in ('FR', 'BE', 'LU', 'MC', 'CH') then 'fr' else 'en' end as own_language
      from receivables.customer_balance as balance
      join customers.customer on customer.id = balance.customer_id and customer.merged_into is null and not customer.intercompany
      join identity.entity on entity.id = customer.entity_id
      left join dunning.assignment on assignment.tenant_id = customer.tenant_id and assignment.customer_id = customer.id
      ${
        scenarioId === undefined
          ? sql``
          : sql`join dunning.scenario on scenario.id = ${scenarioId}::uuid
              and (assignment.scenario_id = scenario.id or (assignment.scenario_id is null and scenario.is_default))`
      }
      where balance.open_debit_minor > 0 ${late ? sql`and balance.oldest_due_on < ${today}::date` : sql``}
    ),
    picked as (
      ${sql.join(
        [
          pick('oldest', sql`owing.oldest_due_on is not null`, sql`owing.oldest_due_on`),
          pick('largest', sql`true`),
          pick('consumer', sql`owing.kind = 'consumer'`),
          pick('public', sql`owing.kind = 'public'`),
          pick('foreign', sql`owing.language is not null and owing.language <> owing.own_language`),
          pick('credits', sql`owing.open_credit_minor < 0`),
          pick(
            'promise',
            sql`exists (
            select from holds.hold
            join receivables.item on item.id = hold.item_id
            where hold.released_at is null and hold.reason = 'promised' and item.customer_id = owing.customer_id
          )`,
          ),
          pick('currency', sql`owing.currency <> owing.own_currency`),
          pick('accounts', sql`exists (select from customers.customer as account where account.payer_id = owing.customer_id)`),
          pick('many', sql`owing.open_items >= 10`, sql`owing.open_items desc`),
          pick('usual', sql`true`, sql`owing.oldest_due_on desc nulls last`, most),
        ],
        sql` union all `,
      )}
    )
    select picked.customer_id as "customerId", picked.currency, array_agg(picked.why order by picked.place) as why
    from picked
    group by picked.customer_id, picked.currency
    order by min(picked.place), picked.customer_id
    limit ${most}
  `);
  // A usual customer is one that nothing else sets apart.
  return rows.map((row) => ({ ...row, why: row.why.length > 1 ? row.why.filter((each) => each !== 'usual') : row.why }));
}

const places: readonly PreviewReason[] = [
  'oldest',
  'largest',
  'consumer',
  'public',
  'foreign',
  'credits',
  'promise',
  'currency',
  'accounts',
  'many',
  'usual',
];
