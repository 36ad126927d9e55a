import { EmptyState, Page, useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import { IconMapOff } from '@tabler/icons-react';

/** An address that leads nowhere, and a way home. */
export function NotFound() {
  const texts = useTexts().shell.notFound;
  return (
    <main>
      <Page title={texts.title}>
        <EmptyState icon={IconMapOff} title={texts.title} action={<Link to="/">{texts.home}</Link>}>
          {texts.text}
        </EmptyState>
      </Page>
    </main>
  );
}
