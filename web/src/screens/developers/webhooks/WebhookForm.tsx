import { Button, Modal, TextInput } from '@mantine/core';
import { Inline, Stacked, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { useSession } from '../../../session.ts';
import { TickList } from '../TickList.tsx';
import { KindsChoice } from './KindsChoice.tsx';
import { useRereadWebhooks } from './webhook-queries.ts';
import { everything } from './webhook-words.ts';
import type { WebhookView } from './webhook-words.ts';

interface WebhookFormProps {
  /** The endpoint to change; a new one without it. */
  readonly webhook?: WebhookView;
  readonly onClose: () => void;
  /** Told the secret of a new one. */
  readonly onMade?: (secret: string) => void;
}

/** Makes or changes an endpoint: its address, what it is told, of which entities. */
export function WebhookForm({ webhook, onClose, onMade }: WebhookFormProps) {
  const texts = useTexts();
  const words = texts.developers.webhooks;
  const toast = useToast();
  const reread = useRereadWebhooks();
  const { entities } = useSession();
  const [url, setUrl] = useState(webhook?.url ?? 'https://');
  const [description, setDescription] = useState(webhook?.description ?? '');
  const [kinds, setKinds] = useState<readonly string[]>(webhook?.kinds ?? [everything]);
  const [entityIds, setEntityIds] = useState<readonly string[]>(webhook?.entityIds ?? []);
  // Whether an address may be called is the server's to say; here only what is no address at all.
  const addressProblem = /^https?:\/\/[^\s/]+/i.test(url.trim()) ? undefined : words.addressWrong;
  const problem = addressProblem ?? (kinds.length === 0 ? words.noKind : undefined);
  const save = useMutation({
    mutationFn: async () => {
      const body = { url: url.trim(), description: description.trim(), kinds: [...kinds], entityIds: [...entityIds] };
      if (webhook) {
        await api('PATCH /webhooks/{id}', { params: { id: webhook.id }, body });
        return undefined;
      }
      return (await api('POST /webhooks', { body })).secret;
    },
    onSuccess: async (secret) => {
      await reread();
      if (secret !== undefined) return onMade?.(secret);
      toast.done(words.saved);
      return onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={webhook ? words.edit : words.create}
      size={680}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (problem === undefined) save.mutate();
        }}
      >
        <Stacked>
          <TextInput
            data-autofocus
            label={words.address}
            description={words.addressHelp}
            type="url"
            spellCheck={false}
            maxLength={2000}
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
          />
          <TextInput
            label={words.description}
            placeholder={words.descriptionPlaceholder}
            maxLength={500}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <KindsChoice kinds={kinds} onChange={setKinds} />
          {entities.length > 1 && (
            <div className="d-fieldset">
              <TickList
                label={words.entities}
                options={entities.map((each) => ({ value: each.id, label: each.name }))}
                chosen={entityIds}
                onChange={setEntityIds}
              />
              <p className="q-muted d-plain">{words.entitiesHelp}</p>
            </div>
          )}
          {save.isError && (
            <p className="d-problem" role="alert">
              {sentenceOf(save.error, texts.common.error.offline)}
            </p>
          )}
          <Inline end>
            {problem !== undefined && <span className="q-muted d-plain">{problem}</span>}
            <Button variant="default" onClick={onClose}>
              {texts.common.actions.cancel}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={problem !== undefined}>
              {webhook ? words.save : words.make(kinds.includes(everything) ? 0 : kinds.length)}
            </Button>
          </Inline>
        </Stacked>
      </form>
    </Modal>
  );
}
