import { EmptyState, Page, useTexts } from '@quitus/ui';

/** Holds the place of the screen until it is written. */
export function SettingsScreen() {
  const texts = useTexts().shell;
  return (
    <Page title={texts.places.settings}>
      <EmptyState title={texts.soon} />
    </Page>
  );
}
