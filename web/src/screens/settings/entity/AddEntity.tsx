import { Button, Modal, TextInput } from '@mantine/core';
import { Inline, Stacked, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { CountryAndCurrency, usualPlace } from '../../overview/CountryAndCurrency.tsx';
import { useEntitiesChanged } from '../settings-queries.ts';

const empty = { name: '', ...usualPlace };

/** Adds a company that invoices: its name, currency and country; the rest is completed in its own form. */
export function AddEntity({ onAdded }: { readonly onAdded: (id: string) => void }) {
  const texts = useTexts();
  const words = texts.settings.entity;
  const toast = useToast();
  const changed = useEntitiesChanged();
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(empty);
  const add = useMutation({
    mutationFn: () => api('POST /entities', { body: { ...draft, name: draft.name.trim() } }),
    onSuccess: async (entity) => {
      setOpen(false);
      setDraft(empty);
      toast.done(words.added(entity.name));
      await changed();
      onAdded(entity.id);
    },
  });
  const ready = draft.name.trim() !== '';
  return (
    <>
      <MayButton may="administer" variant="default" size="xs" onClick={() => setOpen(true)}>
        {words.add}
      </MayButton>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={words.add}
        closeButtonProps={{ 'aria-label': texts.common.actions.close }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) add.mutate();
          }}
        >
          <Stacked>
            <TextInput
              data-autofocus
              label={words.name}
              description={words.addHelp}
              error={add.isError ? sentenceOf(add.error, texts.common.error.offline) : undefined}
              value={draft.name}
              onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
            />
            <CountryAndCurrency value={draft} onChange={(part) => setDraft({ ...draft, ...part })} />
            <Inline end>
              <Button variant="default" onClick={() => setOpen(false)}>
                {texts.common.actions.cancel}
              </Button>
              <Button type="submit" disabled={!ready} loading={add.isPending}>
                {words.add}
              </Button>
            </Inline>
          </Stacked>
        </form>
      </Modal>
    </>
  );
}
