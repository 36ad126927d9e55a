import { sql, type Sql, type Transaction } from '../../../platform/database/index.ts';

// Runs of equal sums are taken one an account and pass: a second pass sees what the first one left.
const passesOfSums = 3;
// Sums compare every item with every run: past this an account is "divers" and sums there prove nothing.
const longestAccount = 1000;

/**
 * Proposes, for accounts with credits and debits open side by side, which credit would close which debit: the invoice's number in the
 * payment's text, the exact amount, the sum of several in a row, then oldest first (C. civ. 1342-10). Nothing is applied. Proposals still
 * open that no longer hold become outdated; refused ones do not come back. Answers how many stand.
 */
export async function proposeLettering(tx: Transaction, scope: { entityId: string; importId: string | null }): Promise<number> {
  await openSides(tx, scope.entityId);
  const { any } = await tx.one<{ any: boolean }>(sql`select exists (select from open_side) as any`);
  if (any) {
    await byNumber(tx);
    await byExactAmount(tx);
    for (let pass = 0; pass < passesOfSums; pass += 1) {
      await bySum(tx, 'credit');
      await bySum(tx, 'debit');
    }
    await oldestFirst(tx);
  }
  const standing = await keepProposals(tx, scope);
  await tx.run(sql`drop table open_side, proposal_load`);
  return standing;
}

async function openSides(tx: Transaction, entityId: string): Promise<void> {
  await tx.run(sql`
    create temporary table open_side on commit drop as
    with account as (
      select item.customer_id, item.currency
      from receivables.item
      where item.tenant_id = ${tx.tenantId} and item.entity_id = ${entityId} and item.open_minor <> 0 and item.in_ledger and item.ledger_class = 'receivable'
      group by item.customer_id, item.currency
      having bool_or(item.open_minor > 0) and bool_or(item.open_minor < 0)
    )
    select item.id as item_id, count(*) over (partition by item.customer_id, item.currency) <= ${longestAccount} as short_account, item.customer_id, item.currency, item.open_minor > 0 as debit, abs(item.open_minor - item.awaiting_minor) as left_minor,
      coalesce(case when item.open_minor > 0 then item.due_on end, item.booked_on) as on_day, item.booked_on, item.number, item.label,
      coalesce(item.reference, '') as reference
    from account
    join receivables.item on item.tenant_id = ${tx.tenantId} and item.customer_id = account.customer_id and item.currency = account.currency
      and item.open_minor <> 0 and item.in_ledger and item.ledger_class = 'receivable' and item.open_minor <> item.awaiting_minor
  `);
  await tx.run(sql`
    create temporary table proposal_load (
      credit_item_id uuid, debit_item_id uuid, customer_id uuid, currency text, amount_minor bigint, strategy text, confidence numeric
    ) on commit drop
  `);
  await tx.run(sql`analyze open_side`);
}

/** Takes what was just proposed off what is left to close. */
async function propose(tx: Transaction, proposals: Sql): Promise<void> {
  await tx.run(sql`
    with made as (
      insert into proposal_load (credit_item_id, debit_item_id, customer_id, currency, amount_minor, strategy, confidence)
      ${proposals}
      returning *
    ),
    used as (
      select item_id, sum(amount_minor) as minor
      from (select credit_item_id as item_id, amount_minor from made union all select debit_item_id, amount_minor from made) as side
      group by item_id
    )
    update open_side set left_minor = open_side.left_minor - used.minor from used where used.item_id = open_side.item_id
  `);
}

// A number is evidence when it names one open invoice of the account: not a year, and at least four digits of it.
function tokens(text: Sql): Sql {
  return sql`(select ltrim(found[1], '0') as token from regexp_matches(${text}, '[0-9]{4,}', 'g') as found)`;
}

async function byNumber(tx: Transaction): Promise<void> {
  await propose(
    tx,
    sql`
      with named as (
        select side.item_id, side.customer_id, side.currency, side.left_minor, token.token
        from open_side as side
        cross join lateral ${tokens(sql`side.number`)} as token
        where side.debit and length(token.token) >= 4 and token.token !~ '^(19|20)[0-9]{2}$'
      ),
      evident as (
        select named.*, count(*) over (partition by customer_id, currency, token) as rivals from named
      ),
      saying as (
        select distinct side.item_id, side.customer_id, side.currency, side.left_minor, side.booked_on, token.token
        from open_side as side
        cross join lateral ${tokens(sql`side.label || ' ' || side.number || ' ' || side.reference`)} as token
        where not side.debit
      ),
      pair as (
        select distinct on (evident.item_id) saying.item_id as credit_id, evident.item_id as debit_id, evident.customer_id, evident.currency,
          saying.left_minor as credit_minor, evident.left_minor as debit_minor
        from evident
        join saying on saying.customer_id = evident.customer_id and saying.currency = evident.currency and saying.token = evident.token
        where evident.rivals = 1
        order by evident.item_id, saying.left_minor <> evident.left_minor, saying.booked_on, saying.item_id
      ),
      run as (
        select pair.*, sum(debit_minor) over (partition by credit_id order by debit_id rows unbounded preceding) - debit_minor as before_minor,
          sum(debit_minor) over (partition by credit_id) = credit_minor as exact
        from pair
      )
      select credit_id, debit_id, customer_id, currency, least(debit_minor, credit_minor - before_minor), 'number', case when exact then 0.95 else 0.75 end
      from run
      where before_minor < credit_minor
    `,
  );
}

