import type { Actor } from '../../../kernel/actor.ts';
import { sql, type TenantDatabase, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { allocateProposed, lockLedger, refreshBalances, tellLedgerChanged } from '../../receivables/index.ts';
import { markUnlettered } from './mark-unlettered.ts';

export type Decision = {
  readonly decision: 'accept' | 'refuse';
  readonly ids?: readonly string[] | undefined;
  readonly customerId?: string | undefined;
  readonly minimumConfidence?: number | undefined;
};
export type Decided = { readonly accepted: number; readonly refused: number; readonly outdated: number };

/**
 * Accepts or refuses proposed letterings. An accepted one is a provisional allocation, for the accounting system has not said it: it counts at
 * once for reminders and awaits the ledger. One whose items have less open than it needs is outdated, never cut.
 */
export async function decideProposals(db: TenantDatabase, decision: Decision, by: Actor): Promise<Decided> {
  return db.transaction(async (tx) => {
    const entities = await tx.rows<{ entityId: string }>(sql`
      select distinct entity_id as "entityId" from intake.lettering_proposal as proposal where ${chosen(tx, decision)} order by 1
    `);
    let decided: Decided = { accepted: 0, refused: 0, outdated: 0 };
    // An installation has a handful of entities: each ledger is locked and summed once.
    for (const { entityId } of entities) {
      const one =
        decision.decision === 'refuse'
          ? await refuseAll(tx, decision, entityId, by)
          : await acceptAll(tx, decision, entityId, by);
      decided = {
        accepted: decided.accepted + one.accepted,
        refused: decided.refused + one.refused,
        outdated: decided.outdated + one.outdated,
      };
    }
    return decided;
  });
}

function chosen(tx: Transaction, decision: Decision) {
  return sql`
    proposal.tenant_id = ${tx.tenantId} and proposal.state = 'proposed'
    and (${decision.ids === undefined} or proposal.id = any(${[...(decision.ids ?? [])]}::uuid[]))
    and (${decision.customerId ?? null}::uuid is null or proposal.customer_id = ${decision.customerId ?? null}::uuid)
    and proposal.confidence >= ${decision.minimumConfidence ?? 0}
    -- Nothing named is nothing chosen: one empty body must not decide on everything.
    and ${decision.ids !== undefined || decision.customerId !== undefined || decision.minimumConfidence !== undefined}
  `;
}

async function refuseAll(tx: Transaction, decision: Decision, entityId: string, by: Actor): Promise<Decided> {
  const refused = await tx.run(sql`
    update intake.lettering_proposal as proposal set state = 'refused', decided_by = ${by.name}, decided_at = now()
    where ${chosen(tx, decision)} and proposal.entity_id = ${entityId}
  `);
  return { accepted: 0, refused, outdated: 0 };
}

async function acceptAll(tx: Transaction, decision: Decision, entityId: string, by: Actor): Promise<Decided> {
  await lockLedger(tx, entityId);
  await tx.run(sql`
    create temporary table accepted_proposal on commit drop as
    select proposal.id, proposal.customer_id, proposal.credit_item_id, proposal.debit_item_id, proposal.amount_minor, proposal.confidence
    from intake.lettering_proposal as proposal
    where ${chosen(tx, decision)} and proposal.entity_id = ${entityId}
  `);
  const made = await allocateProposed(
    tx,
    { entityId, by: by.name },
    sql`select id, credit_item_id, debit_item_id, amount_minor, confidence from accepted_proposal`,
  );
  const accepted = await settle(tx, made, 'accepted', by);
  const outdated = await tx.run(sql`
    update intake.lettering_proposal as proposal set state = 'outdated', decided_by = ${by.name}, decided_at = now()
    from accepted_proposal
    where proposal.tenant_id = ${tx.tenantId} and proposal.id = accepted_proposal.id and proposal.state = 'proposed'
  `);
  await markUnlettered(tx, entityId);
  await refreshBalances(tx, { entityId, customers: sql`select distinct customer_id from accepted_proposal` });
  await tellLedgerChanged(tx);
  await recordEvent(tx, { kind: 'intake.lettering-accepted', actor: by, entityId, details: { accepted, outdated } });
  await tx.run(sql`drop table accepted_proposal`);
  return { accepted, refused: 0, outdated };
}

function settle(tx: Transaction, ids: readonly string[], state: 'accepted', by: Actor): Promise<number> {
  return tx.run(sql`
    update intake.lettering_proposal as proposal set state = ${state}, decided_by = ${by.name}, decided_at = now()
    where proposal.tenant_id = ${tx.tenantId} and proposal.id = any(${[...ids]}::uuid[])
  `);
}
