import { ErrorState, Page, Skeleton, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useRouteId } from '../../../route-id.ts';
import { useScreenSearch } from '../../../search.ts';
import { ShownOnce } from '../ShownOnce.tsx';
import { Health } from '../WebhooksTab.tsx';
import { DeliveriesGrid } from './DeliveriesGrid.tsx';
import { DeliveryPanel } from './DeliveryPanel.tsx';
import { ReplayPeriod } from './ReplayPeriod.tsx';
import { WebhookCommands } from './WebhookCommands.tsx';
import { WebhookDetail } from './WebhookDetail.tsx';
import { WebhookForm } from './WebhookForm.tsx';
import { webhookQuery } from './webhook-queries.ts';
import { shortAddress } from './webhook-words.ts';
import '../developers.css';

/** One endpoint: how it does, every delivery, and what can be done about it. */
export function WebhookScreen() {
  const id = useRouteId();
  const words = useTexts().developers.webhooks;
  const { search, change } = useScreenSearch();
  const answer = useQuery(webhookQuery(id));
  const [secret, setSecret] = useState<string>();
  const trail = (
    <Link to="/settings" search={{ tab: 'webhooks' }}>
      {words.trail}
    </Link>
  );
  const webhook = answer.data;
  if (!webhook)
    return (
      <Page title={words.title} trail={trail}>
        {answer.isError ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton shape="lines" count={8} />
        )}
      </Page>
    );
  const close = () => change({ show: undefined });
  return (
    <Page
      title={shortAddress(webhook.url)}
      heading={<span className="d-address">{shortAddress(webhook.url)}</span>}
      shape="work"
      trail={trail}
      detail={<WebhookDetail webhook={webhook} health={<Health webhook={webhook} />} />}
      actions={<WebhookCommands webhook={webhook} onShow={(show) => change({ show })} onSecret={setSecret} />}
      aside={
        search.open && (
          <DeliveryPanel
            key={search.open}
            webhookId={id}
            id={search.open}
            onOpen={(open) => change({ open })}
            onClose={() => change({ open: undefined })}
          />
        )
      }
    >
      {webhook.alert && (
        <Alert color="late" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />}>
          {webhook.alert}
        </Alert>
      )}
      <DeliveriesGrid webhookId={id} openedId={search.open} onOpen={(open) => change({ open })} />
      {search.show === 'change' && <WebhookForm webhook={webhook} onClose={close} />}
      {search.show === 'replay' && <ReplayPeriod webhookId={id} onClose={close} />}
      {secret !== undefined && (
        <ShownOnce
          title={words.rolled}
          label={words.secret}
          help={words.secretHelp}
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
    </Page>
  );
}
