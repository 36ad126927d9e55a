import { Type } from 'typebox';
import { routes } from '../route.ts';
import { Id, Nullable, OneOf } from '../schemas.ts';
import { SessionView, SignInAnswer } from './identity.ts';
import { MemberScope, roleNames } from './people.ts';

const Password = Type.String({ minLength: 1, maxLength: 200 });
const Email = Type.String({ minLength: 3, maxLength: 200 });
const LinkToken = Type.Object({ token: Type.String({ maxLength: 100 }) });
/** What a browser's WebAuthn call takes or gives, as the WebAuthn standard writes it in JSON. */
const WebAuthnJson = Type.Record(Type.String(), Type.Unknown());
const ConfirmedByPassword = Type.Object({ password: Password });

export const InvitationView = Type.Object({
  id: Id,
  email: Type.String(),
  name: Type.String(),
  role: OneOf(roleNames),
  scope: MemberScope,
  language: OneOf(['fr', 'en']),
  state: OneOf(['open', 'expired', 'accepted', 'revoked']),
  invitedBy: Type.String(),
  invitedAt: Type.String(),
  expiresAt: Type.String(),
  acceptedAt: Nullable(Type.String()),
});
/** The link stands here only when no mail server could carry it: the administrator hands it over. */
const InvitationSent = Type.Object({ invitation: InvitationView, link: Nullable(Type.String()), mailed: Type.Boolean() });

export const PasskeyView = Type.Object({
  id: Id,
  name: Type.String(),
  createdAt: Type.String(),
  lastUsedAt: Nullable(Type.String()),
  /** Kept by a provider and usable on several devices. */
  synced: Type.Boolean(),
});
export const SessionRow = Type.Object({
  id: Id,
  current: Type.Boolean(),
  browser: Nullable(Type.String()),
  system: Nullable(Type.String()),
  address: Nullable(Type.String()),
  tenant: Type.String(),
  method: OneOf(['password', 'passkey', 'sso', 'link']),
  secondStep: Type.Boolean(),
  createdAt: Type.String(),
  lastSeenAt: Type.String(),
  expiresAt: Type.String(),
});
export const SsoGroup = Type.Object({
  group: Type.String({ minLength: 1, maxLength: 300 }),
  role: OneOf(roleNames),
  scope: Type.Optional(MemberScope),
});
const ssoSettings = {
  issuer: Type.String({ maxLength: 500 }),
  clientId: Type.String({ minLength: 1, maxLength: 300 }),
  allowedDomains: Type.Array(Type.String({ pattern: '^[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$', maxLength: 200 }), { maxItems: 50 }),
  groupClaim: Nullable(Type.String({ minLength: 1, maxLength: 200 })),
  groups: Type.Array(SsoGroup, { maxItems: 200 }),
  defaultRole: Nullable(OneOf(roleNames)),
  onlySso: Type.Boolean(),
};
export const SsoConfigurationView = Type.Object({
  ...ssoSettings,
  /** To be registered at the identity provider. */
  callbackUrl: Type.String(),
  startUrl: Type.String(),
  changedAt: Type.String(),
});
const PasskeyOptions = Type.Object({ challenge: Type.String(), options: WebAuthnJson });
const RecoveryCodes = Type.Object({ recoveryCodes: Type.Array(Type.String()) });

