import { useTexts } from '@quitus/ui';

/** A provider's name as people know it. */
export function useProviderName(): (provider: string) => string {
  // The cast: a provider of a later server shows its own name.
  const names = useTexts().beside.channels.providers as Readonly<Record<string, string>>;
  return (provider) => names[provider] ?? provider;
}
