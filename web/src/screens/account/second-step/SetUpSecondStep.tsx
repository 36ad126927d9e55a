import { Button, PasswordInput, TextInput } from '@mantine/core';
import type { OutputOf } from '@quitus/contract/client';
import { Inline, Stacked, useTexts } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { CopyText } from '../../../CopyText.tsx';
import { useFailed } from '../account-queries.ts';
import { RecoveryCodes } from './RecoveryCodes.tsx';

type Begun = OutputOf<'POST /account/second-step'>;

/** Sets the second step up: password, picture to scan, first code, recovery codes. `onDone` when they are kept. */
export function SetUpSecondStep({ onDone }: { readonly onDone: () => void }) {
  const [begun, setBegun] = useState<Begun>();
  const [codes, setCodes] = useState<readonly string[]>();
  if (codes) return <RecoveryCodes codes={codes} onKept={onDone} />;
  if (begun) return <FirstCode begun={begun} onCodes={setCodes} />;
  return <Begin onBegun={setBegun} />;
}

function Begin({ onBegun }: { readonly onBegun: (begun: Begun) => void }) {
  const words = useTexts().account;
  const [password, setPassword] = useState('');
  const begin = useMutation({
    mutationFn: () => api('POST /account/second-step', { body: { password } }),
    onSuccess: onBegun,
    onError: useFailed(),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (password !== '') begin.mutate();
      }}
    >
      <Stacked>
        <p className="a-lead q-muted">{words.secondStep.lead}</p>
        <PasswordInput
          data-autofocus
          label={words.password.current}
          description={words.confirmText}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Inline end>
          <Button type="submit" disabled={password === ''} loading={begin.isPending}>
            {words.secondStep.begin}
          </Button>
        </Inline>
      </Stacked>
    </form>
  );
}

interface FirstCodeProps {
  readonly begun: Begun;
  readonly onCodes: (codes: readonly string[]) => void;
}

function FirstCode({ begun, onCodes }: FirstCodeProps) {
  const words = useTexts().account.secondStep;
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: () => api('POST /account/second-step/confirmation', { body: { code } }),
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
    onError: useFailed(),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (code.length === 6) confirm.mutate();
      }}
    >
      <Stacked>
        <div className="a-scan">
          <img className="a-qr" alt={words.qr} src={`data:image/svg+xml;utf8,${encodeURIComponent(begun.qrSvg)}`} />
          <p className="a-lead">{words.scan}</p>
        </div>
        <CopyText label={words.byHand} text={begun.secret} copy={words.copyKey} copied={words.copied} />
        <TextInput
          className="a-code-field"
          data-autofocus
          label={words.code}
          description={words.codeHelp}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value.replaceAll(/\D/g, ''))}
        />
        <Inline end>
          <Button type="submit" disabled={code.length !== 6} loading={confirm.isPending}>
            {words.confirm}
          </Button>
        </Inline>
      </Stacked>
    </form>
  );
}
