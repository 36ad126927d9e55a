import { Button, TextInput } from '@mantine/core';
import { EmptyState, Skeleton, useLanguage, useTexts } from '@quitus/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { IconLinkOff } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Refused } from '../../Refused.tsx';
import { useScreenSearch } from '../../search.ts';
import { sessionQuery } from '../../session.ts';
import { Door } from './Door.tsx';
import { NewPassword, isLongEnough } from './NewPassword.tsx';

/** The owner's first visit, by the one-time link the installation printed. */
export function WelcomeScreen() {
  const texts = useTexts().signIn.welcome;
  const token = useScreenSearch().search.token ?? '';
  const link = useQuery({
    queryKey: ['owner-link', token],
    queryFn: () => api('GET /owner-links/{token}', { params: { token } }),
    enabled: token !== '',
    retry: false,
  });
  const unusable = token === '' || link.isError || link.data?.usable === false;
  return (
    <Door title={texts.title}>
      {(unusable || !link.data) && <h1 className="q-hidden">{texts.title}</h1>}
      {unusable ? (
        <EmptyState
          icon={IconLinkOff}
          title={texts.unusable}
          action={
            <Link to="/sign-in" className="d-link">
              {texts.haveAccount}
            </Link>
          }
        >
          {texts.unusableText}
        </EmptyState>
      ) : link.data ? (
        <OwnerForm token={token} tenant={link.data.tenant} />
      ) : (
        <Skeleton shape="lines" count={6} />
      )}
    </Door>
  );
}

function OwnerForm({ token, tenant }: { readonly token: string; readonly tenant: string }) {
  const texts = useTexts();
  const words = texts.signIn.welcome;
  const language = useLanguage();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft] = useState({ name: '', email: '', password: '' });
  const create = useMutation({
    mutationFn: () =>
      api('POST /owner', { body: { token, language, ...draft, name: draft.name.trim(), email: draft.email.trim() } }),
    onSuccess: async (session) => {
      // Somebody with an account and a second step: they own the organisation now, and come in by the door.
      if ('challenge' in session) {
        await navigate({ to: '/sign-in' });
        return;
      }
      cache.setQueryData(sessionQuery.queryKey, session);
      await navigate({ to: '/' });
    },
  });
  return (
    <form
      className="q-stacked"
      onSubmit={(event) => {
        event.preventDefault();
        if (isLongEnough(draft.password)) create.mutate();
      }}
    >
      <div>
        <h1>{words.title}</h1>
        <p className="q-muted d-lead">{words.text(tenant)}</p>
      </div>
      <Refused error={create.error} />
      <TextInput
        size="md"
        name="name"
        autoComplete="name"
        autoFocus
        required
        withAsterisk={false}
        label={words.name}
        value={draft.name}
        onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
      />
      <TextInput
        size="md"
        type="email"
        name="email"
        autoComplete="username"
        required
        withAsterisk={false}
        label={texts.signIn.email}
        value={draft.email}
        onChange={(event) => setDraft({ ...draft, email: event.currentTarget.value })}
      />
      <NewPassword
        size="md"
        label={texts.signIn.password}
        value={draft.password}
        onChange={(password) => setDraft({ ...draft, password })}
      />
      <Button type="submit" size="md" fullWidth loading={create.isPending}>
        {words.submit}
      </Button>
    </form>
  );
}
