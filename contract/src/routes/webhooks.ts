import { type Static, Type } from 'typebox';
import { routes } from '../route.ts';
import { ById, Id, InstantText, Nullable, OneOf } from '../schemas.ts';

export const deliveryStates = ['waiting', 'calling', 'delivered', 'failed'] as const;
/** How one try ended: each has a sentence in texts.webhooks.outcomes. */
export const deliveryOutcomes = [
  'calling',
  'delivered',
  'rejected',
  'redirect',
  'gone',
  'timeout',
  'unreachable',
  'address-not-public',
  'url-not-allowed',
  'lost',
] as const;
/** Why an endpoint is off. */
export const webhookDisabledReasons = ['by-hand', 'failing', 'gone'] as const;
export const webhookResumptions = ['last', 'now'] as const;

const Url = Type.String({ minLength: 8, maxLength: 2000 });
const Description = Type.String({ maxLength: 500 });
/** `promises.made`, all of one subject as `promises.*`, or `*` for everything. */
const Kinds = Type.Array(Type.String({ pattern: '^(\\*|[a-z-]+\\.\\*|[a-z-]+\\.[a-z-]+)$', maxLength: 80 }), {
  minItems: 1,
  maxItems: 100,
});
const EntityIds = Type.Array(Id, { maxItems: 500 });

/** One endpoint: where events go, which, and how that is going. Never its secret. */
export const WebhookView = Type.Object({
  id: Id,
  url: Type.String(),
  description: Type.String(),
  kinds: Type.Array(Type.String()),
  /** Only events of these entities; empty: all, those of no entity too. */
  entityIds: Type.Array(Id),
  enabled: Type.Boolean(),
  disabledReason: Nullable(OneOf(webhookDisabledReasons)),
  disabledAt: Nullable(InstantText),
  /** Since when every try failed; null once one went through. */
  failingSince: Nullable(InstantText),
  /** What a person should know, in the caller's language; null when all is well. */
  alert: Nullable(Type.String()),
  /** The number of the last event looked at. */
  position: Type.Integer(),
  waiting: Type.Integer(),
  failed: Type.Integer(),
  lastDeliveredAt: Nullable(InstantText),
  /** Until when what is sent is signed with the former secret too. */
  formerSecretUntil: Nullable(InstantText),
  createdAt: InstantText,
  createdBy: Type.String(),
});

/** An endpoint as it is made, or its secret rolled: the only answers that hold the secret. */
const WebhookWithSecret = Type.Object({
  webhook: WebhookView,
  /** `whsec_…`: what a receiver gives its Standard Webhooks library. Shown this once. */
  secret: Type.String(),
});

export const DeliveryRow = Type.Object({
  id: Id,
  /** The header webhook-id: the same at every try and replay of one event. A receiver knows by it what it already has. */
  messageId: Type.String(),
  kind: Type.String(),
  /** Null for a test. */
  eventId: Nullable(Id),
  eventNumber: Nullable(Type.Integer()),
  state: OneOf(deliveryStates),
  test: Type.Boolean(),
  replay: Type.Boolean(),
  attempts: Type.Integer(),
  /** Of the last try that ended; null before the first one. */
  outcome: Nullable(OneOf(deliveryOutcomes)),
  statusCode: Nullable(Type.Integer()),
  durationMs: Nullable(Type.Integer()),
  /** Null once it is over. */
  nextTryAt: Nullable(InstantText),
  createdAt: InstantText,
  finishedAt: Nullable(InstantText),
});

export const DeliveryView = Type.Object({
  ...DeliveryRow.properties,
  /** What is sent, as JSON text. */
  body: Type.String(),
  tries: Type.Array(
    Type.Object({
      attempt: Type.Integer(),
      startedAt: InstantText,
      durationMs: Nullable(Type.Integer()),
      outcome: OneOf(deliveryOutcomes),
      statusCode: Nullable(Type.Integer()),
      /** The first bytes of the answer, or what went wrong. */
      answer: Type.String(),
    }),
  ),
});

const ByDelivery = Type.Object({ id: Id, delivery: Id });