async function byExactAmount(tx: Transaction): Promise<void> {
  await propose(
    tx,
    sql`
      with ranked as (
        select item_id, customer_id, currency, debit, left_minor,
          row_number() over (partition by customer_id, currency, debit, left_minor order by on_day, item_id) as place,
          count(*) over (partition by customer_id, currency, debit, left_minor) as alike
        from open_side
        where left_minor > 0
      )
      select credit.item_id, debit.item_id, debit.customer_id, debit.currency, debit.left_minor, 'exact-amount',
        case when debit.alike = 1 and credit.alike = 1 then 0.9 else 0.7 end
      from ranked as debit
      join ranked as credit on not credit.debit and credit.customer_id = debit.customer_id and credit.currency = debit.currency
        and credit.left_minor = debit.left_minor and credit.place = debit.place
      where debit.debit
    `,
  );
}

/** One item equal to several in a row on the other side: the difference of two cumulated sums. */
async function bySum(tx: Transaction, wholeSide: 'debit' | 'credit'): Promise<void> {
  await propose(
    tx,
    sql`
      with part as (
        select item_id, customer_id, currency, left_minor, debit,
          row_number() over account as place,
          sum(left_minor) over (account rows unbounded preceding) as reaches
        from open_side
        where open_side.debit = ${wholeSide === 'credit'} and left_minor > 0 and short_account
        window account as (partition by customer_id, currency order by on_day, item_id)
      ),
      run as (
        select distinct on (whole.customer_id, whole.currency) whole.item_id as whole_id, whole.customer_id, whole.currency,
          last_part.place as last_place, coalesce(first_part.place, 0) as before_place
        from open_side as whole
        join part as last_part on last_part.customer_id = whole.customer_id and last_part.currency = whole.currency
          and last_part.reaches >= whole.left_minor
        left join part as first_part on first_part.customer_id = whole.customer_id and first_part.currency = whole.currency
          and first_part.reaches = last_part.reaches - whole.left_minor
        where whole.debit = ${wholeSide === 'debit'} and whole.left_minor > 0 and short_account and (first_part.item_id is not null or last_part.reaches = whole.left_minor)
          and last_part.place - coalesce(first_part.place, 0) between 2 and 12
        order by whole.customer_id, whole.currency, last_part.place - coalesce(first_part.place, 0), whole.on_day, whole.item_id, last_part.place
      )
      select case when part.debit then run.whole_id else part.item_id end, case when part.debit then part.item_id else run.whole_id end,
        part.customer_id, part.currency, part.left_minor, 'sum', 0.7
      from run
      join part on part.customer_id = run.customer_id and part.currency = run.currency and part.place > run.before_place and part.place <= run.last_place
    `,
  );
}

async function oldestFirst(tx: Transaction): Promise<void> {
  await propose(
    tx,
    sql`
      with laid as (
        select item_id, customer_id, currency, debit, row_number() over side as place, sum(left_minor) over (side rows unbounded preceding) as reaches
        from open_side
        where left_minor > 0
        window side as (partition by customer_id, currency, debit order by on_day, item_id)
      ),
      cut as (
        select customer_id, currency, reaches, count(*) filter (where debit) as debit_ends, count(*) filter (where not debit) as credit_ends
        from laid
        group by customer_id, currency, reaches
      ),
      segment as (
        select customer_id, currency, reaches - coalesce(lag(reaches) over line, 0) as minor,
          coalesce(sum(debit_ends) over (line rows between unbounded preceding and 1 preceding), 0) + 1 as debit_place,
          coalesce(sum(credit_ends) over (line rows between unbounded preceding and 1 preceding), 0) + 1 as credit_place
        from cut
        window line as (partition by customer_id, currency order by reaches)
      )
      select credit.item_id, debit.item_id, segment.customer_id, segment.currency, segment.minor, 'oldest-first', 0.4
      from segment
      join laid as debit on debit.debit and debit.customer_id = segment.customer_id and debit.currency = segment.currency and debit.place = segment.debit_place
      join laid as credit on not credit.debit and credit.customer_id = segment.customer_id and credit.currency = segment.currency
        and credit.place = segment.credit_place
    `,
  );
}

async function keepProposals(tx: Transaction, scope: { entityId: string; importId: string | null }): Promise<number> {
  const same = sql`
    (load.credit_item_id, load.debit_item_id, load.amount_minor, load.strategy)
      = (kept.credit_item_id, kept.debit_item_id, kept.amount_minor, kept.strategy)
  `;
  const open = sql`kept.tenant_id = ${tx.tenantId} and kept.entity_id = ${scope.entityId} and kept.state = 'proposed'`;
  await tx.run(sql`analyze proposal_load`);
  await tx.run(sql`
    update intake.lettering_proposal as kept set state = 'outdated', decided_at = now()
    where ${open} and not exists (select from proposal_load as load where ${same})
  `);
  await tx.run(sql`
    insert into intake.lettering_proposal (tenant_id, id, entity_id, customer_id, import_id, credit_item_id, debit_item_id, amount_minor, currency, strategy, confidence)
    select ${tx.tenantId}, uuidv7(), ${scope.entityId}, load.customer_id, ${scope.importId}, load.credit_item_id, load.debit_item_id, load.amount_minor,
      load.currency, load.strategy, load.confidence
    from proposal_load as load
    where not exists (
      select from intake.lettering_proposal as kept
      where kept.tenant_id = ${tx.tenantId} and kept.customer_id = load.customer_id
        and (kept.state = 'proposed' and ${same} or kept.state = 'refused'
          and (kept.credit_item_id, kept.debit_item_id) = (load.credit_item_id, load.debit_item_id))
    )
  `);
  const { count } = await tx.one<{ count: number }>(
    sql`select count(*)::int as count from intake.lettering_proposal as kept where ${open}`,
  );
  return count;
}
