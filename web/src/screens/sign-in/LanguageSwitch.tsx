import { SegmentedControl } from '@mantine/core';
import { useLanguage, useSetLanguage, useTexts } from '@quitus/ui';

/** French or English, before anyone is known. */
export function LanguageSwitch() {
  const language = useLanguage();
  const setLanguage = useSetLanguage();
  const { user } = useTexts().shell;
  return (
    <SegmentedControl
      size="xs"
      aria-label={user.language}
      value={language}
      onChange={(chosen) => setLanguage(chosen === 'en' ? 'en' : 'fr')}
      data={[
        { value: 'fr', label: 'Français' },
        { value: 'en', label: 'English' },
      ]}
    />
  );
}
