import { useMantineColorScheme } from '@mantine/core';

export type ColorScheme = 'auto' | 'light' | 'dark';

/** The colour scheme this browser shows, and a way to change it. */
export function useColorScheme(): { scheme: ColorScheme; setScheme: (scheme: ColorScheme) => void } {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return { scheme: colorScheme, setScheme: setColorScheme };
}
