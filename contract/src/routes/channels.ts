import { type Static, Type } from 'typebox';
import { routes } from '../route.ts';
import { InstantText, Nullable, OneOf } from '../schemas.ts';

/** The channels somebody else can carry; e-mail has senders of its own. */
export const carriedChannels = ['sms', 'letter', 'registered-letter', 'registered-e-letter'] as const;
/** What becomes of a channel's messages, once they may leave, while nobody was chosen to carry it. */
export const withoutProvider = ['print', 'fails'] as const;
export const providerTestOutcomes = ['ok', 'refused', 'unreachable', 'not-set'] as const;

const ProviderField = Type.Object({
  /** Its words stand in texts.channels.fields. */
  name: Type.String(),
  /** A secret is written and never read again. */
  secret: Type.Boolean(),
  required: Type.Boolean(),
  /** What it may be; empty: any text. Words in texts.channels.choices. */
  choices: Type.Array(Type.String()),
});

/** A channel, who carries it, and who could. */
export const ChannelView = Type.Object({
  channel: OneOf(carriedChannels),
  /** Null: nobody was chosen. */
  provider: Nullable(Type.String()),
  /** Of the provider chosen, secrets left out. */
  settings: Type.Record(Type.String(), Type.String()),
  hasSecret: Type.Boolean(),
  changedBy: Nullable(Type.String()),
  changedAt: Nullable(InstantText),
  without: OneOf(withoutProvider),
  providers: Type.Array(Type.Object({ name: Type.String(), fields: Type.Array(ProviderField) })),
});
export type ChannelView = Static<typeof ChannelView>;

const ByChannel = Type.Object({ channel: OneOf(carriedChannels) });

export const channelsRoutes = routes({
  'GET /channels': {
    summary: 'Who carries text messages and letters, and who could',
    tag: 'Channels',
    permission: 'administer',
    ok: Type.Object({ rows: Type.Array(ChannelView) }),
  },
  'PUT /channels/{channel}': {
    summary: 'Choose who carries a channel; secrets left out stay as they are while the provider does',
    tag: 'Channels',
    permission: 'administer',
    params: ByChannel,
    body: Type.Object({
      provider: Type.String({ minLength: 1, maxLength: 60 }),
      /** By name of the field, secrets among them. */
      fields: Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 4000 })),
    }),
    ok: ChannelView,
  },
  'DELETE /channels/{channel}': {
    summary: 'Let nobody carry a channel any more',
    tag: 'Channels',
    permission: 'administer',
    params: ByChannel,
    ok: ChannelView,
  },
  'POST /channels/{channel}/test': {
    summary: 'Ask the provider whether it knows us; nothing is sent',
    tag: 'Channels',
    permission: 'administer',
    params: ByChannel,
    ok: Type.Object({
      outcome: OneOf(providerTestOutcomes),
      /** The provider's own words. */
      detail: Type.String(),
    }),
  },
});
