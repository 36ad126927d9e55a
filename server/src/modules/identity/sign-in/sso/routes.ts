import type { signInRoutes } from '@quitus/contract';
import { Refusal } from '../../../../kernel/refusals.ts';
import { type Database, sql } from '../../../../platform/database/index.ts';
import type { Handlers } from '../../../../platform/http/index.ts';
import { callerIn } from '../../session-view.ts';
import { signOut } from '../../sessions.ts';
import { type SignInNeighbours, visitOf } from '../visit.ts';
import { changeSso, removeSso, ssoAddresses, ssoView } from './configuration.ts';
import { finishSso, leave, startSso } from './walk.ts';

const stateCookie = 'quitus_sso';
const minutes = 10;

/** Single sign-on: its settings, the way there and back. */
export const ssoHandlers = (neighbours: SignInNeighbours) =>
  ({
    'GET /sign-in-options': async ({ query, context }) => {
      const visit = visitOf(neighbours, context);
      const sso = await tenantsOfDomain(context.database, query.email ?? '');
      return {
        password: true,
        passkey: true,
        sso: sso.map((one) => ({ ...one, startUrl: ssoAddresses(visit, one.tenantId).startUrl })),
        resetByMail: neighbours.mail.leaves,
      };
    },
    'GET /sso/{tenant}/start': async ({ params, query, context }) =>
      orToTheDoor(async () => {
        const { url, state } = await startSso(visitOf(neighbours, context), params.tenant, query.next);
        context.setCookie(stateCookie, state, minutes * 60);
        return { redirectTo: url };
      }),
    'GET /sso/callback': async ({ query, context }) =>
      orToTheDoor(async () => {
        const state = context.cookie(stateCookie);
        context.setCookie(stateCookie, undefined);
        const { token, next } = await finishSso(visitOf(neighbours, context), query, state);
        if (context.caller?.sessionHash) await signOut(context.database, context.caller.sessionHash);
        context.setSession(token);
        return { redirectTo: next };
      }),
    'POST /sign-out': async ({ context }) => {
      const redirectTo = await leave(visitOf(neighbours, context), callerIn(context));
      context.setSession(undefined);
      return { redirectTo };
    },
    'GET /sso-configuration': async ({ context }) => {
      const visit = visitOf(neighbours, context);
      const caller = callerIn(context);
      return { configuration: await ssoView(visit, caller), ...ssoAddresses(visit, caller.tenantId) };
    },
    'PUT /sso-configuration': ({ body, context }) => changeSso(visitOf(neighbours, context), callerIn(context), body),
    'DELETE /sso-configuration': ({ context }) => removeSso(visitOf(neighbours, context), callerIn(context)),
  }) satisfies Partial<Handlers<typeof signInRoutes>>;

async function tenantsOfDomain(database: Database, email: string) {
  const domain = email.slice(email.lastIndexOf('@') + 1).trim();
  if (!domain) return [];
  return database.system.rows<{ tenantId: number; name: string; only: boolean }>(
    sql`select tenant_id as "tenantId", name, only_sso as only from identity.sso_of_domain(${domain})`,
  );
}

// Here a browser follows a link: a refusal is shown by the sign-in page, which knows its sentence by the code.
async function orToTheDoor(walk: () => Promise<{ redirectTo: string }>): Promise<{ redirectTo: string }> {
  try {
    return await walk();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { redirectTo: `/sign-in?refused=${encodeURIComponent(error.code)}` };
  }
}
