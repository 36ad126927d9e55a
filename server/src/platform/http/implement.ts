import type { Input, Output, Permission, Route, RouteTable } from '@quitus/contract';
import type { Language } from '@quitus/texts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import type { Database, RowScope, TenantDatabase } from '../database/index.ts';

/** Who asks, in which tenant, with what rights on which rows: found once per request. */
export type Caller = {
  readonly kind: 'person' | 'key';
  readonly tenantId: number;
  /** The person's id; a key's own id for a program. */
  readonly personId: string;
  readonly name: string;
  readonly language: Language;
  readonly role: string;
  readonly permissions: ReadonlySet<Permission>;
  /** What the role would allow and the scope does not. */
  readonly withheld?: ReadonlySet<Permission>;
  /** The rows this caller may see; every statement through `context.db` is held to it by the database. */
  readonly scope: RowScope;
  /** Whose customers are "mine": the person's own, and those of colleagues who lend theirs today. */
  readonly portfolios: readonly string[];
  /** A program with a key has no session. */
  readonly sessionHash: Buffer | undefined;
};

/** What every handler is given. On a public route `caller` is absent and `db` must not be touched. */
export type Context = {
  readonly caller: Caller | undefined;
  readonly database: Database;
  readonly db: TenantDatabase;
  readonly tenantId: number;
  readonly actor: Actor;
  readonly language: Language;
  readonly now: () => Temporal.Instant;
  readonly today: (timeZone?: string) => Day;
  /** Sets or clears the session cookie of the answer. */
  readonly setSession: (token: string | undefined) => void;
  /** A cookie of the request; for what must come back from the same browser. */
  readonly cookie: (name: string) => string | undefined;
  /** Sets a cookie that scripts cannot read, for some seconds; without value it is cleared. */
  readonly setCookie: (name: string, value: string | undefined, seconds?: number) => void;
  readonly userAgent: string;
  readonly address: string;
};

/** One uploaded file as it streams in, with the form's other fields; those that stand behind the file are there once its stream has ended. */
export type Upload = {
  readonly name: string;
  readonly mediaType: string;
  readonly stream: AsyncIterable<Uint8Array>;
  readonly fields: Readonly<Record<string, string>>;
};

/** An answer that is a file. */
export type FileAnswer = {
  readonly file: AsyncIterable<Uint8Array | string>;
  readonly name: string;
  readonly mediaType?: string;
};

/** An answer that sends the browser elsewhere. */
export type RedirectAnswer = { readonly redirectTo: string };

type Answer<R> = R extends { readonly redirect: true }
  ? RedirectAnswer
  : R extends { readonly file: string }
    ? FileAnswer
    : R extends { readonly status: 204 }
      ? void
      : Output<R>;
type Request<R> = Input<R> & { readonly context: Context } & (R extends { readonly upload: true }
    ? { readonly upload: Upload }
    : unknown);

export type Handlers<Table extends RouteTable> = {
  readonly [Key in keyof Table]: (request: Request<Table[Key]>) => Promise<Answer<Table[Key]>>;
};

// Loosened on purpose: a table of handlers of different routes has no common exact type; `implement` checked each one.
export type AnyHandler = (request: {
  params?: unknown;
  query?: unknown;
  body?: unknown;
  context: Context;
  upload?: Upload;
}) => Promise<unknown>;
export type Implementation = { readonly key: string; readonly route: Route; readonly handler: AnyHandler }[];

/** Binds each route of a table to its handler; a route without one does not compile. */
export function implement<Table extends RouteTable>(table: Table, handlers: Handlers<Table>): Implementation {
  return Object.entries(table).map(([key, route]) => {
    // The cast pairs with AnyHandler above: types were checked by Handlers<Table>.
    const handler = (handlers as Record<string, unknown>)[key] as AnyHandler | undefined;
    if (!handler) throw new Error(`no handler for ${key}`);
    return { key, route, handler };
  });
}
