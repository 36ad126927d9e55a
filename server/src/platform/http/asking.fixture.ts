import type { Route } from '@quitus/contract';
import { Value } from 'typebox/value';
import { expect } from 'vitest';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import type { Database } from '../database/index.ts';
import type { TestTenant } from '../testing/index.ts';
import type { Context, Implementation } from './implement.ts';

type Asked = {
  readonly routes: Readonly<Record<string, Route>>;
  readonly handlers: Implementation;
  readonly database: Database;
  readonly tenant: Pick<TestTenant, 'tenantId' | 'tenantDb'>;
  readonly actor: Actor;
  readonly language: 'fr' | 'en';
  readonly now: Temporal.Instant;
  readonly today: Day;
};

/** Asks a route as a signed-in person would, and checks its answer against the contract. */
export function askingRoutes<Key extends string>(asked: Asked & { readonly routes: Readonly<Record<Key, Route>> }) {
  const context: Context = {
    caller: undefined,
    database: asked.database,
    db: asked.tenant.tenantDb,
    tenantId: asked.tenant.tenantId,
    actor: asked.actor,
    language: asked.language,
    now: () => asked.now,
    today: () => asked.today,
    setSession: () => undefined,
    cookie: () => undefined,
    setCookie: () => undefined,
    userAgent: 'test',
    address: '::1',
  };
  return async (key: Key, input: object = {}): Promise<Record<string, unknown>> => {
    const found = asked.handlers.find((one) => one.key === key);
    if (!found) throw new Error(`no handler for ${key}`);
    const answer = await found.handler({ params: {}, query: {}, body: {}, ...input, context });
    const wire: unknown = JSON.parse(JSON.stringify(answer ?? null));
    expect({ key, problems: [...Value.Errors(asked.routes[key].ok, wire)] }).toEqual({ key, problems: [] });
    // The cast: each test knows what it asked for.
    return wire as Record<string, unknown>;
  };
}
