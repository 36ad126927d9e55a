import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { HintLayer } from './hint/HintLayer.tsx';
import { LanguageProvider } from './language.tsx';
import { styleNonce } from './style-nonce.ts';
import { theme } from './theme.ts';

/** Theme, colour scheme, language and toasts: wraps the whole page once. The business day comes from `TodayProvider`. */
export function QuitusProvider({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
      getStyleNonce={styleNonce}
    >
      <LanguageProvider>
        {children}
        <HintLayer />
        <Notifications position="bottom-right" limit={4} autoClose={6000} zIndex={500} />
      </LanguageProvider>
    </MantineProvider>
  );
}
