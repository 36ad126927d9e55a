import { EmptyState, Page, useTexts } from '@quitus/ui';

/** Holds the place of the screen until it is written. */
export function ScenarioScreen() {
  const texts = useTexts().shell;
  return (
    <Page title={texts.places.scenarios}>
      <EmptyState title={texts.soon} />
    </Page>
  );
}
