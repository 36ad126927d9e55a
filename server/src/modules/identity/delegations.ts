import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { type Queryable, sql, type Transaction } from '../../platform/database/index.ts';
import { recordEvent } from '../../platform/events.ts';
import { memberById } from './people.ts';
import { refuse } from './refusals.ts';

/** A portfolio lent to a colleague from a day to a day, both included. */
export type Delegation = {
  readonly id: string;
  readonly from: { readonly id: string; readonly name: string };
  readonly to: { readonly id: string; readonly name: string };
  readonly startsOn: Day;
  readonly endsOn: Day;
  readonly note: string;
  readonly author: string;
  readonly state: 'planned' | 'running' | 'over' | 'ended';
};

type Asker = { readonly personId: string; readonly mayManage: boolean };

/** Delegations that run, are to come, or were over within the last year, the next to end first. */
export function listDelegations(db: Queryable, today: Day): Promise<Delegation[]> {
  return db.rows<Delegation>(sql`
    ${view(today)}
    where delegation.ends_on > ${today}::date - 366
    order by delegation.ended_at is not null, delegation.ends_on, delegation.id
  `);
}

/** Lends a portfolio. One's own, or anybody's for who manages; refuses two lendings of the same portfolio to the same colleague that meet. */
export async function delegate(
  tx: Transaction,
  asked: { fromPersonId: string; toPersonId: string; startsOn: Day; endsOn: Day; note?: string | undefined },
  asker: Asker,
  by: Actor,
  today: Day,
): Promise<Delegation> {
  if (asked.fromPersonId !== asker.personId && !asker.mayManage) throw refuse('delegation.not-yours');
  if (asked.fromPersonId === asked.toPersonId) throw refuse('delegation.to-oneself');
  if (asked.endsOn < asked.startsOn) throw refuse('delegation.ends-before-it-starts');
  if (asked.endsOn < today) throw refuse('delegation.over-already');
  const [from, to] = [await memberById(tx, asked.fromPersonId), await memberById(tx, asked.toPersonId)];
  const met = await tx.maybe(sql`
    select from identity.delegation
    where from_person_id = ${from.id} and to_person_id = ${to.id} and ended_at is null
      and starts_on <= ${asked.endsOn} and ends_on >= ${asked.startsOn}
    limit 1
  `);
  if (met) throw refuse('delegation.overlaps', { name: to.name });
  const id = uuidv7();
  await tx.run(sql`
    insert into identity.delegation (tenant_id, id, from_person_id, to_person_id, starts_on, ends_on, note, author)
    values (${tx.tenantId}, ${id}, ${from.id}, ${to.id}, ${asked.startsOn}, ${asked.endsOn}, ${asked.note?.trim() ?? ''}, ${by.name})
  `);
  await recordEvent(tx, {
    kind: 'delegations.made',
    actor: by,
    subjectId: id,
    details: { from: from.name, to: to.name, startsOn: asked.startsOn, endsOn: asked.endsOn },
  });
  return delegationById(tx, id, today);
}

/** Ends a delegation at once: whoever lent, holds, or manages may. */
export async function endDelegation(tx: Transaction, id: string, asker: Asker, by: Actor, today: Day): Promise<Delegation> {
  const found = await delegationById(tx, id, today);
  if (found.from.id !== asker.personId && found.to.id !== asker.personId && !asker.mayManage)
    throw refuse('delegation.not-yours');
  const ended = await tx.run(sql`update identity.delegation set ended_at = now() where id = ${id} and ended_at is null`);
  if (ended === 1)
    await recordEvent(tx, {
      kind: 'delegations.ended',
      actor: by,
      subjectId: id,
      details: { from: found.from.name, to: found.to.name },
    });
  return delegationById(tx, id, today);
}

async function delegationById(db: Queryable, id: string, today: Day): Promise<Delegation> {
  const found = await db.maybe<Delegation>(sql`${view(today)} where delegation.id = ${id}`);
  if (!found) throw refuse('delegation.unknown');
  return found;
}

const view = (today: Day) => sql`
  select delegation.id, json_build_object('id', lender.id, 'name', lender.name) as "from", json_build_object('id', holder.id, 'name', holder.name) as "to",
    delegation.starts_on as "startsOn", delegation.ends_on as "endsOn", delegation.note, delegation.author,
    case
      when delegation.ended_at is not null then 'ended'
      when ${today}::date < delegation.starts_on then 'planned'
      when ${today}::date > delegation.ends_on then 'over'
      else 'running'
    end as state
  from identity.delegation
  join identity.person as lender on lender.id = delegation.from_person_id
  join identity.person as holder on holder.id = delegation.to_person_id
`;
