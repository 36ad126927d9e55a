import { ErrorState, Section, Skeleton, useTexts } from '@quitus/ui';
import { ChoiceSetting, NumberSetting } from '../setting/settings-of-a-kind.tsx';
import { useSettings } from '../settings-queries.ts';
import { SsoSection } from './SsoSection.tsx';

/** How this organisation lets its people in: rules for everyone, and its identity provider. */
export function SecurityTab() {
  const texts = useTexts();
  const { answer, byKey } = useSettings();
  return (
    <>
      <Section title={texts.security.rules}>
        {answer.isError ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : answer.data ? (
          <>
            <ChoiceSetting setting={byKey.get('security.secondStep')} name="security.secondStep" />
            <NumberSetting setting={byKey.get('security.idleHours')} name="security.idleHours" unit="hours" />
          </>
        ) : (
          <Skeleton shape="lines" count={3} />
        )}
      </Section>
      <SsoSection />
    </>
  );
}
