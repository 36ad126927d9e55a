import { loadFurtherTexts } from '@quitus/texts';
import { ErrorState, Page, Skeleton, useTexts } from '@quitus/ui';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  useRouter,
} from '@tanstack/react-router';
import { isSignedOut } from './api.ts';
import { cleanSearch, parseSearch, stringifySearch } from './search.ts';
import { sessionQuery } from './session.ts';
import type { Session } from './session.ts';
import { Shell } from './shell/Shell.tsx';
import { NotFound } from './shell/NotFound.tsx';

interface RouterContext {
  readonly queryClient: QueryClient;
}

/** A screen together with what it says: every screen but the first ones says more than the words fetched at first. */
async function withWords<Screen>(screen: Promise<Screen>): Promise<Screen> {
  const [module] = await Promise.all([screen, loadFurtherTexts()]);
  return module;
}

const root = createRootRouteWithContext<RouterContext>()({ validateSearch: cleanSearch, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./screens/sign-in/SignInScreen.tsx'), 'SignInScreen'),
});
const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(() => withWords(import('./screens/sign-in/WelcomeScreen.tsx')), 'WelcomeScreen'),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => withWords(import('./screens/links/InvitationScreen.tsx')), 'InvitationScreen'),
});
const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: lazyRouteComponent(() => withWords(import('./screens/links/ResetScreen.tsx')), 'ResetScreen'),
});
const gallery = createRoute({
  getParentRoute: () => root,
  path: '/gallery',
  component: lazyRouteComponent(() => withWords(import('./gallery/GalleryScreen.tsx')), 'GalleryScreen'),
});

interface Place {
  readonly pathname: string;
  readonly href: string;
}

const backTo = ({ pathname, href }: Place) => (pathname === '/' || pathname === '/set-up' ? {} : { next: href });

/** The session, or the door when nobody is signed in. */
async function signedIn(queryClient: QueryClient, location: Place): Promise<Session> {
  try {
    return await queryClient.ensureQueryData(sessionQuery);
  } catch (error) {
    if (!isSignedOut(error)) throw error;
    // A thrown redirect is how this router is told to go elsewhere.
    // oxlint-disable-next-line typescript/only-throw-error
    throw redirect({ to: '/sign-in', search: backTo(location) });
  }
}

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  // Here no shell surrounds the error: it is the whole page.
  errorComponent: ({ error }) => (
    <main>
      <Failed error={error} />
    </main>
  ),
  beforeLoad: async ({ context, location }) => {
    const { mustSetUp } = await signedIn(context.queryClient, location);
    // oxlint-disable-next-line typescript/only-throw-error
    if (mustSetUp) throw redirect({ to: '/set-up', search: backTo(location) });
  },
});
const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  component: lazyRouteComponent(() => withWords(import('./screens/account/second-step/MustSetUpScreen.tsx')), 'MustSetUpScreen'),
  beforeLoad: async ({ context, location }) => {
    const { mustSetUp } = await signedIn(context.queryClient, location);
    // oxlint-disable-next-line typescript/only-throw-error
    if (!mustSetUp) throw redirect({ to: '/' });
  },
});

