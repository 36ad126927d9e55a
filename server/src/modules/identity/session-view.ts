import type { identityRoutes, Output } from '@quitus/contract';
import { type Database, isNarrow, sql } from '../../platform/database/index.ts';
import type { Caller, Context } from '../../platform/http/index.ts';
import { businessToday, listEntities } from './entities.ts';
import { ledgerLimit } from './ledger-age.ts';
import { refuse } from './refusals.ts';
import { callerOf, callerOfSession, signOut, tenantsWithin } from './sessions.ts';
import { readSetting } from './settings.ts';
import type { Entered } from './sign-in/enter.ts';

export type SessionView = Output<(typeof identityRoutes)['GET /session']>;
type SignInAnswer = Output<(typeof identityRoutes)['POST /sessions']>;

/** Who is signed in, where, and what they may do. */
export async function sessionView(database: Database, caller: Caller, now: Temporal.Instant): Promise<SessionView> {
  const db = database.tenant(caller.tenantId, caller.scope);
  const person = await database.system.one<SessionView['user']>(sql`
    select id, name, email, language, color_scheme as "colorScheme" from identity.person where id = ${caller.personId}
  `);
  const tenants = await tenantsWithin(database, caller);
  const tenant = await database.system.one<SessionView['tenant']>(
    sql`select id, name, is_demo as "isDemo" from identity.tenant where id = ${caller.tenantId}`,
  );
  // Before a second step that the tenant asks for, nothing of the tenant shows.
  const mustSetUp = !caller.permissions.has('read');
  const entities = mustSetUp ? [] : await listEntities(db);
  const lentBy = await db.rows<SessionView['lentBy'][number]>(sql`
    select person.id, person.name, max(delegation.ends_on)::text as until
    from identity.delegation
    join identity.person on person.id = delegation.from_person_id
    where delegation.to_person_id = ${caller.personId} and delegation.from_person_id = any(${caller.portfolios}::uuid[]) and delegation.ended_at is null
    group by person.id, person.name
    order by person.name
  `);
  const freshness = await readSetting(db, 'freshness.hours');
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
    tenants: tenants.map(({ tenantId, name }) => ({ id: tenantId, name })),
    entities: entities.map((entity) => ({
      id: entity.id,
      name: entity.name,
      currency: entity.currency,
      country: entity.country,
      timeZone: entity.timeZone,
      today: businessToday(entity, now),
      lastLedgerAt: entity.lastLedgerAt?.toString() ?? null,
      ledgerLimitHours: ledgerLimit(entity.ledgerRhythm, freshness),
    })),
    sendingMode: await readSetting(db, 'sending.mode'),
    ...(mustSetUp ? { mustSetUp: 'second-step' as const } : {}),
  };
}

/** Gives the browser its session's token and answers who came in; the session it had before ends. */
export async function begin(context: Context, token: string): Promise<SessionView> {
  const caller = await callerOf(context.database, token, context.now());
  if (!caller) throw refuse('session.no-tenant');
  if (context.caller?.sessionHash) await signOut(context.database, context.caller.sessionHash);
  context.setSession(token);
  return sessionView(context.database, caller, context.now());
}

/** The same after the first step, which may not be the last. */
export async function beginOrAsk(context: Context, entered: Entered): Promise<SignInAnswer> {
  return 'token' in entered ? begin(context, entered.token) : entered;
}

/** The caller of a route that needs a right: http saw to it that there is one. */
export function callerIn(context: Context): Caller {
  if (!context.caller) throw new Error('the route let nobody in');
  return context.caller;
}

/** The session of the caller as it is now: after it went to another tenant, or its rights grew. */
export async function sessionNow(context: Context): Promise<SessionView> {
  const { sessionHash } = callerIn(context);
  const caller = sessionHash && (await callerOfSession(context.database, sessionHash, context.now()));
  if (!caller) throw refuse('session.over');
  return sessionView(context.database, caller, context.now());
}
