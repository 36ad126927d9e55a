import { Button, Modal, TextInput } from '@mantine/core';
import { Inline, isoDay, Stacked, useTexts, useToast, useToday } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { KeyLimits, limitsOf, useLimitsProblem } from './KeyLimits.tsx';
import type { LimitsDraft } from './KeyLimits.tsx';
import { lastDayOf } from './key-words.ts';
import type { ApiKeyView } from './key-words.ts';
import { useRereadKeys } from './keys-queries.ts';

function draftOf(key: ApiKeyView): LimitsDraft {
  return {
    networks: key.networks.join('\n'),
    expiry: key.expiresAt === null ? 'never' : 'on',
    lastDay: key.expiresAt === null ? '' : (lastDayOf(key.expiresAt) ?? isoDay(new Date(key.expiresAt))),
  };
}

/** Changes the name, the networks and the expiry of a key. */
export function ChangeKey({ apiKey, onClose }: { readonly apiKey: ApiKeyView; readonly onClose: () => void }) {
  const texts = useTexts();
  const words = texts.developers.keys;
  const toast = useToast();
  const today = useToday();
  const reread = useRereadKeys();
  const [name, setName] = useState(apiKey.name);
  const [limits, setLimits] = useState(() => draftOf(apiKey));
  const limitsProblem = useLimitsProblem(limits);
  const problem = name.trim() === '' ? words.noName : limitsProblem;
  const before = draftOf(apiKey);
  const { networks, expiresAt } = limitsOf(limits, today);
  const expiryKept = limits.expiry === before.expiry && limits.lastDay === before.lastDay;
  const save = useMutation({
    mutationFn: () =>
      api('PATCH /api-keys/{id}', {
        params: { id: apiKey.id },
        body: { name: name.trim(), networks, ...(expiryKept ? {} : { expiresAt }) },
      }),
    onSuccess: async (key) => {
      await reread();
      toast.done(words.saved(key.name));
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${apiKey.name} · ${words.edit.toLowerCase()}`}
      size={520}
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
            label={words.name}
            description={words.nameHelp}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <KeyLimits draft={limits} onChange={setLimits} />
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
              {words.save}
            </Button>
          </Inline>
        </Stacked>
      </form>
    </Modal>
  );
}
