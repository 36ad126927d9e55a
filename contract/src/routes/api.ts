import { type Static, Type } from 'typebox';
import { permissions, routes } from '../route.ts';
import { AmountText, ById, CurrencyCode, Id, InstantText, Nullable, OneOf } from '../schemas.ts';

/** What a key may see, as lists; one left out or null means all. */
export const KeyScope = Type.Object({
  entities: Type.Optional(Nullable(Type.Array(Id, { minItems: 1, maxItems: 200 }))),
  agencies: Type.Optional(Nullable(Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 200 }))),
  /** The portfolios of these collectors. */
  collectors: Type.Optional(Nullable(Type.Array(Id, { minItems: 1, maxItems: 200 }))),
  salesReps: Type.Optional(Nullable(Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 200 }))),
});
export type KeyScope = Static<typeof KeyScope>;

const keyFields = {
  name: Type.String({ minLength: 1, maxLength: 100, examples: ['Nightly import'] }),
  permissions: Type.Array(OneOf(permissions), { minItems: 1, maxItems: permissions.length, uniqueItems: true }),
  scope: KeyScope,
  /** CIDR blocks or addresses it may call from; empty means anywhere. */
  networks: Type.Array(Type.String({ maxLength: 50, examples: ['192.0.2.0/24'] }), { maxItems: 50 }),
  language: OneOf(['fr', 'en']),
  expiresAt: Nullable(InstantText),
};

export const ApiKeyView = Type.Object({
  id: Id,
  /** How its token begins: enough to recognise it, not to use it. */
  prefix: Type.String({ examples: ['qk_0190a1b2-'] }),
  ...keyFields,
  state: OneOf(['active', 'expired', 'revoked']),
  createdBy: Type.String(),
  createdAt: InstantText,
  rotatedAt: Nullable(InstantText),
  /** Until then the secret of before the last rotation is good too. */
  formerUntil: Nullable(InstantText),
  /** At most a minute behind. */
  lastUsedAt: Nullable(InstantText),
  revokedAt: Nullable(InstantText),
  revokedBy: Nullable(Type.String()),
});
export type ApiKeyView = Static<typeof ApiKeyView>;

const ShownOnce = Type.Object({
  key: ApiKeyView,
  /** Shown now and never again. */
  token: Type.String(),
});

export const bulkModes = ['atomic', 'partial'] as const;

export const BulkAnswer = Type.Object({
  /** Under this id it can be looked at and undone in `/imports`. */
  import: Id,
  state: OneOf(['applied', 'previewed', 'refused']),
  dryRun: Type.Boolean(),
  counts: Type.Object({
    read: Type.Integer(),
    created: Type.Integer(),
    updated: Type.Integer(),
    unchanged: Type.Integer(),
    rejected: Type.Integer(),
    warnings: Type.Integer(),
    /** Customers that items named and that did not exist. */
    customers: Type.Integer(),
  }),
  /** Per currency, to the cent: sent = taken + rejected. */
  controls: Type.Array(Type.Object({ currency: CurrencyCode, file: AmountText, taken: AmountText, rejected: AmountText })),
  /** The first 1,000; all of them are in `GET /bulk/{id}/rejected`. */
  rejected: Type.Array(
    Type.Object({
      line: Type.Integer(),
      field: Type.String(),
      value: Type.String(),
      code: Type.String(),
      reason: Type.String(),
    }),
  ),
});
export type BulkAnswer = Static<typeof BulkAnswer>;

const bulkQuery = Type.Object({
  /** `atomic` (the default): one line refused refuses all. `partial`: the lines at fault are named, the others taken. */
  mode: Type.Optional(OneOf(bulkModes)),
  /** Says what would happen and writes nothing. */
  dryRun: Type.Optional(Type.Boolean()),
  /** The entity's name or id; may be left out when there is one only. */
  entity: Type.Optional(Type.String({ maxLength: 200 })),
});

const ndjson = 'application/x-ndjson';
const bulk = (summary: string) =>
  ({ summary, tag: 'Bulk', permission: 'import', upload: true, stream: ndjson, query: bulkQuery, ok: BulkAnswer }) as const;

export const apiRoutes = routes({
  'GET /key': {
    summary: 'What the key of this call may do',
    tag: 'API keys',
    permission: 'read',
    ok: Type.Object({
      id: Id,
      name: Type.String(),
      tenant: Type.Object({ id: Type.Integer(), name: Type.String() }),
      permissions: Type.Array(Type.String()),
      scope: KeyScope,
    }),
  },
  'GET /api-keys': {
    summary: 'The keys of this organisation, those revoked too',
    tag: 'API keys',
    permission: 'administer',
    personal: true,
    ok: Type.Object({ keys: Type.Array(ApiKeyView) }),
  },
  'POST /api-keys': {
    summary: 'Make a key; its token is in this answer alone',
    tag: 'API keys',
    permission: 'administer',
    personal: true,
    secret: true,
    status: 201,
    body: Type.Intersect([
      Type.Object({ name: keyFields.name, permissions: keyFields.permissions }),
      Type.Partial(
        Type.Object({
          scope: keyFields.scope,
          networks: keyFields.networks,
          language: keyFields.language,
          expiresAt: keyFields.expiresAt,
        }),
      ),
    ]),
    ok: ShownOnce,
  },
  'GET /api-keys/{id}': {
    summary: 'One key',
    tag: 'API keys',
    permission: 'administer',
    personal: true,
    params: ById,
    ok: ApiKeyView,
  },
  'PATCH /api-keys/{id}': {
    summary: 'Change the name, the networks or the expiry of a key; its rights stay what they were made',
    tag: 'API keys',
    permission: 'administer',
    personal: true,
    params: ById,
    body: Type.Partial(Type.Object({ name: keyFields.name, networks: keyFields.networks, expiresAt: keyFields.expiresAt })),
    ok: ApiKeyView,
  },
  'POST /api-keys/{id}/rotation': {
    summary: 'Give a key a new secret; the one of before is good for the hours chosen',
    tag: 'API keys',
    permission: 'administer',
    personal: true,
    secret: true,
    params: ById,
    body: Type.Object({ graceHours: Type.Optional(Type.Integer({ minimum: 0, maximum: 720, default: 24 })) }),
    ok: ShownOnce,
  },
  'DELETE /api-keys/{id}': {
    summary: 'Revoke a key, at once and for good',
    tag: 'API keys',
    permission: 'administer',
    personal: true,
    status: 204,
    params: ById,
    ok: Type.Null(),
  },
});

export const bulkRoutes = routes({
  'POST /bulk/customers': bulk('Create and update customers by external id or code, one JSON object a line'),
  'POST /bulk/items': bulk('Create and update items by external id, one JSON object a line'),
  'POST /bulk/contacts': bulk('Create and update contacts of customers, one JSON object a line'),
  'GET /bulk/{id}/rejected': {
    summary: 'Every line refused, as it was sent, with its reasons',
    tag: 'Bulk',
    permission: 'read',
    params: ById,
    file: ndjson,
    ok: Type.Unknown(),
  },
});
