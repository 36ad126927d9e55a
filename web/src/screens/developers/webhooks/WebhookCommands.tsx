import { ActionIcon, Button, Menu, Modal } from '@mantine/core';
import { formatCount } from '@quitus/texts';
import { Confirm, Inline, Stacked, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import {
  IconDots,
  IconHistory,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconRepeat,
  IconRotate,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useScreenSearch } from '../../../search.ts';
import { useMay } from '../../../session.ts';
import { useRereadWebhooks } from './webhook-queries.ts';
import type { WebhookView } from './webhook-words.ts';

interface WebhookCommandsProps {
  readonly webhook: WebhookView;
  readonly onShow: (show: 'change' | 'replay') => void;
  readonly onSecret: (secret: string) => void;
}

type Asking = 'resume' | 'roll' | 'remove';

/** What can be done with an endpoint: try it, change it, switch it off and on, send again, renew its secret, remove it. */
export function WebhookCommands({ webhook, onShow, onSecret }: WebhookCommandsProps) {
  const texts = useTexts();
  const words = texts.developers.webhooks;
  const toast = useToast();
  const reread = useRereadWebhooks();
  const { change } = useScreenSearch();
  const mayAudit = useMay('audit');
  const [asking, setAsking] = useState<Asking>();
  const params = { id: webhook.id };
  const failed = (error: unknown) => toast.failed(sentenceOf(error, texts.common.error.offline));
  const test = useMutation({
    mutationFn: () => api('POST /webhooks/{id}/test', { params }),
    onSuccess: async (delivery) => {
      await reread();
      change({ open: delivery.id });
    },
    onError: failed,
  });
  const switchOff = useMutation({
    mutationFn: () => api('PATCH /webhooks/{id}', { params, body: { enabled: false } }),
    onSuccess: async () => {
      await reread();
      toast.done(words.switchedOff, () => switchOn.mutate('last'));
    },
    onError: failed,
  });
  const switchOn = useMutation({
    mutationFn: (resume: 'last' | 'now') => api('PATCH /webhooks/{id}', { params, body: { enabled: true, resume } }),
    onSuccess: async () => {
      setAsking(undefined);
      await reread();
      toast.done(words.switchedOn);
    },
    onError: failed,
  });
  return (
    <>
      <MayButton
        may="administer"
        size="xs"
        leftSection={<IconSend size={15} aria-hidden />}
        loading={test.isPending}
        onClick={() => test.mutate()}
      >
        {words.test}
      </MayButton>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={texts.shell.more}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} aria-hidden />} onClick={() => onShow('change')}>
            {words.edit}
          </Menu.Item>
          <Menu.Item leftSection={<IconRepeat size={15} aria-hidden />} onClick={() => onShow('replay')}>
            {words.replayPeriod}
          </Menu.Item>
          <Menu.Item leftSection={<IconRotate size={15} aria-hidden />} onClick={() => setAsking('roll')}>
            {words.roll}
          </Menu.Item>
          {webhook.enabled ? (
            <Menu.Item leftSection={<IconPlayerPause size={15} aria-hidden />} onClick={() => switchOff.mutate()}>
              {words.switchOff}
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconPlayerPlay size={15} aria-hidden />} onClick={() => setAsking('resume')}>
              {words.switchOn}
            </Menu.Item>
          )}
          {mayAudit && (
            <Menu.Item
              leftSection={<IconHistory size={15} aria-hidden />}
              renderRoot={(props: object) => <Link to="/audit" search={{ subject: webhook.id }} {...props} />}
            >
              {words.auditOf}
            </Menu.Item>
          )}
          <Menu.Item color="late" leftSection={<IconTrash size={15} aria-hidden />} onClick={() => setAsking('remove')}>
            {words.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking === 'resume' && (
        <Resume
          position={webhook.position}
          busy={switchOn.isPending}
          onResume={(resume) => switchOn.mutate(resume)}
          onClose={() => setAsking(undefined)}
        />
      )}
      <Dangers webhookId={webhook.id} asking={asking} onSecret={onSecret} onClose={() => setAsking(undefined)} />
    </>
  );
}

interface ResumeProps {
  readonly position: number;
  readonly busy: boolean;
  readonly onResume: (resume: 'last' | 'now') => void;
  readonly onClose: () => void;
}

function Resume({ position, busy, onResume, onClose }: ResumeProps) {
  const texts = useTexts();
  const words = texts.developers.webhooks;
  const language = useLanguage();
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.resumeTitle}
      size={460}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      <Stacked>
        <p className="d-plain">{words.resumeLead(formatCount(language, position))}</p>
        <Inline end>
          <Button variant="default" disabled={busy} onClick={() => onResume('now')}>
            {words.resumeNow}
          </Button>
          <Button data-autofocus loading={busy} onClick={() => onResume('last')}>
            {words.resumeLast}
          </Button>
        </Inline>
      </Stacked>
    </Modal>
  );
}

interface DangersProps {
  readonly webhookId: string;
  readonly asking: Asking | undefined;
  readonly onSecret: (secret: string) => void;
  readonly onClose: () => void;
}

function Dangers({ webhookId, asking, onSecret, onClose }: DangersProps) {
  const texts = useTexts();
  const words = texts.developers.webhooks;
  const toast = useToast();
  const reread = useRereadWebhooks();
  const navigate = useNavigate();
  const params = { id: webhookId };
  const failed = (error: unknown) => toast.failed(sentenceOf(error, texts.common.error.offline));
  const roll = useMutation({
    mutationFn: () => api('POST /webhooks/{id}/secret', { params }),
    onSuccess: async ({ secret }) => {
      onClose();
      onSecret(secret);
      await reread();
    },
    onError: failed,
  });
  const remove = useMutation({
    mutationFn: () => api('DELETE /webhooks/{id}', { params }),
    onSuccess: async () => {
      onClose();
      await navigate({ to: '/settings', search: { tab: 'webhooks' } });
      toast.done(words.removed);
      await reread();
    },
    onError: failed,
  });
  return (
    <>
      <Confirm
        opened={asking === 'roll'}
        title={words.rollTitle}
        lines={[{ label: words.rollLine, count: 1 }]}
        action={words.rollAction}
        busy={roll.isPending}
        onConfirm={() => roll.mutate()}
        onClose={onClose}
      />
      <Confirm
        opened={asking === 'remove'}
        danger
        acknowledge
        title={words.removeTitle}
        lines={[{ label: words.removeLine, count: 1 }]}
        action={words.removeAction}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={onClose}
      />
    </>
  );
}
