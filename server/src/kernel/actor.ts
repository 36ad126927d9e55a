/** Where a request came from, as the HTTP server saw it. */
export type Origin = { readonly address: string; readonly userAgent?: string };

/** Who asks: a person, a program with a key, or Quitus itself (a job). Kept beside every change. */
export type Actor =
  | { readonly kind: 'user'; readonly id: string; readonly name: string; readonly origin?: Origin }
  | { readonly kind: 'key'; readonly id: string; readonly name: string; readonly origin?: Origin }
  | { readonly kind: 'system'; readonly name: string };

/** The machine itself: jobs, the command line. */
export function systemActor(name: string): Actor {
  return { kind: 'system', name };
}
