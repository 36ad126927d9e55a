import { chooseLanguage, type Language } from '@quitus/texts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../kernel/actor.ts';
import { businessDate } from '../../kernel/days.ts';
import { cookieName, sessionCookie } from './authorise.ts';
import type { Caller, Context } from './implement.ts';
import type { HttpOptions } from './server.ts';

declare module 'fastify' {
  interface FastifyRequest {
    caller?: Caller;
  }
}

/** The language to answer in: the caller's own, else what the request prefers. */
export function languageOf(request: FastifyRequest): Language {
  return request.caller?.language ?? chooseLanguage(request.headers['accept-language']);
}

/** What a handler is given of one request. */
export function contextOf(options: HttpOptions, request: FastifyRequest, reply: FastifyReply): Context {
  const caller = request.caller;
  const userAgent = (request.headers['user-agent'] ?? '').slice(0, 300);
  const origin = { address: request.ip, ...(userAgent === '' ? {} : { userAgent }) };
  const actor: Actor = caller
    ? { kind: caller.kind === 'key' ? 'key' : 'user', id: caller.personId, name: caller.name, origin }
    : { kind: 'system', name: 'public' };
  const place = { path: '/', httpOnly: true, sameSite: 'lax', secure: options.secure } as const;
  return {
    caller,
    database: options.database,
    get db() {
      if (!caller) throw new Error('a public route has no tenant');
      return options.database.tenant(caller.tenantId, caller.scope);
    },
    tenantId: caller?.tenantId ?? 0,
    actor,
    language: languageOf(request),
    now: options.now,
    today: (timeZone = 'Europe/Paris') => businessDate(options.now(), timeZone),
    setSession: (token) => {
      const name = cookieName(sessionCookie, options.secure);
      if (token) void reply.setCookie(name, token, { ...place, maxAge: 30 * 24 * 3600 });
      else void reply.clearCookie(name, place);
    },
    cookie: (name) => request.cookies[cookieName(name, options.secure)],
    setCookie: (name, value, seconds = 600) => {
      const known = cookieName(name, options.secure);
      if (value === undefined) void reply.clearCookie(known, place);
      else void reply.setCookie(known, value, { ...place, maxAge: seconds });
    },
    userAgent,
    address: request.ip,
  };
}
