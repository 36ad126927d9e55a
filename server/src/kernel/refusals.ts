/** Why something is refused, as the outside sees it: each kind has one HTTP status and the CLI's exit code 1. */
export type RefusalKind =
  | 'invalid'
  | 'not-found'
  | 'forbidden'
  | 'unauthenticated'
  | 'conflict'
  | 'changed'
  | 'too-large'
  | 'too-many';

/** A rule said no. The code is stable and has a sentence in `texts/areas/refusals.ts`; the values fill that sentence. */
export class Refusal extends Error {
  readonly code: string;
  readonly kind: RefusalKind;
  readonly values: Readonly<Record<string, string | number>>;

  constructor(code: string, kind: RefusalKind, values: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.kind = kind;
    this.values = values;
  }
}

/** A module's table of refusals: code → kind. The answer makes the error to throw. */
export function refusals<Codes extends Record<string, RefusalKind>>(table: Codes) {
  return (code: keyof Codes & string, values: Readonly<Record<string, string | number>> = {}): Refusal => {
    const kind = table[code];
    if (!kind) throw new Error(`unknown refusal ${code}`);
    return new Refusal(code, kind, values);
  };
}
