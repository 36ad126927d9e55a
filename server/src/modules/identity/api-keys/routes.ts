import { apiRoutes } from '@quitus/contract';
import { sql } from '../../../platform/database/index.ts';
import { type Caller, type Context, implement } from '../../../platform/http/index.ts';
import { refuse } from './refusals.ts';
import { changeKey, revokeKey, rotateKey } from './change-key.ts';
import { keyById, listKeys } from './list-keys.ts';
import { makeKey } from './make-key.ts';

// A route that needs a right has a caller: http saw to it.
function callerIn(context: Context): Caller {
  if (!context.caller) throw new Error('the route let nobody in');
  return context.caller;
}

/** The ways in from HTTP to the keys of programs. */
export const apiKeyHandlers = implement(apiRoutes, {
  'GET /key': async ({ context }) => {
    const caller = callerIn(context);
    if (caller.kind !== 'key') throw refuse('key.expected');
    const tenant = await context.database.system.one<{ id: number; name: string }>(
      sql`select id, name from identity.tenant where id = ${caller.tenantId}`,
    );
    const { entities, agencies, collectors, salesReps } = caller.scope;
    return {
      id: caller.personId,
      name: caller.name,
      tenant,
      permissions: [...caller.permissions],
      scope: {
        ...(entities ? { entities: [...entities] } : {}),
        ...(agencies ? { agencies: [...agencies] } : {}),
        ...(collectors ? { collectors: [...collectors] } : {}),
        ...(salesReps ? { salesReps: [...salesReps] } : {}),
      },
    };
  },
  'GET /api-keys': async ({ context }) => ({ keys: await listKeys(context.db, context.now()) }),
  'POST /api-keys': ({ body, context }) =>
    context.db.transaction(async (tx) => {
      const by = { caller: callerIn(context), actor: context.actor };
      const { id, token } = await makeKey(tx, body, by, context.now());
      return { key: await keyById(tx, id, context.now()), token };
    }),
  'GET /api-keys/{id}': ({ params, context }) => keyById(context.db, params.id, context.now()),
  'PATCH /api-keys/{id}': ({ params, body, context }) =>
    context.db.transaction(async (tx) => {
      await changeKey(tx, params.id, body, context.actor, context.now());
      return keyById(tx, params.id, context.now());
    }),
  'POST /api-keys/{id}/rotation': ({ params, body, context }) =>
    context.db.transaction(async (tx) => {
      const token = await rotateKey(
        tx,
        params.id,
        body.graceHours ?? 24,
        { caller: callerIn(context), actor: context.actor },
        context.now(),
      );
      return { key: await keyById(tx, params.id, context.now()), token };
    }),
  'DELETE /api-keys/{id}': ({ params, context }) =>
    context.db.transaction((tx) => revokeKey(tx, params.id, context.actor, context.now())),
});
