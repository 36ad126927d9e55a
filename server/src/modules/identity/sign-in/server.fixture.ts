import { randomInt } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import { buildServer } from '../../../platform/http/index.ts';
import { sql } from '../../../platform/database/index.ts';
import type { TestDatabase } from '../../../platform/testing/index.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { hashPassword } from '../passwords.ts';
import { peopleHandlers } from '../people-routes.ts';
import { identityHandlers } from '../routes.ts';
import { callerOf } from '../sessions.ts';
import { testDoor } from './door.fixture.ts';
import { signInHandlers } from './routes.ts';

export const goodPassword = 'une phrase assez longue';

/** A browser: it keeps its cookies and comes from an address of its own. */
export type TestBrowser = {
  // Loosened on purpose: a test reads what it expects of each answer.
  call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<{ status: number; body: any; location: string | undefined }>; // oxlint-disable-line no-explicit-any
  readonly cookies: Map<string, string>;
};

/** At the top of a test file: the routes of the door over HTTP on a test database, with a clock the test moves. */
export function testDoorServer(installation: TestDatabase, given: Parameters<typeof testDoor>[0] = {}) {
  const door = testDoor(given);
  const clock = { now: Temporal.Instant.from('2026-11-21T12:00:00Z') };
  let server: FastifyInstance | undefined;
  const running = (): FastifyInstance => {
    if (!server) throw new Error('the server runs from beforeAll on');
    return server;
  };
  beforeAll(async () => {
    server = await buildServer({
      database: installation.database,
      implementations: [
        identityHandlers(door.neighbours),
        signInHandlers(door.neighbours),
        peopleHandlers({ handOverPortfolio: () => Promise.resolve(0) }),
      ],
      authenticate: (token) => callerOf(installation.database, token, clock.now),
      now: () => clock.now,
      secure: false,
    });
  });
  afterAll(() => server?.close());

  function browser(): TestBrowser {
    const cookies = new Map<string, string>();
    const remoteAddress = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
    return {
      cookies,
      call: async (method, path, body) => {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        const answer = await running().inject({
          method,
          url: `/api/v1${path}`,
          remoteAddress,
          headers: { ...(cookie ? { cookie } : {}), 'user-agent': 'Mozilla/5.0 (Macintosh) Version/26.1 Safari/605.1.15' },
          ...(body ? { payload: body } : {}),
        });
        for (const { name, value } of answer.cookies as { name: string; value: string }[])
          if (value === '') cookies.delete(name);
          else cookies.set(name, value);
        const json = answer.body.startsWith('{') ? (JSON.parse(answer.body) as object) : undefined;
        const { location } = answer.headers;
        return { status: answer.statusCode, body: json, location: typeof location === 'string' ? location : undefined };
      },
    };
  }

  /** A member with the good password, and a browser where they are not signed in yet. */
  async function member(tenantId: number, email: string, role = 'owner', name = 'Ada Martel') {
    const known = await installation.database.system.maybe<{ id: string }>(
      sql`select id from identity.person where email = ${email}`,
    );
    const id = known?.id ?? uuidv7();
    if (!known) {
      await installation.database.system.run(sql`
        insert into identity.person (id, email, name, password_hash, language) values (${id}, ${email}, ${name}, ${await hashPassword(goodPassword)}, 'fr')
      `);
    }
    await installation.database
      .tenant(tenantId)
      .run(sql`insert into identity.membership (tenant_id, person_id, role) values (${tenantId}, ${id}, ${role})`);
    return { id, email, browser: browser() };
  }

  /** The same, signed in by password. */
  async function signedIn(tenantId: number, email: string, role = 'owner', name = 'Ada Martel') {
    const person = await member(tenantId, email, role, name);
    const answer = await person.browser.call('POST', '/sessions', { email, password: goodPassword, tenantId });
    if (answer.status !== 201) throw new Error(`not signed in: ${JSON.stringify(answer)}`);
    return person;
  }

  const eventsOf = async (tenantId: number): Promise<string[]> => {
    await door.settle();
    const rows = await installation.database
      .tenant(tenantId)
      .rows<{ kind: string }>(sql`select kind from platform.event order by recorded_at, id`);
    return rows.map(({ kind }) => kind);
  };

  return { door, clock, browser, member, signedIn, eventsOf };
}
