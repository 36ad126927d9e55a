import type { contract } from './index.ts';
import type { Input, Output } from './route.ts';
import type { Problem } from './schemas.ts';

type Contract = typeof contract;
export type Operation = keyof Contract;
export type InputOf<Key extends Operation> = Input<Contract[Key]>;
export type OutputOf<Key extends Operation> = Output<Contract[Key]>;

/** The server said no, or could not: the problem it answered. */
export class ApiProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiProblem';
    this.problem = problem;
  }
}

type Call = {
  params?: Record<string, string>;
  query?: Record<string, string | number | boolean | null | undefined>;
  body?: unknown;
};
type Arguments<Key extends Operation> = keyof InputOf<Key> extends never ? [input?: undefined] : [input: InputOf<Key>];

/** The address of an operation with its parameters filled in, for links and downloads too. */
export function addressOf<Key extends Operation>(key: Key, ...[input]: Arguments<Key>): string {
  const call = (input ?? {}) as Call;
  const path = (key as string)
    .slice((key as string).indexOf(' ') + 1)
    .replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(call.params?.[name] ?? ''));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return `/api/v1${path}${text ? `?${text}` : ''}`;
}

/** The typed client: `api('GET /customers/{id}', { params: { id } })`. Throws ApiProblem on anything but a success. */
export function createClient(options: { fetch?: typeof fetch; base?: string; headers?: () => Record<string, string> } = {}) {
  const send = options.fetch ?? ((...request: Parameters<typeof fetch>) => fetch(...request));
  return async function api<Key extends Operation>(key: Key, ...[input]: Arguments<Key>): Promise<OutputOf<Key>> {
    const body = ((input ?? {}) as Call).body;
    const upload = typeof FormData !== 'undefined' && body instanceof FormData;
    const response = await send((options.base ?? '') + addressOf(key, ...([input] as Arguments<Key>)), {
      method: (key as string).slice(0, (key as string).indexOf(' ')),
      headers: {
        accept: 'application/json',
        ...(body !== undefined && !upload ? { 'content-type': 'application/json' } : {}),
        ...options.headers?.(),
      },
      ...(body === undefined ? {} : { body: upload ? body : JSON.stringify(body) }),
    });
    if (response.ok) return (response.status === 204 ? undefined : await response.json()) as OutputOf<Key>;
    const problem = (await response.json().catch(() => undefined)) as Problem | undefined;
    throw new ApiProblem(
      problem ?? { type: 'about:blank', title: response.statusText || 'error', status: response.status, code: 'http.unexpected' },
    );
  };
}
