import { ErrorState, Page, Section, Skeleton, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { securityQuery } from './account-queries.ts';
import { PasskeysSection } from './passkeys/PasskeysSection.tsx';
import { PasswordSection } from './PasswordSection.tsx';
import { ProfileSection } from './ProfileSection.tsx';
import { SecondStepSection } from './second-step/SecondStepSection.tsx';
import { SessionsSection } from './SessionsSection.tsx';
import './account.css';

/** One's own account: name, language, how one signs in, and where one is signed in. */
export function AccountScreen() {
  const words = useTexts().account;
  const answer = useQuery(securityQuery);
  return (
    <Page title={words.title}>
      <ProfileSection />
      {answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.data?.managedBySso ? (
        <Section title={words.password.title}>
          <p className="a-lead q-muted">{words.managedBySso}</p>
        </Section>
      ) : answer.data ? (
        <>
          <PasswordSection security={answer.data} />
          <SecondStepSection security={answer.data} />
          <PasskeysSection security={answer.data} />
        </>
      ) : (
        <Skeleton shape="lines" count={8} />
      )}
      <SessionsSection />
    </Page>
  );
}