export const webhooksRoutes = routes({
  'GET /webhooks': {
    summary: 'Where events are sent, and how that is going',
    tag: 'Webhooks',
    permission: 'administer',
    ok: Type.Object({ rows: Type.Array(WebhookView) }),
  },
  'POST /webhooks': {
    summary: 'Send events to an address from now on; the answer shows the secret, once',
    tag: 'Webhooks',
    permission: 'administer',
    body: Type.Object({
      url: Url,
      description: Type.Optional(Description),
      kinds: Kinds,
      entityIds: Type.Optional(EntityIds),
      /** True unless said otherwise. */
      enabled: Type.Optional(Type.Boolean()),
    }),
    status: 201,
    secret: true,
    ok: WebhookWithSecret,
  },
  'GET /webhooks/{id}': {
    summary: 'One endpoint',
    tag: 'Webhooks',
    permission: 'administer',
    params: ById,
    ok: WebhookView,
  },
  'PATCH /webhooks/{id}': {
    summary: 'Change an endpoint, switch it off or on again',
    tag: 'Webhooks',
    permission: 'administer',
    params: ById,
    body: Type.Object({
      url: Type.Optional(Url),
      description: Type.Optional(Description),
      kinds: Type.Optional(Kinds),
      entityIds: Type.Optional(EntityIds),
      enabled: Type.Optional(Type.Boolean()),
      /** When switched on: with what happened meanwhile (`last`, unless said otherwise) or only with what happens from now on. */
      resume: Type.Optional(OneOf(webhookResumptions)),
    }),
    ok: WebhookView,
  },
  'DELETE /webhooks/{id}': {
    summary: 'Remove an endpoint with its deliveries',
    tag: 'Webhooks',
    permission: 'administer',
    params: ById,
    status: 204,
    ok: Type.Null(),
  },
  'POST /webhooks/{id}/secret': {
    summary: 'A new secret; for 24 hours what is sent is signed with the former one too',
    tag: 'Webhooks',
    permission: 'administer',
    params: ById,
    secret: true,
    ok: WebhookWithSecret,
  },
  'POST /webhooks/{id}/test': {
    summary: 'Send a test event now, and answer how it went',
    tag: 'Webhooks',
    permission: 'administer',
    params: ById,
    ok: DeliveryView,
  },
  'GET /webhooks/{id}/deliveries': {
    summary: 'What was sent or waits, the newest first',
    tag: 'Webhooks',
    permission: 'administer',
    params: ById,
    query: Type.Object({
      /** `next` of the page before. */
      cursor: Type.Optional(Id),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
      state: Type.Optional(OneOf(deliveryStates)),
      kind: Type.Optional(Type.String({ maxLength: 80 })),
    }),
    ok: Type.Object({ rows: Type.Array(DeliveryRow), next: Nullable(Id) }),
  },
  'GET /webhooks/{id}/deliveries/{delivery}': {
    summary: 'One delivery: its body and every try',
    tag: 'Webhooks',
    permission: 'administer',
    params: ByDelivery,
    ok: DeliveryView,
  },
  'POST /webhooks/{id}/deliveries/{delivery}/replay': {
    summary: 'Send it once more, under the same webhook-id',
    tag: 'Webhooks',
    permission: 'administer',
    params: ByDelivery,
    status: 202,
    ok: DeliveryView,
  },
  'POST /webhooks/{id}/replay': {
    summary: 'Send past events again, by number or by time',
    tag: 'Webhooks',
    permission: 'administer',
    params: ById,
    body: Type.Object({
      /** Events recorded from this instant on. */
      from: Type.Optional(InstantText),
      /** And before this one; now, unless said otherwise. */
      to: Type.Optional(InstantText),
      /** Instead of `from`: events from this number on. */
      fromNumber: Type.Optional(Type.Integer({ minimum: 1 })),
    }),
    status: 202,
    ok: Type.Object({ id: Id, fromNumber: Type.Integer(), toNumber: Type.Integer() }),
  },
  'GET /webhook-events': {
    summary: 'The kinds of events: what each tells, with an example of what is sent',
    tag: 'Webhooks',
    permission: 'administer',
    ok: Type.Object({
      rows: Type.Array(
        Type.Object({
          kind: Type.String(),
          /** In the caller's language. */
          sentence: Type.String(),
          /** The members of `data.details` this kind may carry. */
          details: Type.Array(Type.String()),
          example: Type.Unknown(),
        }),
      ),
    }),
  },
});

export type WebhookView = Static<typeof WebhookView>;
export type DeliveryRow = Static<typeof DeliveryRow>;
export type DeliveryView = Static<typeof DeliveryView>;
