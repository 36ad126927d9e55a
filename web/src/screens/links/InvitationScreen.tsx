import { Button, PasswordInput, TextInput } from '@mantine/core';
import type { OutputOf } from '@quitus/contract/client';
import { ErrorState, Skeleton, useLanguage, useTexts } from '@quitus/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Refused } from '../../Refused.tsx';
import { useScreenSearch } from '../../search.ts';
import { Door } from '../sign-in/Door.tsx';
import { NewPassword, isLongEnough } from '../sign-in/NewPassword.tsx';
import { SecondStep } from '../sign-in/SecondStep.tsx';
import type { Challenge } from '../sign-in/SecondStep.tsx';
import { useEnter } from '../sign-in/SignInScreen.tsx';
import { isUnusableLink } from './is-unusable-link.ts';
import { LinkUnusable } from './LinkUnusable.tsx';

type Offer = OutputOf<'GET /invitation-links/{token}'>;

/** The page of an invitation's link: which organisation, what role, and the password that accepts it. */
export function InvitationScreen() {
  const words = useTexts().signIn.invitation;
  const token = useScreenSearch().search.token ?? '';
  const [challenge, setChallenge] = useState<Challenge>();
  const navigate = useNavigate();
  const enter = useEnter('/');
  const offer = useQuery({
    queryKey: ['invitation-link', token],
    queryFn: () => api('GET /invitation-links/{token}', { params: { token } }),
    enabled: token !== '',
    retry: false,
    // A second look after it was accepted would find it used up.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const unusable = token === '' || isUnusableLink(offer.error) || offer.data?.usable === false;
  return (
    <Door title={words.plainTitle}>
      {challenge ? (
        <SecondStep challenge={challenge} onEnter={enter} onBack={() => void navigate({ to: '/sign-in' })} />
      ) : unusable ? (
        <LinkUnusable
          title={words.unusable}
          text={words.unusableText}
          action={
            <Link to="/sign-in" className="d-link">
              {words.signIn}
            </Link>
          }
        />
      ) : offer.isError ? (
        <ErrorState error={offer.error} onRetry={() => void offer.refetch()} />
      ) : offer.data ? (
        <AcceptForm token={token} offer={offer.data} onEnter={enter} onChallenge={setChallenge} />
      ) : (
        <Skeleton shape="lines" count={6} />
      )}
    </Door>
  );
}

interface AcceptFormProps {
  readonly token: string;
  readonly offer: Offer;
  readonly onEnter: ReturnType<typeof useEnter>;
  readonly onChallenge: (challenge: Challenge) => void;
}

function AcceptForm({ token, offer, onEnter, onChallenge }: AcceptFormProps) {
  const texts = useTexts();
  const words = texts.signIn.invitation;
  const language = useLanguage();
  const [name, setName] = useState(offer.name);
  const [password, setPassword] = useState('');
  const roles: Readonly<Record<string, string>> = texts.people.roles;
  const helps: Readonly<Record<string, string>> = texts.people.roleHelp;
  const ready = offer.hasAccount ? password !== '' : name.trim() !== '' && isLongEnough(password);
  const accept = useMutation({
    mutationKey: ['session'],
    mutationFn: () =>
      api('POST /invitation-links/{token}', {
        params: { token },
        body: offer.hasAccount ? { password } : { password, name: name.trim(), language },
      }),
    onSuccess: async (answer) => {
      if ('challenge' in answer) onChallenge({ ...answer, email: offer.email });
      else await onEnter(answer);
    },
  });
  return (
    <form
      className="q-stacked"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) accept.mutate();
      }}
    >
      <div>
        <h1>{words.title(offer.tenant)}</h1>
        <p className="q-muted d-lead">
          {words.text(offer.invitedBy, roles[offer.role] ?? offer.role)} {helps[offer.role]}
        </p>
      </div>
      <Refused error={accept.error} />
      {/* Disabled boxes are not kept by password managers: a read-only one is. */}
      <TextInput
        size="md"
        type="email"
        name="email"
        autoComplete="username"
        readOnly
        label={texts.signIn.email}
        value={offer.email}
      />
      {offer.hasAccount ? (
        <PasswordInput
          size="md"
          name="password"
          autoComplete="current-password"
          autoFocus
          required
          withAsterisk={false}
          label={texts.signIn.password}
          description={words.existing(offer.email)}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      ) : (
        <>
          <TextInput
            size="md"
            name="name"
            autoComplete="name"
            required
            withAsterisk={false}
            maxLength={100}
            label={words.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NewPassword size="md" autoFocus label={words.passwordNew} value={password} onChange={setPassword} />
        </>
      )}
      <Button type="submit" size="md" fullWidth disabled={!ready} loading={accept.isPending}>
        {words.accept(offer.tenant)}
      </Button>
    </form>
  );
}
