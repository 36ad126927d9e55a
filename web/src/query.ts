import { ApiProblem } from '@quitus/contract/client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isSignedOut } from './api.ts';

// A refusal will be the same the second time; a server that does not answer may be restarting.
const retries = 2;

/** The cache of the server's answers; `onSignedOut` is told when a call finds nobody signed in. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const told = (error: Error) => {
    if (isSignedOut(error)) onSignedOut();
  };
  return new QueryClient({
    // The router itself asks who is signed in, and sends to the door when nobody is.
    queryCache: new QueryCache({ onError: (error, query) => query.queryKey[0] !== 'session' && told(error) }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => mutation.options.mutationKey?.[0] !== 'session' && told(error),
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => !(error instanceof ApiProblem && error.problem.status < 500) && failures < retries,
      },
    },
  });
}
