import { refusals } from '../../kernel/refusals.ts';

export const refuse = refusals({
  'webhook.unknown': 'not-found',
  'webhook.too-many': 'conflict',
  'webhook.url-unreadable': 'invalid',
  'webhook.url-scheme': 'invalid',
  'webhook.url-credentials': 'invalid',
  'webhook.address-not-public': 'invalid',
  'webhook.kind-unknown': 'invalid',
  'webhook.entity-unknown': 'invalid',
  'webhook.delivery-unknown': 'not-found',
  'webhook.delivery-not-replayable': 'conflict',
  'webhook.replay-range': 'invalid',
});
