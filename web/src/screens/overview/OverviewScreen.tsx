import { EmptyState, Page, useTexts } from '@quitus/ui';

/** Holds the place of the screen until it is written. */
export function OverviewScreen() {
  const texts = useTexts().shell;
  return (
    <Page title={texts.places.overview}>
      <EmptyState title={texts.soon} />
    </Page>
  );
}
