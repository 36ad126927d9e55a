import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { LanguageProvider } from './language.tsx';
import { theme } from './theme.ts';
import { TodayProvider } from './today.tsx';

interface QuitusProviderProps {
  /** The business day given by the server, `YYYY-MM-DD`. */
  readonly today?: string;
  readonly children: ReactNode;
}

/** Theme, colour scheme, language, business day and toasts: wraps every Quitus page once. */
export function QuitusProvider({ today, children }: QuitusProviderProps) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <LanguageProvider>
        <TodayProvider value={today}>
          {children}
          <Notifications position="bottom-right" limit={4} autoClose={6000} zIndex={500} />
        </TodayProvider>
      </LanguageProvider>
    </MantineProvider>
  );
}
