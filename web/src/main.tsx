import '@quitus/ui/styles.css';
import { loadTexts } from '@quitus/texts';
import { QuitusProvider, firstLanguage } from '@quitus/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './query.ts';
import { createAppRouter } from './router.tsx';

// Pages for those whom nobody knows yet.
const doors = ['/sign-in', '/welcome', '/invitation', '/reset'];

const queryClient = createQueryClient(() => {
  // The session ended while a screen was open: sign in, then come back to it.
  const { pathname, href } = router.state.location;
  if (doors.includes(pathname)) return;
  queryClient.clear();
  void router.navigate({ to: '/sign-in', search: { next: href } });
});
const router = createAppRouter(queryClient);

const root = document.querySelector('#root');
if (!root) throw new Error('index.html has no #root');

// Not awaited at the top: what the words import may stand in the same file as this, which would then wait for itself.
void loadTexts(firstLanguage()).then(() =>
  createRoot(root).render(
    <StrictMode>
      <QuitusProvider>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </QuitusProvider>
    </StrictMode>,
  ),
);

if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register('/sw.js');
