/** Who asks: a person, a program with a key, or Quitus itself (a job). Kept beside every change. */
export type Actor =
  | { readonly kind: 'user'; readonly id: string; readonly name: string }
  | { readonly kind: 'key'; readonly id: string; readonly name: string }
  | { readonly kind: 'system'; readonly name: string };

/** The machine itself: jobs, the command line. */
export function systemActor(name: string): Actor {
  return { kind: 'system', name };
}
