import { formatInstant } from '@quitus/texts';
import { EmptyState, ErrorState, Section, Skeleton, StatusBadge, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { useState } from 'react';
import { MayButton } from '../../MayButton.tsx';
import { useScreenSearch } from '../../search.ts';
import { ShownOnce } from './ShownOnce.tsx';
import { DeliveryStrip } from './webhooks/DeliveryStrip.tsx';
import { HowToVerify } from './webhooks/HowToVerify.tsx';
import { WebhookForm } from './webhooks/WebhookForm.tsx';
import { webhooksQuery } from './webhooks/webhook-queries.ts';
import { healthOf, healthTones, shortAddress } from './webhooks/webhook-words.ts';
import type { WebhookView } from './webhooks/webhook-words.ts';
import './developers.css';

/** Where events are sent, and how that is going. */
export function WebhooksTab() {
  const words = useTexts().developers.webhooks;
  const { search, change } = useScreenSearch();
  const answer = useQuery(webhooksQuery);
  const [secret, setSecret] = useState<string>();
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton shape="lines" count={6} />;
  const { rows } = answer.data;
  const close = () => change({ open: undefined });
  return (
    <>
      <Section
        title={words.title}
        actions={
          <MayButton
            may="administer"
            size="xs"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => change({ open: 'new' })}
          >
            {words.create}
          </MayButton>
        }
      >
        <p className="p-lead q-muted">{words.lead}</p>
        {rows.length === 0 ? (
          <EmptyState icon={IconWebhook} title={words.empty}>
            {words.emptyHelp}
          </EmptyState>
        ) : (
          <ul className="d-hooks" aria-label={words.title}>
            {rows.map((row) => (
              <Endpoint key={row.id} webhook={row} />
            ))}
          </ul>
        )}
      </Section>
      <Section title={words.verify}>
        <HowToVerify />
      </Section>
      {search.open === 'new' && (
        <WebhookForm
          onClose={close}
          onMade={(made) => {
            close();
            setSecret(made);
          }}
        />
      )}
      {secret !== undefined && (
        <ShownOnce
          title={words.made}
          label={words.secret}
          help={words.secretHelp}
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
    </>
  );
}

function Endpoint({ webhook }: { readonly webhook: WebhookView }) {
  const words = useTexts().developers.webhooks;
  const language = useLanguage();
  const when = (instant: string) => formatInstant(language, instant);
  const { waiting, failed, failingSince, disabledAt, disabledReason, lastDeliveredAt, alert } = webhook;
  const told = [
    ...(disabledReason ? [words.reasons[disabledReason]] : []),
    ...(disabledAt ? [words.offSince(when(disabledAt))] : []),
    ...(webhook.enabled && failingSince ? [words.failingSince(when(failingSince))] : []),
    ...(waiting > 0 ? [words.waiting(waiting)] : []),
    ...(failed > 0 ? [words.failedCount(failed)] : []),
    ...(lastDeliveredAt ? [words.lastDelivered(when(lastDeliveredAt))] : []),
  ];
  return (
    <li className="d-hook">
      <div className="d-hook-words">
        <Link to="/settings/webhooks/$id" params={{ id: webhook.id }} className="d-hook-name">
          {shortAddress(webhook.url)}
        </Link>
        {webhook.description && <span>{webhook.description}</span>}
        <span className="q-muted d-small">
          <Told kinds={webhook.kinds} /> {told.length > 0 && `· ${told.join(' · ')}`}
        </span>
        {alert && <span className="d-alert">{alert}</span>}
      </div>
      <div className="d-hook-health">
        <Health webhook={webhook} />
        <DeliveryStrip webhookId={webhook.id} />
      </div>
    </li>
  );
}

function Told({ kinds }: { readonly kinds: readonly string[] }) {
  const texts = useTexts();
  const words = texts.developers.webhooks;
  const areas: Readonly<Record<string, string>> = texts.auditScreen.areas;
  if (kinds.includes('*')) return words.all;
  if (kinds.every((kind) => kind.endsWith('.*'))) return kinds.map((kind) => areas[kind.slice(0, -2)] ?? kind).join(', ');
  return words.kinds(kinds.length);
}

/** How an endpoint does, as a word with its icon. */
export function Health({ webhook }: { readonly webhook: WebhookView }) {
  const words = useTexts().developers.webhooks;
  const health = healthOf(webhook);
  return <StatusBadge tone={healthTones[health]}>{words.states[health]}</StatusBadge>;
}
