import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTexts } from '@quitus/ui';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconFingerprint, IconLogin2 } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Refused, RefusedAlert } from '../../Refused.tsx';
import { useScreenSearch } from '../../search.ts';
import type { Session } from '../../session.ts';
import type { Challenge } from './SecondStep.tsx';
import { usePasskey } from './usePasskey.ts';

interface FirstStepProps {
  readonly next: string;
  readonly onEnter: (session: Session) => Promise<void>;
  readonly onChallenge: (challenge: Challenge) => void;
}

/** E-mail and password, or a passkey, or the organisation's single sign-on. What was typed stays when it is wrong. */
export function FirstStep({ next, onEnter, onChallenge }: FirstStepProps) {
  const texts = useTexts();
  const words = texts.signIn;
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const options = useOptions(email);
  const passkey = usePasskey(onEnter);
  const enter = useMutation({
    mutationKey: ['session'],
    mutationFn: () => api('POST /sessions', { body: { email: email.trim(), password } }),
    onSuccess: async (answer) => {
      if ('challenge' in answer) onChallenge({ ...answer, email: email.trim() });
      else await onEnter(answer);
    },
  });
  return (
    <form
      className="q-stacked"
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate();
      }}
    >
      <h1>{words.title}</h1>
      {enter.error === null && passkey.error === null && <SentBack />}
      <Refused error={enter.error ?? passkey.error} />
      {passkey.stopped && <RefusedAlert>{words.passkeyStopped}</RefusedAlert>}
      <TextInput
        size="md"
        type="email"
        name="email"
        autoComplete="username webauthn"
        autoFocus
        required
        withAsterisk={false}
        label={words.email}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <SsoChoices sso={options.data?.sso ?? []} next={next} />
      <PasswordInput
        size="md"
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        label={words.password}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" size="md" fullWidth loading={enter.isPending}>
        {words.submit}
      </Button>
      {passkey.offered && (
        <Button
          size="md"
          fullWidth
          variant="default"
          leftSection={<IconFingerprint size={18} aria-hidden />}
          loading={passkey.busy}
          onClick={passkey.ask}
        >
          {words.passkey}
        </Button>
      )}
      {options.data?.resetByMail ? (
        <p className="d-note">
          <Link to="/reset" className="d-link">
            {words.forgotten}
          </Link>
        </p>
      ) : (
        options.data && <p className="q-muted d-note">{words.noMail}</p>
      )}
    </form>
  );
}

/** Which ways in an e-mail has, asked while one types. */
function useOptions(email: string) {
  const [settled] = useDebouncedValue(email.trim(), 300);
  const asked = /@[^@\s]+\.[^@\s]{2,}$/.test(settled) ? settled : '';
  return useQuery({
    queryKey: ['session', 'options', asked],
    queryFn: () => api('GET /sign-in-options', { query: asked === '' ? {} : { email: asked } }),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** Why the identity provider's way led back to the door. */
function SentBack() {
  const texts = useTexts().signIn.refused;
  const { refused } = useScreenSearch().search;
  if (refused === undefined) return null;
  const sentences: Readonly<Record<string, unknown>> = texts;
  const sentence = sentences[refused];
  // Those that name a value cannot be said without it.
  return <RefusedAlert>{typeof sentence === 'string' ? sentence : texts['sso.provider-refused']}</RefusedAlert>;
}

interface SsoChoicesProps {
  readonly sso: readonly {
    readonly tenantId: number;
    readonly name: string;
    readonly only: boolean;
    readonly startUrl: string;
  }[];
  readonly next: string;
}

function SsoChoices({ sso, next }: SsoChoicesProps) {
  const words = useTexts().signIn;
  return sso.map(({ tenantId, name, only, startUrl }) => (
    <div key={tenantId} className="d-sso">
      <Button
        component="a"
        href={`${startUrl}?${new URLSearchParams({ next }).toString()}`}
        size="md"
        fullWidth
        variant={only ? 'filled' : 'default'}
        leftSection={<IconLogin2 size={18} aria-hidden />}
      >
        {words.sso(name)}
      </Button>
      {only && <p className="q-muted d-note">{words.ssoOnly(name)}</p>}
    </div>
  ));
}
