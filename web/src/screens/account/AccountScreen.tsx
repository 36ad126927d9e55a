import { Columns, ErrorState, Page, Section, Skeleton, Stacked, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { securityQuery } from './account-queries.ts';
import type { Security } from './account-queries.ts';
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
      <Columns>
        <Stacked>
          <ProfileSection />
          {answer.data && !answer.data.managedBySso && <PasswordSection security={answer.data} />}
        </Stacked>
        <Stacked>
          <HowISignIn answer={answer} />
        </Stacked>
      </Columns>
      <SessionsSection />
    </Page>
  );
}

function HowISignIn({ answer }: { readonly answer: UseQueryResult<Security> }) {
  const words = useTexts().account;
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton shape="lines" count={8} />;
  if (answer.data.managedBySso) {
    return (
      <Section title={words.password.title}>
        <p className="a-lead q-muted">{words.managedBySso}</p>
      </Section>
    );
  }
  return (
    <>
      <SecondStepSection security={answer.data} />
      <PasskeysSection security={answer.data} />
    </>
  );
}
