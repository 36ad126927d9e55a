import type { Static, TObject, TSchema } from 'typebox';

/**
 * What a caller must be allowed to do for a route; roles grant these (identity/roles.ts on the server). `comment`: write notes;
 * `resolve`: open and answer disputes; `work`: all of a collector's work; `audit`: read who did what, and who read whose data.
 */
export const permissions = ['read', 'comment', 'resolve', 'work', 'import', 'manage', 'administer', 'audit'] as const;
/** `public`: anybody. `account`: anybody signed in, even one who must set a second step up before all else; for one's own sign-in alone. */
export type Permission = (typeof permissions)[number] | 'public' | 'account';

/** One route of the API, as data: registration, OpenAPI document and typed client all come from it. */
export type Route = {
  readonly summary: string;
  readonly tag: string;
  readonly permission: Permission;
  /** For signed-in people only: a program with a key has no password, no language, no session. */
  readonly personal?: true;
  /**
   * The answer holds a debtor's personal data: who read whose is kept for the audit. Names where the customer's id stands, in the parameters, the
   * query or the answer; where it stands in none of them (`list`), a list of many was read.
   */
  readonly personalDataOf?: string;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly body?: TSchema;
  /** What a success answers; a route with `file` answers bytes instead. */
  readonly ok: TSchema;
  readonly status?: 200 | 201 | 202 | 204;
  /** The body is a multipart upload of one file (streamed, never held whole). */
  readonly upload?: true;
  /** With `upload`: the body is the file itself, of this media type, and no form. */
  readonly stream?: string;
  /** The answer shows a secret once: it is never kept, not even for a retry with the same idempotency key. */
  readonly secret?: true;
  /** The answer is a file of this media type. */
  readonly file?: string;
  /** The answer sends the browser to another address. */
  readonly redirect?: true;
};

/** Keyed by method and path below /api/v1: `'GET /customers/{id}'`. */
export type RouteKey = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;
export type RouteTable = Readonly<Record<RouteKey, Route>>;

/** Declares routes, keeping each schema's exact type. */
export function routes<const Table extends RouteTable>(table: Table): Table {
  return table;
}

type Part<R, Name extends string> = R extends Readonly<Record<Name, infer S extends TSchema>> ? Static<S> : undefined;
// Only what the route declares is asked for, so that a call without parameters needs none.
export type Input<R> = (R extends { readonly params: TSchema } ? { params: Part<R, 'params'> } : unknown) &
  (R extends { readonly query: TSchema } ? { query: Part<R, 'query'> } : unknown) &
  (R extends { readonly body: TSchema } ? { body: Part<R, 'body'> } : unknown);
export type Output<R> = Part<R, 'ok'>;
