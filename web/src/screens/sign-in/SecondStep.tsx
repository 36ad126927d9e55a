import { Button, TextInput } from '@mantine/core';
import type { OutputOf } from '@quitus/contract/client';
import { useTexts } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Refused } from '../../Refused.tsx';
import type { Session } from '../../session.ts';

export type Challenge = Extract<OutputOf<'POST /sessions'>, { challenge: string }> & { readonly email: string };

interface SecondStepProps {
  readonly challenge: Challenge;
  readonly onEnter: (session: Session) => Promise<void>;
  readonly onBack: () => void;
}

/** The second step: six figures of the app, entered as soon as they are typed; or a recovery code. */
export function SecondStep({ challenge, onEnter, onBack }: SecondStepProps) {
  const words = useTexts().signIn.secondStep;
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const enter = useMutation({
    mutationKey: ['session'],
    mutationFn: (typed: string) =>
      api('POST /sessions/second-step', { body: { challenge: challenge.challenge, code: typed.trim() } }),
    onSuccess: onEnter,
    onError: () => setCode(''),
  });
  const type = (typed: string) => {
    if (recovery) {
      setCode(typed);
      return;
    }
    const figures = typed.replaceAll(/\D/g, '').slice(0, 6);
    setCode(figures);
    if (figures.length === 6 && !enter.isPending) enter.mutate(figures);
  };
  const change = () => {
    setRecovery(!recovery);
    setCode('');
  };
  return (
    <form
      className="q-stacked"
      onSubmit={(event) => {
        event.preventDefault();
        if (code.trim().length >= 6 && !enter.isPending) enter.mutate(code);
      }}
    >
      <div>
        <h1>{words.title}</h1>
        <p className="q-muted d-lead">{words.text(challenge.email)}</p>
      </div>
      <Refused error={enter.error} />
      <TextInput
        key={recovery ? 'recovery' : 'totp'}
        size="md"
        className="d-code"
        name="code"
        autoFocus
        required
        withAsterisk={false}
        autoComplete={recovery ? 'off' : 'one-time-code'}
        inputMode={recovery ? 'text' : 'numeric'}
        maxLength={recovery ? 40 : 7}
        label={recovery ? words.recovery : words.code}
        description={recovery ? words.recoveryHelp : words.codeHelp}
        value={code}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <Button type="submit" size="md" fullWidth loading={enter.isPending}>
        {words.submit}
      </Button>
      <div className="d-ways">
        <button type="button" className="q-plain d-way" onClick={change}>
          {recovery ? words.useCode : words.useRecovery}
        </button>
        <button type="button" className="q-plain d-way" onClick={onBack}>
          {words.other}
        </button>
      </div>
    </form>
  );
}
