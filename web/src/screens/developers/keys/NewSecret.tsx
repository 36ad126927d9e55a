import { Button, Modal, NativeSelect } from '@mantine/core';
import { Inline, Stacked, useTexts } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import type { ApiKeyView } from './key-words.ts';
import { useRereadKeys } from './keys-queries.ts';
import type { NewToken } from './TokenShown.tsx';

interface NewSecretProps {
  readonly apiKey: ApiKeyView;
  readonly onClose: () => void;
  readonly onMade: (made: NewToken) => void;
}

const graceHours = ['0', '1', '24', '168', '720'] as const;

/** Gives a key a new secret; the former one is good for the grace chosen. */
export function NewSecret({ apiKey, onClose, onMade }: NewSecretProps) {
  const texts = useTexts();
  const words = texts.developers.keys;
  const reread = useRereadKeys();
  const [grace, setGrace] = useState<(typeof graceHours)[number]>('24');
  const rotate = useMutation({
    mutationFn: () => api('POST /api-keys/{id}/rotation', { params: { id: apiKey.id }, body: { graceHours: Number(grace) } }),
    onSuccess: async ({ key, token }) => {
      await reread();
      onMade({ name: key.name, token });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.rotateTitle(apiKey.name)}
      size={480}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      <Stacked>
        <p className="d-plain">{words.rotateLead}</p>
        <NativeSelect
          data-autofocus
          label={words.grace}
          value={grace}
          data={graceHours.map((hours) => ({ value: hours, label: words.graces[hours] }))}
          onChange={(event) => setGrace(graceHours.find((hours) => hours === event.currentTarget.value) ?? '24')}
        />
        {rotate.isError && (
          <p className="d-problem" role="alert">
            {sentenceOf(rotate.error, texts.common.error.offline)}
          </p>
        )}
        <Inline end>
          <Button variant="default" onClick={onClose}>
            {texts.common.actions.cancel}
          </Button>
          <Button loading={rotate.isPending} onClick={() => rotate.mutate()}>
            {words.rotateAction}
          </Button>
        </Inline>
      </Stacked>
    </Modal>
  );
}
