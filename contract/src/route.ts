import type { Static, TObject, TSchema } from 'typebox';

/** What a person must be allowed to do for a route; roles grant these (identity/roles.ts on the server). */
export type Permission = 'public' | 'read' | 'work' | 'import' | 'manage' | 'administer';

/** One route of the API, as data: registration, OpenAPI document and typed client all come from it. */
export type Route = {
  readonly summary: string;
  readonly tag: string;
  readonly permission: Permission;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly body?: TSchema;
  /** What a success answers; a route with `file` answers bytes instead. */
  readonly ok: TSchema;
  readonly status?: 200 | 201 | 202 | 204;
  /** The body is a multipart upload of one file (streamed, never held whole). */
  readonly upload?: true;
  /** The answer is a file of this media type. */
  readonly file?: string;
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
