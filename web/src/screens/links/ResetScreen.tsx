import { Button, TextInput } from '@mantine/core';
import { EmptyState, ErrorState, Skeleton, useTexts } from '@quitus/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconCheck, IconMail } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Refused } from '../../Refused.tsx';
import { useScreenSearch } from '../../search.ts';
import { Door } from '../sign-in/Door.tsx';
import { NewPassword, isLongEnough } from '../sign-in/NewPassword.tsx';
import { isUnusableLink } from './is-unusable-link.ts';
import { LinkUnusable } from './LinkUnusable.tsx';

/** A lost password: asks for the link, or, by the link, for the new password. */
export function ResetScreen() {
  const words = useTexts().signIn.reset;
  const { token } = useScreenSearch().search;
  return (
    <Door title={token === undefined ? words.title : words.newTitle}>
      {token === undefined ? <AskLink /> : <ByLink token={token} />}
    </Door>
  );
}

function BackToSignIn() {
  const words = useTexts().signIn.reset;
  return (
    <Link to="/sign-in" className="d-link">
      {words.back}
    </Link>
  );
}

function AskLink() {
  const texts = useTexts().signIn;
  const words = texts.reset;
  const [email, setEmail] = useState('');
  const ask = useMutation({
    mutationKey: ['session'],
    mutationFn: () => api('POST /password-resets', { body: { email: email.trim() } }),
  });
  if (ask.isSuccess) {
    return (
      <>
        <h1 className="q-hidden">{words.asked}</h1>
        <EmptyState icon={IconMail} title={words.asked} action={<BackToSignIn />}>
          {words.askedText(email.trim())}
        </EmptyState>
      </>
    );
  }
  return (
    <form
      className="q-stacked"
      onSubmit={(event) => {
        event.preventDefault();
        ask.mutate();
      }}
    >
      <div>
        <h1>{words.title}</h1>
        <p className="q-muted d-lead">{words.text}</p>
      </div>
      <Refused error={ask.error} />
      <TextInput
        size="md"
        type="email"
        name="email"
        autoComplete="username"
        autoFocus
        required
        withAsterisk={false}
        label={texts.email}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Button type="submit" size="md" fullWidth loading={ask.isPending}>
        {words.action}
      </Button>
      <p className="d-note">
        <BackToSignIn />
      </p>
    </form>
  );
}

function ByLink({ token }: { readonly token: string }) {
  const words = useTexts().signIn.reset;
  const link = useQuery({
    queryKey: ['reset-link', token],
    queryFn: () => api('GET /password-resets/{token}', { params: { token } }),
    retry: false,
    // A second look after the password was set would find it used up.
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (isUnusableLink(link.error) || link.data?.usable === false) {
    return (
      <LinkUnusable
        title={words.unusable}
        text={words.unusableText}
        action={
          <Link to="/reset" className="d-link">
            {words.again}
          </Link>
        }
      />
    );
  }
  if (link.isError) return <ErrorState error={link.error} onRetry={() => void link.refetch()} />;
  return link.data ? <NewPasswordForm token={token} email={link.data.email} /> : <Skeleton shape="lines" count={5} />;
}

function NewPasswordForm({ token, email }: { readonly token: string; readonly email: string }) {
  const texts = useTexts().signIn;
  const words = texts.reset;
  const [password, setPassword] = useState('');
  const save = useMutation({
    mutationKey: ['session'],
    mutationFn: () => api('POST /password-resets/{token}', { params: { token }, body: { password } }),
  });
  if (save.isSuccess) {
    return (
      <>
        <h1 className="q-hidden">{words.done}</h1>
        <EmptyState
          icon={IconCheck}
          title={words.done}
          action={
            <Link to="/sign-in" className="d-link">
              {texts.title}
            </Link>
          }
        >
          {words.doneText}
        </EmptyState>
      </>
    );
  }
  return (
    <form
      className="q-stacked"
      onSubmit={(event) => {
        event.preventDefault();
        if (isLongEnough(password)) save.mutate();
      }}
    >
      <div>
        <h1>{words.newTitle}</h1>
        <p className="q-muted d-lead">{words.newText(email)}</p>
      </div>
      <Refused error={save.error} />
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <NewPassword size="md" autoFocus label={words.next} value={password} onChange={setPassword} />
      <Button type="submit" size="md" fullWidth disabled={!isLongEnough(password)} loading={save.isPending}>
        {words.save}
      </Button>
    </form>
  );
}
