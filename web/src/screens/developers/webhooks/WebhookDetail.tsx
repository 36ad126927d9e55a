import { formatInstant } from '@quitus/texts';
import { useLanguage, useTexts } from '@quitus/ui';
import type { ReactNode } from 'react';
import type { WebhookView } from './webhook-words.ts';

/** Under the title of an endpoint: how it does since when, what waits, what it is for. */
export function WebhookDetail({ webhook, health }: { readonly webhook: WebhookView; readonly health: ReactNode }) {
  const words = useTexts().developers.webhooks;
  const language = useLanguage();
  const when = (instant: string) => formatInstant(language, instant);
  const { description, disabledAt, disabledReason, enabled, failingSince, formerSecretUntil, lastDeliveredAt } = webhook;
  const told = [
    ...(description ? [description] : []),
    ...(disabledReason ? [words.reasons[disabledReason]] : []),
    ...(disabledAt ? [words.offSince(when(disabledAt))] : []),
    ...(enabled && failingSince ? [words.failingSince(when(failingSince))] : []),
    ...(webhook.waiting > 0 ? [words.waiting(webhook.waiting)] : []),
    ...(webhook.failed > 0 ? [words.failedCount(webhook.failed)] : []),
    ...(lastDeliveredAt ? [words.lastDelivered(when(lastDeliveredAt))] : []),
    ...(formerSecretUntil ? [words.formerUntil(when(formerSecretUntil))] : []),
  ];
  return (
    <span className="d-detail">
      {health}
      <span>{told.join(' · ')}</span>
    </span>
  );
}
