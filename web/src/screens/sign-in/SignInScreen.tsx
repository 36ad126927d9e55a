import { useTexts } from '@quitus/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useScreenSearch } from '../../search.ts';
import { sessionQuery } from '../../session.ts';
import type { Session } from '../../session.ts';
import { Door } from './Door.tsx';
import { FirstStep } from './FirstStep.tsx';
import { safeNext } from './safe-next.ts';
import { SecondStep } from './SecondStep.tsx';
import type { Challenge } from './SecondStep.tsx';

/** The door: e-mail and password, a passkey or single sign-on; a code when there is a second step; then where one wanted to go. */
export function SignInScreen() {
  const texts = useTexts().signIn;
  const [challenge, setChallenge] = useState<Challenge>();
  const next = safeNext(useScreenSearch().search.next);
  const enter = useEnter(next);
  return (
    <Door title={challenge ? texts.secondStep.title : texts.title}>
      {challenge ? (
        <SecondStep challenge={challenge} onEnter={enter} onBack={() => setChallenge(undefined)} />
      ) : (
        <FirstStep next={next} onEnter={enter} onChallenge={setChallenge} />
      )}
    </Door>
  );
}

/** Goes in with the session the server answered. */
export function useEnter(next: string): (session: Session) => Promise<void> {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useCallback(
    async (session) => {
      // Whoever was here before leaves nothing on screen.
      cache.clear();
      cache.setQueryData(sessionQuery.queryKey, session);
      await navigate({ href: next });
    },
    [cache, navigate, next],
  );
}
