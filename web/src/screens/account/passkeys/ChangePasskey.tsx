import { Button, Modal, TextInput } from '@mantine/core';
import { Confirm, Inline, Stacked, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { useAccountChanged, useFailed } from '../account-queries.ts';
import type { Passkey } from '../account-queries.ts';

interface OnePasskey {
  readonly passkey: Passkey;
  readonly onClose: () => void;
}

/** Gives a passkey another name. */
export function RenamePasskey({ passkey, onClose }: OnePasskey) {
  const texts = useTexts();
  const words = texts.account.passkeys;
  const toast = useToast();
  const changed = useAccountChanged();
  const [name, setName] = useState(passkey.name);
  const rename = useMutation({
    mutationFn: () => api('PATCH /account/passkeys/{id}', { params: { id: passkey.id }, body: { name: name.trim() } }),
    onSuccess: async (named) => {
      toast.done(words.renamed(named.name));
      onClose();
      await changed();
    },
    onError: useFailed(),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size={440}
      title={words.rename}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') rename.mutate();
        }}
      >
        <Stacked>
          <TextInput
            data-autofocus
            label={words.named}
            description={words.namedHelp}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Inline end>
            <Button variant="default" onClick={onClose}>
              {texts.common.actions.cancel}
            </Button>
            <Button type="submit" disabled={name.trim() === ''} loading={rename.isPending}>
              {words.rename}
            </Button>
          </Inline>
        </Stacked>
      </form>
    </Modal>
  );
}

/** Removes a passkey, after a question. */
export function RemovePasskey({ passkey, onClose }: OnePasskey) {
  const words = useTexts().account.passkeys;
  const toast = useToast();
  const changed = useAccountChanged();
  const remove = useMutation({
    mutationFn: () => api('DELETE /account/passkeys/{id}', { params: { id: passkey.id } }),
    onSuccess: async () => {
      toast.done(words.removed(passkey.name));
      onClose();
      await changed();
    },
    onError: useFailed(),
  });
  return (
    <Confirm
      opened
      danger
      title={words.removeTitle(passkey.name)}
      lines={[{ label: words.removeLine, count: 1 }]}
      action={words.remove}
      busy={remove.isPending}
      onClose={onClose}
      onConfirm={() => remove.mutate()}
    >
      {words.removeText}
    </Confirm>
  );
}
