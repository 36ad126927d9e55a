import type { Language } from '@quitus/texts';
import { useColorScheme, useSetLanguage } from '@quitus/ui';
import type { ColorScheme } from '@quitus/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api.ts';
import { sessionQuery, useEnterTenant } from '../session.ts';

/** Changes of the person's language, colours and organisation: seen at once, then kept by the server for their other machines. */
export function usePreferences() {
  const setLanguage = useSetLanguage();
  const { setScheme } = useColorScheme();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const enter = useEnterTenant();
  const keep = (body: Parameters<typeof api<'PATCH /session'>>[1]) => {
    // Not kept this time if the server does not answer: the choice still holds on this browser.
    api('PATCH /session', body).then(
      (session) => {
        const spoken = cache.getQueryData(sessionQuery.queryKey)?.user.language;
        cache.setQueryData(sessionQuery.queryKey, session);
        // The server's own sentences are in the former language.
        if (spoken !== session.user.language) void cache.invalidateQueries();
      },
      () => undefined,
    );
  };
  return {
    setLanguage: (language: Language) => {
      setLanguage(language);
      keep({ body: { language } });
    },
    setScheme: (scheme: ColorScheme) => {
      setScheme(scheme);
      keep({ body: { colorScheme: scheme } });
    },
    /** Another organisation. */
    setTenant: async (tenantId: number) => {
      await enter(await api('PATCH /session', { body: { tenantId } }));
    },
    signOut: () => {
      const leave = (to: string | null) => {
        cache.clear();
        // The identity provider ends its own session, then sends back to the door.
        if (to === null) void navigate({ to: '/sign-in' });
        else globalThis.location.assign(to);
      };
      void api('POST /sign-out').then(
        ({ redirectTo }) => leave(redirectTo),
        () => leave(null),
      );
    },
  };
}
