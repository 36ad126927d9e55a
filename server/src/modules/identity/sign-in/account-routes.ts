import type { signInRoutes } from '@quitus/contract';
import type { Handlers } from '../../../platform/http/index.ts';
import { begin, callerIn } from '../session-view.ts';
import { accountSecurity, assertOwnSteps, changePassword, confirmByPassword } from './account.ts';
import { addPasskey, passkeyCreation, passkeyRequest, removePasskey, renamePasskey, signInByPasskey } from './passkeys.ts';
import { beginSecondStep, confirmSecondStep, newRecoveryCodes, removeSecondStep } from './second-step.ts';
import { endOtherSessions, endSession, listSessions } from './session-list.ts';
import { type SignInNeighbours, visitOf } from './visit.ts';

/** One's own account: password, second step, passkeys, sessions. */
export const accountHandlers = (neighbours: SignInNeighbours) =>
  ({
    'POST /sessions/passkey-options': ({ context }) => passkeyRequest(visitOf(neighbours, context)),
    'POST /sessions/passkey': async ({ body, context }) =>
      begin(context, await signInByPasskey(visitOf(neighbours, context), body)),
    'GET /account/security': ({ context }) => accountSecurity(visitOf(neighbours, context), callerIn(context)),
    'POST /account/password': async ({ body, context }) =>
      context.setSession(await changePassword(visitOf(neighbours, context), callerIn(context), body)),
    'POST /account/second-step': async ({ body, context }) => {
      const visit = visitOf(neighbours, context);
      await confirmByPassword(visit, callerIn(context), body.password);
      await assertOwnSteps(visit, callerIn(context));
      return beginSecondStep(visit, callerIn(context));
    },
    'POST /account/second-step/confirmation': async ({ body, context }) => {
      const visit = visitOf(neighbours, context);
      await assertOwnSteps(visit, callerIn(context));
      const { recoveryCodes, token } = await confirmSecondStep(visit, callerIn(context), body.code);
      context.setSession(token);
      return { recoveryCodes };
    },
    'POST /account/second-step/removal': async ({ body, context }) => {
      const visit = visitOf(neighbours, context);
      await confirmByPassword(visit, callerIn(context), body.password);
      await removeSecondStep(visit, callerIn(context));
    },
    'POST /account/recovery-codes': async ({ body, context }) => {
      const visit = visitOf(neighbours, context);
      await confirmByPassword(visit, callerIn(context), body.password);
      return { recoveryCodes: await newRecoveryCodes(visit, callerIn(context)) };
    },
    'POST /account/passkeys/options': async ({ body, context }) => {
      const visit = visitOf(neighbours, context);
      await confirmByPassword(visit, callerIn(context), body.password);
      await assertOwnSteps(visit, callerIn(context));
      return passkeyCreation(visit, callerIn(context));
    },
    'POST /account/passkeys': async ({ body, context }) => {
      const visit = visitOf(neighbours, context);
      await assertOwnSteps(visit, callerIn(context));
      return addPasskey(visit, callerIn(context), body);
    },
    'PATCH /account/passkeys/{id}': ({ params, body, context }) =>
      renamePasskey(visitOf(neighbours, context), callerIn(context), params.id, body.name),
    'DELETE /account/passkeys/{id}': async ({ params, context }) => {
      const visit = visitOf(neighbours, context);
      await assertOwnSteps(visit, callerIn(context));
      await removePasskey(visit, callerIn(context), params.id);
    },
    'GET /account/sessions': async ({ context }) => ({
      sessions: await listSessions(context.database, callerIn(context), context.now()),
    }),
    'DELETE /account/sessions': async ({ context }) => ({
      ended: await endOtherSessions(visitOf(neighbours, context), callerIn(context)),
    }),
    'DELETE /account/sessions/{id}': ({ params, context }) =>
      endSession(visitOf(neighbours, context), callerIn(context), params.id),
  }) satisfies Partial<Handlers<typeof signInRoutes>>;
