import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { useTexts } from '@quitus/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { useScreenSearch } from '../../search.ts';
import { sessionQuery } from '../../session.ts';
import { Door } from './Door.tsx';
import { safeNext } from './safe-next.ts';

/** E-mail and password, a code when there is a second step, then back to where one wanted to go. What was typed stays when it is wrong. */
export function SignInScreen() {
  const texts = useTexts();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { search } = useScreenSearch();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [challenge, setChallenge] = useState<string>();
  const [code, setCode] = useState('');
  const enter = useMutation({
    mutationKey: ['session'],
    mutationFn: () =>
      challenge === undefined
        ? api('POST /sessions', { body: { email: email.trim(), password } })
        : api('POST /sessions/second-step', { body: { challenge, code } }),
    onSuccess: async (session) => {
      if ('challenge' in session) {
        setChallenge(session.challenge);
        return;
      }
      cache.setQueryData(sessionQuery.queryKey, session);
      await navigate({ href: safeNext(search.next) });
    },
  });
  return (
    <Door title={texts.signIn.title}>
      <form
        className="q-stacked"
        onSubmit={(event) => {
          event.preventDefault();
          enter.mutate();
        }}
      >
        <h1>{texts.signIn.title}</h1>
        {enter.isError && (
          <Alert color="late" variant="light" role="alert" icon={<IconAlertTriangle size={18} aria-hidden />}>
            {sentenceOf(enter.error, texts.common.error.offline)}
          </Alert>
        )}
        <TextInput
          size="md"
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          label={texts.signIn.email}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          size="md"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          label={texts.signIn.password}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {challenge !== undefined && (
          <TextInput
            size="md"
            name="code"
            autoComplete="one-time-code"
            autoFocus
            required
            withAsterisk={false}
            label={texts.signIn.code}
            description={texts.signIn.codeHelp}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        )}
        <Button type="submit" size="md" fullWidth loading={enter.isPending}>
          {texts.signIn.submit}
        </Button>
        <p className="q-muted d-note">{texts.signIn.forgotten}</p>
      </form>
    </Door>
  );
}
