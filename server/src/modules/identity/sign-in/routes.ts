import { signInRoutes } from '@quitus/contract';
import { implement } from '../../../platform/http/index.ts';
import { begin, beginOrAsk, callerIn } from '../session-view.ts';
import { acceptInvitation, offerOf } from './accept-invitation.ts';
import { accountHandlers } from './account-routes.ts';
import { takeSecondStep } from './enter.ts';
import { invite, listInvitations, resendInvitation, revokeInvitation } from './invitations.ts';
import { askReset, resetLinkFor, resetOf, resetPassword } from './password-reset.ts';
import { signMemberOut, takeSecondStepOff } from './session-list.ts';
import { ssoHandlers } from './sso/routes.ts';
import { type SignInNeighbours, visitOf } from './visit.ts';

/** The routes of the door: signing in, one's own account, invitations, single sign-on. */
export const signInHandlers = (neighbours: SignInNeighbours) =>
  implement(signInRoutes, {
    ...accountHandlers(neighbours),
    ...ssoHandlers(neighbours),
    'POST /sessions/second-step': async ({ body, context }) =>
      begin(context, await takeSecondStep(visitOf(neighbours, context), body)),
    'GET /invitation-links/{token}': ({ params, context }) => offerOf(visitOf(neighbours, context), params.token),
    'POST /invitation-links/{token}': async ({ params, body, context }) =>
      beginOrAsk(context, await acceptInvitation(visitOf(neighbours, context), params.token, body)),
    'POST /password-resets': async ({ body, context }) => {
      await askReset(visitOf(neighbours, context), body.email);
      return { asked: true };
    },
    'GET /password-resets/{token}': ({ params, context }) => resetOf(visitOf(neighbours, context), params.token),
    'POST /password-resets/{token}': ({ params, body, context }) =>
      resetPassword(visitOf(neighbours, context), params.token, body.password),
    'GET /invitations': async ({ context }) => ({ invitations: await listInvitations(context.db, context.now()) }),
    'POST /invitations': ({ body, context }) => invite(visitOf(neighbours, context), callerIn(context), body),
    'POST /invitations/{id}/resend': ({ params, context }) =>
      resendInvitation(visitOf(neighbours, context), callerIn(context), params.id),
    'DELETE /invitations/{id}': ({ params, context }) =>
      revokeInvitation(visitOf(neighbours, context), callerIn(context), params.id),
    'POST /people/{id}/sign-out': async ({ params, context }) => ({
      ended: await signMemberOut(visitOf(neighbours, context), callerIn(context), params.id),
    }),
    'POST /people/{id}/reset-link': ({ params, context }) =>
      resetLinkFor(visitOf(neighbours, context), callerIn(context), params.id),
    'DELETE /people/{id}/second-step': ({ params, context }) =>
      takeSecondStepOff(visitOf(neighbours, context), callerIn(context), params.id),
  });
