import { identityRoutes, type Output } from '@quitus/contract';
import { type Database, isNarrow, sql } from '../../platform/database/index.ts';
import { type Caller, type Context, implement } from '../../platform/http/index.ts';
import { businessToday, changeEntity, entityById, type Entity, listEntities } from './entities.ts';
import { rightsIn } from './membership.ts';
import { refuse } from './refusals.ts';
import { addOwner, becomeOwner, callerOf, ownerLinkTenant, signIn, signOut, switchTenant } from './sessions.ts';
import { changeSetting, isSettingKey, readSetting, readSettings, settings } from './settings.ts';
import { createTenant } from './tenants.ts';

type SessionView = Output<(typeof identityRoutes)['GET /session']>;

const entityView = (entity: Entity) => ({ ...entity, lastLedgerAt: entity.lastLedgerAt?.toString() ?? null });

async function sessionView(database: Database, caller: Caller, now: Temporal.Instant): Promise<SessionView> {
  const db = database.tenant(caller.tenantId, caller.scope);
  const person = await database.system.one<SessionView['user']>(sql`
    select id, name, email, language, color_scheme as "colorScheme" from identity.person where id = ${caller.personId}
  `);
  const tenants = await database.system.rows<{ id: number; name: string }>(
    sql`select tenant_id as id, name from identity.tenants_of(${caller.personId})`,
  );
  const tenant = await database.system.one<SessionView['tenant']>(
    sql`select id, name, is_demo as "isDemo" from identity.tenant where id = ${caller.tenantId}`,
  );
  const entities = await listEntities(db);
  const lentBy = await db.rows<SessionView['lentBy'][number]>(sql`
    select person.id, person.name, max(delegation.ends_on)::text as until
    from identity.delegation
    join identity.person on person.id = delegation.from_person_id
    where delegation.to_person_id = ${caller.personId} and delegation.from_person_id = any(${caller.portfolios}::uuid[]) and delegation.ended_at is null
    group by person.id, person.name
    order by person.name
  `);
  const { entities: own, agencies, collectors, salesReps } = caller.scope;
  return {
    user: person,
    role: caller.role,
    permissions: [...caller.permissions].filter((permission) => permission !== 'account'),
    scope: {
      narrow: isNarrow(caller.scope),
      entities: own ? [...own] : null,
      agencies: agencies ? [...agencies] : null,
      customers: collectors ? 'portfolio' : salesReps ? 'own' : 'all',
    },
    lentBy,
    tenant,
    tenants,
    entities: entities.map((entity) => ({
      id: entity.id,
      name: entity.name,
      currency: entity.currency,
      country: entity.country,
      timeZone: entity.timeZone,
      today: businessToday(entity, now),
      lastLedgerAt: entity.lastLedgerAt?.toString() ?? null,
    })),
    sendingMode: await readSetting(db, 'sending.mode'),
  };
}

async function begin(context: Context, token: string): Promise<SessionView> {
  const caller = await callerOf(context.database, token, context.now());
  if (!caller) throw refuse('session.no-tenant');
  context.setSession(token);
  return sessionView(context.database, caller, context.now());
}

// A route that needs a right has a caller: http saw to it.
function callerIn(context: Context): Caller {
  if (!context.caller) throw new Error('the route let nobody in');
  return context.caller;
}

// The same person in the tenant they just went to, with the rights they have there.
async function callerThere(context: Context, tenantId: number): Promise<Caller> {
  const caller = callerIn(context);
  const rights = await rightsIn(context.database, tenantId, caller.personId, context.now());
  if (!rights) throw refuse('session.no-tenant');
  return { ...caller, tenantId, ...rights };
}

function settingView(key: keyof typeof settings, value: unknown) {
  const kind = settings[key];
  return {
    key,
    value,
    default: kind.default,
    kind: kind.kind,
    ...('choices' in kind && kind.choices ? { choices: [...kind.choices] } : {}),
    description: key,
  };
}

export const identityHandlers = implement(identityRoutes, {
  'POST /sessions': async ({ body, context }) =>
    begin(context, await signIn(context.database, { ...body, userAgent: context.userAgent }, context.now())),
  'GET /session': async ({ context }) => sessionView(context.database, callerIn(context), context.now()),
  'PATCH /session': async ({ body, context }) => {
    const caller = callerIn(context);
    if (body.tenantId !== undefined) await switchTenant(context.database, caller, body.tenantId);
    await context.database.system.run(sql`
      update identity.person set language = coalesce(${body.language ?? null}, language), color_scheme = coalesce(${body.colorScheme ?? null}, color_scheme),
        name = coalesce(${body.name ?? null}, name)
      where id = ${caller.personId}
    `);
    return sessionView(context.database, await callerThere(context, body.tenantId ?? caller.tenantId), context.now());
  },
  'DELETE /session': async ({ context }) => {
    await signOut(context.database, callerIn(context).sessionHash);
    context.setSession(undefined);
  },
  'GET /owner-links/{token}': async ({ params, context }) => {
    const tenant = await ownerLinkTenant(context.database, params.token, context.now());
    return { tenant: tenant?.name ?? '', usable: tenant !== undefined };
  },
  'POST /owner': async ({ body, context }) =>
    begin(context, await becomeOwner(context.database, { ...body, userAgent: context.userAgent }, context.now())),
  'POST /tenants': async ({ body, context }) => {
    const caller = callerIn(context);
    const { tenant } = await createTenant(context.database, {
      name: body.name.trim(),
      entity: { name: body.entity.trim(), currency: body.currency, country: body.country },
    });
    await addOwner(context.database, tenant.id, { id: caller.personId, name: caller.name });
    await switchTenant(context.database, caller, tenant.id);
    return sessionView(context.database, await callerThere(context, tenant.id), context.now());
  },
  'GET /entities': async ({ context }) => ({ entities: (await listEntities(context.db)).map(entityView) }),
  'PATCH /entities/{id}': async ({ params, body, context }) => {
    await context.db.transaction((tx) => changeEntity(tx, params.id, body, context.actor));
    return entityView(await entityById(context.db, params.id));
  },
  'GET /settings': async ({ context }) => {
    const values = await readSettings(context.db);
    return {
      settings: Object.keys(settings)
        .filter(isSettingKey)
        .map((key) => settingView(key, values[key])),
    };
  },
  'PUT /settings/{key}': async ({ params, body, context }) => {
    const changed = await context.db.transaction((tx) => changeSetting(tx, params.key, body.value, context.actor));
    return settingView(changed.key, changed.value);
  },
});
