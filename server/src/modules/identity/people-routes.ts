import { peopleRoutes } from '@quitus/contract';
import { sql } from '../../platform/database/index.ts';
import { type Context, type Implementation, implement } from '../../platform/http/index.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Transaction } from '../../platform/database/index.ts';
import { delegate, endDelegation, listDelegations } from './delegations.ts';
import { changeMember, lastSeenOfMembers, listMembers, type Member, memberById, removeMember, roleList } from './people.ts';

/** What the directory of people needs of rooms below it in the list: whose customers change hands. */
export type PeopleNeighbours = {
  readonly handOverPortfolio: (tx: Transaction, from: Member, to: Member, by: Actor) => Promise<number>;
};

function asker(context: Context): { personId: string; mayManage: boolean } {
  return { personId: context.caller?.personId ?? '', mayManage: context.caller?.permissions.has('manage') ?? false };
}

/** Members, roles, scopes and delegations over HTTP. */
export function peopleHandlers(neighbours: PeopleNeighbours): Implementation {
  return implement(peopleRoutes, {
    'GET /people': async ({ context }) => ({ people: await membersFor(context) }),
    'PATCH /people/{id}': ({ params, body, context }) =>
      context.db.transaction((tx) => changeMember(tx, params.id, body, context.actor)),
    'DELETE /people/{id}': ({ params, context }) => context.db.transaction((tx) => removeMember(tx, params.id, context.actor)),
    'GET /roles': async () => ({ roles: roleList() }),
    'GET /agencies': async ({ context }) => ({
      agencies: await namesInUse(context, 'agency'),
      salesReps: await namesInUse(context, 'sales_rep'),
    }),
    'POST /people/{id}/portfolio': async ({ params, body, context }) => ({
      customers: await context.db.transaction(async (tx) => {
        const [from, to] = [await memberById(tx, params.id), await memberById(tx, body.to)];
        return neighbours.handOverPortfolio(tx, from, to, context.actor);
      }),
    }),
    'GET /delegations': async ({ context }) => ({ delegations: await listDelegations(context.db, context.today()) }),
    'POST /delegations': ({ body, context }) =>
      context.db.transaction((tx) => delegate(tx, body, asker(context), context.actor, context.today())),
    'DELETE /delegations/{id}': ({ params, context }) =>
      context.db.transaction((tx) => endDelegation(tx, params.id, asker(context), context.actor, context.today())),
  });
}

// When colleagues were last at work is for those who look after their access alone.
async function membersFor(context: Context): Promise<(Member & { lastSeenAt?: string })[]> {
  const members = await listMembers(context.db);
  if (!context.caller?.permissions.has('administer')) return members;
  const seen = await lastSeenOfMembers(context.db, context.db.tenantId);
  return members.map((member) => {
    const lastSeenAt = seen.get(member.id);
    return lastSeenAt === undefined ? member : { ...member, lastSeenAt };
  });
}

async function namesInUse(context: Context, column: 'agency' | 'sales_rep'): Promise<string[]> {
  const rows = await context.db.rows<{ name: string }>(sql`
    select distinct ${sql.ref(column)} as name from customers.customer where ${sql.ref(column)} is not null order by 1 limit 2000
  `);
  return rows.map(({ name }) => name);
}
