import { Type } from 'typebox';
import { routes } from '../route.ts';
import { ById, Id, InstantText, Nullable, OneOf } from '../schemas.ts';

const MailAddress = Type.String({ minLength: 3, maxLength: 320, format: 'email' });
const Signature = Type.String({ maxLength: 2000 });
/** `smtp://user:password@host:port` or `smtps://`: kept sealed, never answered. */
const ServerUrl = Type.String({ minLength: 8, maxLength: 2000, format: 'uri' });
const DomainName = Type.String({ maxLength: 253, pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)+$' });
const Selector = Type.String({ maxLength: 63, pattern: '^[a-z0-9][a-z0-9-]*$' });

/** A mailbox that messages leave from. Never its password nor its private key. */
export const SenderView = Type.Object({
  id: Id,
  /** Null: for every entity. */
  entityId: Nullable(Id),
  /** Whose it is; null: shared. */
  personId: Nullable(Id),
  personName: Nullable(Type.String()),
  name: Type.String(),
  address: Type.String(),
  replyTo: Nullable(Type.String()),
  /** Taken when nobody's own mailbox is wanted, or the person wanted has none. */
  isDefault: Type.Boolean(),
  /** Its own mail server; null: the installation's. An empty host: its secret cannot be opened any more. */
  server: Nullable(Type.Object({ secure: Type.Boolean(), host: Type.String(), port: Type.Integer(), user: Type.String() })),
  /** Who vouches for its mail, and the TXT record to publish; null: nobody. */
  dkim: Nullable(
    Type.Object({ domain: Type.String(), selector: Type.String(), recordName: Type.String(), record: Type.String() }),
  ),
  signatureFr: Type.String(),
  signatureEn: Type.String(),
  testedAt: Nullable(InstantText),
  changedAt: InstantText,
  changedBy: Type.String(),
});

export const sendersRoutes = routes({
  'GET /senders': {
    summary: 'The mailboxes that messages leave from',
    tag: 'Senders',
    permission: 'manage',
    ok: Type.Object({
      rows: Type.Array(SenderView),
      /** Whether this installation knows a mail server of its own. */ mailServer: Type.Boolean(),
    }),
  },
  'GET /senders/{id}': {
    summary: 'One mailbox that messages leave from',
    tag: 'Senders',
    permission: 'manage',
    params: ById,
    ok: SenderView,
  },
  'POST /senders': {
    summary: 'Add a mailbox, shared or of a person',
    tag: 'Senders',
    permission: 'administer',
    body: Type.Object({
      entityId: Type.Optional(Nullable(Id)),
      personId: Type.Optional(Nullable(Id)),
      name: Type.String({ minLength: 1, maxLength: 120 }),
      address: MailAddress,
      replyTo: Type.Optional(Nullable(MailAddress)),
      isDefault: Type.Optional(Type.Boolean()),
      smtpUrl: Type.Optional(Nullable(ServerUrl)),
      signatureFr: Type.Optional(Signature),
      signatureEn: Type.Optional(Signature),
    }),
    status: 201,
    ok: SenderView,
  },
  'PATCH /senders/{id}': {
    summary: 'Change a mailbox; what is not named stays, its server’s password too',
    tag: 'Senders',
    permission: 'administer',
    params: ById,
    body: Type.Object({
      entityId: Type.Optional(Nullable(Id)),
      personId: Type.Optional(Nullable(Id)),
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })),
      address: Type.Optional(MailAddress),
      replyTo: Type.Optional(Nullable(MailAddress)),
      isDefault: Type.Optional(Type.Boolean()),
      smtpUrl: Type.Optional(Nullable(ServerUrl)),
      signatureFr: Type.Optional(Signature),
      signatureEn: Type.Optional(Signature),
    }),
    ok: SenderView,
  },
  'DELETE /senders/{id}': {
    summary: 'Remove a mailbox: what would have left from it leaves from the next that fits',
    tag: 'Senders',
    permission: 'administer',
    params: ById,
    status: 204,
    ok: Type.Null(),
  },
  'POST /senders/{id}/dkim': {
    summary: 'Make a key that signs its mail; answers the TXT record to publish',
    tag: 'Senders',
    permission: 'administer',
    params: ById,
    body: Type.Object({
      /** Else that of its address. */
      domain: Type.Optional(DomainName),
      selector: Type.Optional(Selector),
    }),
    ok: SenderView,
  },
  'DELETE /senders/{id}/dkim': {
    summary: 'Sign its mail no more',
    tag: 'Senders',
    permission: 'administer',
    params: ById,
    ok: SenderView,
  },
  'POST /senders/{id}/dkim/check': {
    summary: 'Look whether the TXT record is published',
    tag: 'Senders',
    permission: 'manage',
    params: ById,
    ok: Type.Object({
      state: OneOf(['published', 'different', 'missing', 'unreachable', 'none']),
      found: Nullable(Type.String()),
    }),
  },
  'POST /senders/{id}/test': {
    summary: 'Send a mail from a mailbox to an address of your own, now',
    tag: 'Senders',
    permission: 'administer',
    params: ById,
    body: Type.Object({ to: MailAddress }),
    ok: Type.Object({
      outcome: OneOf(['sent', 'temporary', 'permanent', 'uncertain']),
      /** The mail server's own words. */
      detail: Type.String(),
    }),
  },
});
