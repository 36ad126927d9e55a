import { Button, Modal, PasswordInput } from '@mantine/core';
import { Inline, Stacked, useTexts } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useFailed } from './account-queries.ts';

interface AskPasswordProps {
  readonly title: string;
  /** What will happen. */
  readonly text: string;
  readonly action: string;
  readonly danger?: boolean;
  readonly children?: ReactNode;
  /** Does it with the password typed. */
  readonly run: (password: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks for the password before something that opens or closes the door to the account. */
export function AskPassword({ title, text, action, danger = false, children, run, onClose }: AskPasswordProps) {
  const texts = useTexts();
  const [password, setPassword] = useState('');
  const failed = useFailed();
  const act = useMutation({ mutationFn: () => run(password), onError: failed });
  return (
    <Modal opened onClose={onClose} size={440} title={title} closeButtonProps={{ 'aria-label': texts.common.actions.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (password !== '') act.mutate();
        }}
      >
        <Stacked>
          <p className="a-lead q-muted">{text}</p>
          {children}
          <PasswordInput
            data-autofocus
            label={texts.account.password.current}
            description={texts.account.confirmText}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Inline end>
            <Button variant="default" onClick={onClose}>
              {texts.common.actions.cancel}
            </Button>
            <Button type="submit" {...(danger ? { color: 'late' } : {})} disabled={password === ''} loading={act.isPending}>
              {action}
            </Button>
          </Inline>
        </Stacked>
      </form>
    </Modal>
  );
}
