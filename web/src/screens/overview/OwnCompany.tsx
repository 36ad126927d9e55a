import { Button, Modal, TextInput } from '@mantine/core';
import { Inline, Stacked, useTexts } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { useEnterTenant } from '../../session.ts';
import { CountryAndCurrency, usualPlace } from './CountryAndCurrency.tsx';

/** Leaves the demonstration for an organisation of one's own: a button and the few questions it takes. */
export function OwnCompany() {
  const texts = useTexts();
  const words = texts.overview.ownCompany;
  const [asking, setAsking] = useState(false);
  return (
    <>
      <MayButton may="administer" onClick={() => setAsking(true)}>
        {words.start}
      </MayButton>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={words.title}
        closeButtonProps={{ 'aria-label': texts.common.actions.close }}
      >
        <CompanyForm onClose={() => setAsking(false)} />
      </Modal>
    </>
  );
}

function CompanyForm({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts();
  const words = texts.overview.ownCompany;
  const enter = useEnterTenant();
  const [draft, setDraft] = useState({ name: '', entity: '', ...usualPlace });
  const ready = draft.name.trim() !== '' && draft.entity.trim() !== '';
  const create = useMutation({
    mutationFn: () => api('POST /tenants', { body: { ...draft, name: draft.name.trim(), entity: draft.entity.trim() } }),
    onSuccess: async (session) => {
      onClose();
      await enter(session);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) create.mutate();
      }}
    >
      <Stacked>
        <TextInput
          data-autofocus
          label={words.name}
          description={words.nameHelp}
          value={draft.name}
          error={create.isError ? sentenceOf(create.error, texts.common.error.offline) : undefined}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <TextInput
          label={words.entity}
          description={words.entityHelp}
          value={draft.entity}
          onChange={(event) => setDraft({ ...draft, entity: event.currentTarget.value })}
        />
        <CountryAndCurrency value={draft} onChange={(part) => setDraft({ ...draft, ...part })} />
        <Inline end>
          <Button variant="default" onClick={onClose}>
            {texts.common.actions.cancel}
          </Button>
          <Button type="submit" disabled={!ready} loading={create.isPending}>
            {words.create}
          </Button>
        </Inline>
      </Stacked>
    </form>
  );
}