const overview = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('./screens/overview/OverviewScreen.tsx'), 'OverviewScreen'),
});
const agenda = createRoute({
  getParentRoute: () => shell,
  path: '/agenda',
  component: lazyRouteComponent(() => withWords(import('./screens/agenda/AgendaScreen.tsx')), 'AgendaScreen'),
});
const customers = createRoute({
  getParentRoute: () => shell,
  path: '/customers',
  component: lazyRouteComponent(() => withWords(import('./screens/customers/CustomersScreen.tsx')), 'CustomersScreen'),
});
const customer = createRoute({
  getParentRoute: () => shell,
  path: '/customers/$id',
  component: lazyRouteComponent(() => withWords(import('./screens/customer/CustomerScreen.tsx')), 'CustomerScreen'),
});
const items = createRoute({
  getParentRoute: () => shell,
  path: '/items',
  component: lazyRouteComponent(() => withWords(import('./screens/items/ItemsScreen.tsx')), 'ItemsScreen'),
});
const messages = createRoute({
  getParentRoute: () => shell,
  path: '/messages',
  component: lazyRouteComponent(() => withWords(import('./screens/messages/MessagesScreen.tsx')), 'MessagesScreen'),
});
const letters = createRoute({
  getParentRoute: () => shell,
  path: '/letters',
  component: lazyRouteComponent(() => withWords(import('./screens/letters/LettersScreen.tsx')), 'LettersScreen'),
});
const imports = createRoute({
  getParentRoute: () => shell,
  path: '/imports',
  component: lazyRouteComponent(() => withWords(import('./screens/imports/ImportsScreen.tsx')), 'ImportsScreen'),
});
const oneImport = createRoute({
  getParentRoute: () => shell,
  path: '/imports/$id',
  component: lazyRouteComponent(() => withWords(import('./screens/imports/ImportScreen.tsx')), 'ImportScreen'),
});
const quality = createRoute({
  getParentRoute: () => shell,
  path: '/quality',
  component: lazyRouteComponent(() => withWords(import('./screens/quality/QualityScreen.tsx')), 'QualityScreen'),
});
const scenarios = createRoute({
  getParentRoute: () => shell,
  path: '/scenarios',
  component: lazyRouteComponent(() => withWords(import('./screens/scenarios/ScenariosScreen.tsx')), 'ScenariosScreen'),
});
const scenarioRules = createRoute({
  getParentRoute: () => shell,
  path: '/scenarios/rules',
  component: lazyRouteComponent(() => withWords(import('./screens/scenarios/rules/RulesScreen.tsx')), 'RulesScreen'),
});
const scenarioLibrary = createRoute({
  getParentRoute: () => shell,
  path: '/scenarios/library',
  component: lazyRouteComponent(() => withWords(import('./screens/scenarios/library/LibraryScreen.tsx')), 'LibraryScreen'),
});
const scenario = createRoute({
  getParentRoute: () => shell,
  path: '/scenarios/$id',
  component: lazyRouteComponent(() => withWords(import('./screens/scenarios/ScenarioScreen.tsx')), 'ScenarioScreen'),
});
const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  component: lazyRouteComponent(() => withWords(import('./screens/audit/AuditScreen.tsx')), 'AuditScreen'),
});
const webhook = createRoute({
  getParentRoute: () => shell,
  path: '/settings/webhooks/$id',
  component: lazyRouteComponent(() => withWords(import('./screens/developers/webhooks/WebhookScreen.tsx')), 'WebhookScreen'),
});
const account = createRoute({
  getParentRoute: () => shell,
  path: '/account',
  component: lazyRouteComponent(() => withWords(import('./screens/account/AccountScreen.tsx')), 'AccountScreen'),
});
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => withWords(import('./screens/settings/SettingsScreen.tsx')), 'SettingsScreen'),
});

const routes = root.addChildren([
  signIn,
  welcome,
  invitation,
  reset,
  setUp,
  gallery,
  shell.addChildren([
    overview,
    agenda,
    customers,
    customer,
    items,
    messages,
    letters,
    imports,
    oneImport,
    quality,
    scenarios,
    scenarioRules,
    scenarioLibrary,
    scenario,
    audit,
    webhook,
    account,
    settings,
  ]),
]);

function Failed({ error }: { readonly error: unknown }) {
  const router = useRouter();
  const texts = useTexts().common.error;
  return (
    <Page title={texts.page}>
      <ErrorState error={error} title={texts.page} kept={texts.pageKept} onRetry={() => void router.invalidate()} />
    </Page>
  );
}

/** The addresses of the product. Every screen comes in its own file; its filters live in the address. */
export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: routes,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingComponent: () => <Skeleton shape="page" />,
    defaultPendingMs: 150,
    defaultErrorComponent: Failed,
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
