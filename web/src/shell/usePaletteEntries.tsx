import { useColorScheme, useLanguage, useTexts } from '@quitus/ui';
import type { PaletteEntry } from '@quitus/ui';
import { useNavigate } from '@tanstack/react-router';
import { IconKeyboard, IconLanguage, IconLogout, IconMoon, IconSun, IconUserCog } from '@tabler/icons-react';
import { useCallback } from 'react';
import { usePlaces } from './places.ts';
import { searchEverything } from './search-everything.ts';
import { usePreferences } from './usePreferences.ts';

/** What the palette offers: every place, what one can change, and what the server finds. */
export function usePaletteEntries(openShortcuts: () => void) {
  const texts = useTexts();
  const language = useLanguage();
  const navigate = useNavigate();
  const places = usePlaces();
  const preferences = usePreferences();
  const { scheme } = useColorScheme();
  const { groups, user } = texts.shell;
  const nextScheme = scheme === 'dark' ? 'light' : 'dark';
  const goTo: PaletteEntry[] = places.map((place) => ({
    id: place.id,
    group: groups.go,
    label: texts.shell.places[place.id],
    icon: place.icon,
    shortcut: `g ${place.key}`,
    run: () => void navigate({ to: place.to }),
  }));
  const commands: PaletteEntry[] = [
    ...goTo,
    {
      id: 'theme',
      group: groups.commands,
      label: user.useTheme[nextScheme],
      icon: nextScheme === 'dark' ? IconMoon : IconSun,
      run: () => preferences.setScheme(nextScheme),
    },
    {
      id: 'language',
      group: groups.commands,
      label: language === 'fr' ? 'English' : 'Français',
      keywords: user.language,
      icon: IconLanguage,
      run: () => preferences.setLanguage(language === 'fr' ? 'en' : 'fr'),
    },
    {
      id: 'account',
      group: groups.go,
      label: user.account,
      icon: IconUserCog,
      run: () => void navigate({ to: '/account' }),
    },
    { id: 'sign-out', group: groups.commands, label: user.signOut, icon: IconLogout, run: preferences.signOut },
    { id: 'shortcuts', group: groups.help, label: texts.shell.shortcuts, icon: IconKeyboard, shortcut: '?', run: openShortcuts },
  ];
  const search = useCallback(
    (typed: string, signal: AbortSignal) =>
      searchEverything(
        { typed, language, texts },
        (kind, id) =>
          void (kind === 'customer'
            ? navigate({ to: '/customers/$id', params: { id } })
            : navigate({ to: kind === 'item' ? '/items' : '/agenda', search: { open: id } })),
        signal,
      ),
    [language, navigate, texts],
  );
  return { commands, search };
}