/** The ways in: before anyone is known, my own account, and what an administrator arranges. */
export const signInRoutes = routes({
  'GET /sign-in-options': {
    summary: 'Which ways in an e-mail has; the same whether it has an account or not',
    tag: 'Session',
    permission: 'public',
    query: Type.Object({ email: Type.Optional(Type.String({ maxLength: 200 })) }),
    ok: Type.Object({
      password: Type.Boolean(),
      passkey: Type.Boolean(),
      /** Organisations whose single sign-on takes this e-mail's domain; `only`: they take no password, but of an owner. */
      sso: Type.Array(
        Type.Object({ tenantId: Type.Integer(), name: Type.String(), only: Type.Boolean(), startUrl: Type.String() }),
      ),
      /** Whether a lost password can be replaced by e-mail: there is a mail server. */
      resetByMail: Type.Boolean(),
    }),
  },
  'POST /sessions/second-step': {
    summary: 'The second step of signing in: a code of the authenticator app, or a recovery code',
    tag: 'Session',
    permission: 'public',
    status: 201,
    body: Type.Object({ challenge: Type.String({ maxLength: 100 }), code: Type.String({ minLength: 6, maxLength: 40 }) }),
    ok: SessionView,
  },
  'POST /sessions/passkey-options': {
    summary: 'What the browser needs to sign in with a passkey, without a name',
    tag: 'Session',
    permission: 'public',
    ok: PasskeyOptions,
  },
  'POST /sessions/passkey': {
    summary: 'Sign in with a passkey',
    tag: 'Session',
    permission: 'public',
    status: 201,
    body: Type.Object({
      challenge: Type.String({ maxLength: 100 }),
      response: WebAuthnJson,
      tenantId: Type.Optional(Type.Integer()),
    }),
    ok: SessionView,
  },
  'GET /sso/{tenant}/start': {
    summary: 'Goes to the organisation’s identity provider',
    tag: 'Session',
    permission: 'public',
    redirect: true,
    params: Type.Object({ tenant: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) }),
    query: Type.Object({ next: Type.Optional(Type.String({ maxLength: 500 })) }),
    ok: Type.Null(),
  },
  'GET /sso/callback': {
    summary: 'Where the identity provider sends people back: to their page, or to /sign-in?refused=<code>',
    tag: 'Session',
    permission: 'public',
    redirect: true,
    query: Type.Object({
      state: Type.Optional(Type.String({ maxLength: 200 })),
      code: Type.Optional(Type.String({ maxLength: 4000 })),
      iss: Type.Optional(Type.String({ maxLength: 500 })),
      error: Type.Optional(Type.String({ maxLength: 200 })),
      error_description: Type.Optional(Type.String({ maxLength: 2000 })),
    }),
    ok: Type.Null(),
  },
  'POST /sign-out': {
    summary: 'Sign out; `redirectTo` is where the identity provider ends its own session, when it offers that',
    tag: 'Session',
    permission: 'account',
    personal: true,
    ok: Type.Object({ redirectTo: Nullable(Type.String()) }),
  },

  'GET /invitation-links/{token}': {
    summary: 'What an invitation’s link offers',
    tag: 'Session',
    permission: 'public',
    params: LinkToken,
    ok: Type.Object({
      usable: Type.Boolean(),
      tenant: Type.String(),
      email: Type.String(),
      name: Type.String(),
      role: Type.String(),
      invitedBy: Type.String(),
      language: OneOf(['fr', 'en']),
      /** The e-mail has an account here already: its own password is asked, instead of a new one. */
      hasAccount: Type.Boolean(),
    }),
  },
  'POST /invitation-links/{token}': {
    summary: 'Accept an invitation: with a new account’s password, or the one of the account there is',
    tag: 'Session',
    permission: 'public',
    status: 201,
    params: LinkToken,
    body: Type.Object({
      password: Password,
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      language: Type.Optional(OneOf(['fr', 'en'])),
    }),
    ok: SignInAnswer,
  },
  'POST /password-resets': {
    summary: 'Ask for a link that sets a new password; the answer never tells whether there is an account',
    tag: 'Session',
    permission: 'public',
    status: 202,
    body: Type.Object({ email: Email }),
    ok: Type.Object({ asked: Type.Boolean() }),
  },
  'GET /password-resets/{token}': {
    summary: 'Whether a link for a new password is still good',
    tag: 'Session',
    permission: 'public',
    params: LinkToken,
    ok: Type.Object({ usable: Type.Boolean(), email: Type.String() }),
  },
  'POST /password-resets/{token}': {
    summary: 'Set a new password by the link; every session ends, the second step stays',
    tag: 'Session',
    permission: 'public',
    params: LinkToken,
    body: Type.Object({ password: Password }),
    ok: Type.Object({ email: Type.String() }),
  },

  'GET /account/security': {
    summary: 'How I sign in',
    tag: 'My account',
    permission: 'account',
    personal: true,
    ok: Type.Object({
      hasPassword: Type.Boolean(),
      passwordChangedAt: Nullable(Type.String()),
      /** Signed in through the organisation’s identity provider: passwords, passkeys and codes are kept there. */
      managedBySso: Type.Boolean(),
      secondStep: Type.Object({
        on: Type.Boolean(),
        since: Nullable(Type.String()),
        recoveryCodesLeft: Type.Integer(),
        /** An organisation of mine asks for it: it cannot be switched off. */
        required: Type.Boolean(),
      }),
      passkeys: Type.Array(PasskeyView),
    }),
  },
  'POST /account/password': {
    summary: 'Change my password; my other sessions end',
    tag: 'My account',
    permission: 'account',
    personal: true,
    status: 204,
    body: Type.Object({ current: Password, password: Password }),
    ok: Type.Null(),
  },
  'POST /account/second-step': {
    summary: 'Begin the second step: the secret as text, otpauth address and QR picture. It counts from its first code on',
    tag: 'My account',
    permission: 'account',
    personal: true,
    status: 201,
    body: ConfirmedByPassword,
    ok: Type.Object({ secret: Type.String(), uri: Type.String(), qrSvg: Type.String() }),
  },
  'POST /account/second-step/confirmation': {
    summary: 'Confirm the second step by a first code; the recovery codes are shown this once',
    tag: 'My account',
    permission: 'account',
    personal: true,
    body: Type.Object({ code: Type.String({ minLength: 6, maxLength: 10 }) }),
    ok: RecoveryCodes,
  },
  'POST /account/second-step/removal': {
    summary: 'Switch the second step off',
    tag: 'My account',
    permission: 'account',
    personal: true,
    status: 204,
    body: ConfirmedByPassword,
    ok: Type.Null(),
  },
  'POST /account/recovery-codes': {
    summary: 'New recovery codes, shown this once; the former ones are worth nothing any more',
    tag: 'My account',
    permission: 'account',
    personal: true,
    body: ConfirmedByPassword,
    ok: RecoveryCodes,
  },
  'POST /account/passkeys/options': {
    summary: 'What the browser needs to make a passkey',
    tag: 'My account',
    permission: 'account',
    personal: true,
    body: ConfirmedByPassword,
    ok: PasskeyOptions,
  },
  'POST /account/passkeys': {
    summary: 'Add a passkey',
    tag: 'My account',
    permission: 'account',
    personal: true,
    status: 201,
    body: Type.Object({
      challenge: Type.String({ maxLength: 100 }),
      response: WebAuthnJson,
      name: Type.String({ minLength: 1, maxLength: 100 }),
    }),
    ok: PasskeyView,
  },
  'PATCH /account/passkeys/{id}': {
    summary: 'Name a passkey',
    tag: 'My account',
    permission: 'account',
    personal: true,
    params: Type.Object({ id: Id }),
    body: Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }) }),
    ok: PasskeyView,
  },
  'DELETE /account/passkeys/{id}': {
    summary: 'Remove a passkey',
    tag: 'My account',
    permission: 'account',
    personal: true,
    status: 204,
    params: Type.Object({ id: Id }),
    ok: Type.Null(),
  },
  'GET /account/sessions': {
    summary: 'Where I am signed in, this session first',
    tag: 'My account',
    permission: 'account',
    personal: true,
    ok: Type.Object({ sessions: Type.Array(SessionRow) }),
  },
  'DELETE /account/sessions': {
    summary: 'End all my other sessions',
    tag: 'My account',
    permission: 'account',
    personal: true,
    ok: Type.Object({ ended: Type.Integer() }),
  },
  'DELETE /account/sessions/{id}': {
    summary: 'End one of my sessions',
    tag: 'My account',
    permission: 'account',
    personal: true,
    status: 204,
    params: Type.Object({ id: Id }),
    ok: Type.Null(),
  },

  'GET /invitations': {
    summary: 'Who was invited, newest first',
    tag: 'People',
    permission: 'administer',
    ok: Type.Object({ invitations: Type.Array(InvitationView) }),
  },
  'POST /invitations': {
    summary: 'Invite someone; the link works once, for seven days',
    tag: 'People',
    permission: 'administer',
    personal: true,
    status: 201,
    body: Type.Object({
      email: Email,
      name: Type.String({ minLength: 1, maxLength: 100 }),
      role: OneOf(roleNames),
      scope: Type.Optional(MemberScope),
      language: Type.Optional(OneOf(['fr', 'en'])),
    }),
    secret: true,
    ok: InvitationSent,
  },
  'POST /invitations/{id}/resend': {
    summary: 'Send a new link; the former one is worth nothing any more',
    tag: 'People',
    permission: 'administer',
    personal: true,
    params: Type.Object({ id: Id }),
    secret: true,
    ok: InvitationSent,
  },
  'DELETE /invitations/{id}': {
    summary: 'Take an invitation back',
    tag: 'People',
    permission: 'administer',
    status: 204,
    params: Type.Object({ id: Id }),
    ok: Type.Null(),
  },
  'POST /people/{id}/sign-out': {
    summary: 'End every session of a member',
    tag: 'People',
    permission: 'administer',
    params: Type.Object({ id: Id }),
    ok: Type.Object({ ended: Type.Integer() }),
  },
  'POST /people/{id}/reset-link': {
    summary:
      'A link by which a member of this organisation alone sets a new password, to hand over; for when there is no mail server',
    tag: 'People',
    permission: 'administer',
    personal: true,
    params: Type.Object({ id: Id }),
    secret: true,
    ok: Type.Object({ link: Type.String(), expiresAt: Type.String() }),
  },
  'DELETE /people/{id}/second-step': {
    summary: 'Take the second step and the passkeys off a member of this organisation alone who lost them',
    tag: 'People',
    permission: 'administer',
    personal: true,
    status: 204,
    params: Type.Object({ id: Id }),
    ok: Type.Null(),
  },

  'GET /sso-configuration': {
    summary: 'The organisation’s single sign-on',
    tag: 'Settings',
    permission: 'administer',
    ok: Type.Object({
      configuration: Nullable(SsoConfigurationView),
      callbackUrl: Type.String(),
      startUrl: Type.String(),
    }),
  },
  'PUT /sso-configuration': {
    summary: 'Set single sign-on up; the identity provider is asked at once. Without a secret the one there is stays',
    tag: 'Settings',
    permission: 'administer',
    personal: true,
    body: Type.Object({
      ...ssoSettings,
      clientSecret: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
    }),
    ok: SsoConfigurationView,
  },
  'DELETE /sso-configuration': {
    summary: 'No single sign-on any more',
    tag: 'Settings',
    permission: 'administer',
    personal: true,
    status: 204,
    ok: Type.Null(),
  },
});
