import { Button, Modal, PasswordInput } from '@mantine/core';
import { formatInstant } from '@quitus/texts';
import { Inline, Section, Stacked, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { NewPassword, isLongEnough } from '../sign-in/NewPassword.tsx';
import { useAccountChanged, useFailed } from './account-queries.ts';
import type { Security } from './account-queries.ts';

/** The password: since when, and how to change it. */
export function PasswordSection({ security }: { readonly security: Security }) {
  const words = useTexts().account.password;
  const language = useLanguage();
  const [changing, setChanging] = useState(false);
  const { hasPassword, passwordChangedAt } = security;
  const since = passwordChangedAt === null ? '' : words.since(formatInstant(language, passwordChangedAt));
  return (
    <Section title={words.title}>
      <div className="a-row">
        <span className="q-muted">{hasPassword ? since : words.none}</span>
        {hasPassword && (
          <Button variant="default" onClick={() => setChanging(true)}>
            {words.change}
          </Button>
        )}
      </div>
      {changing && <ChangePassword onClose={() => setChanging(false)} />}
    </Section>
  );
}

function ChangePassword({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts();
  const words = texts.account.password;
  const toast = useToast();
  const failed = useFailed();
  const changed = useAccountChanged();
  const [draft, setDraft] = useState({ current: '', password: '' });
  const change = useMutation({
    mutationFn: () => api('POST /account/password', { body: draft }),
    onSuccess: async () => {
      toast.done(words.done);
      onClose();
      await changed();
    },
    onError: failed,
  });
  const ready = draft.current !== '' && isLongEnough(draft.password);
  return (
    <Modal
      opened
      onClose={onClose}
      size={440}
      title={words.change}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) change.mutate();
        }}
      >
        <Stacked>
          <PasswordInput
            data-autofocus
            label={words.current}
            autoComplete="current-password"
            value={draft.current}
            onChange={(event) => setDraft({ ...draft, current: event.currentTarget.value })}
          />
          <NewPassword label={words.next} value={draft.password} onChange={(password) => setDraft({ ...draft, password })} />
          <Inline end>
            <Button variant="default" onClick={onClose}>
              {texts.common.actions.cancel}
            </Button>
            <Button type="submit" disabled={!ready} loading={change.isPending}>
              {words.action}
            </Button>
          </Inline>
        </Stacked>
      </form>
    </Modal>
  );
}
