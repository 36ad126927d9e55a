import type { Route } from '@quitus/contract';
import type { FastifyRequest } from 'fastify';
import type { Caller } from './implement.ts';

/** A debtor's personal data went out: of this customer, or of many when none is named. */
export type PersonalDataRead = { readonly customerId: string | undefined; readonly route: string };

/** What is told after a success of a route flagged `personalDataOf`: the customer it names in its parameters, its query or its answer. */
export function personalDataRead(
  key: string,
  route: Route,
  request: FastifyRequest,
  said: unknown,
): PersonalDataRead | undefined {
  const name = route.personalDataOf;
  if (name === undefined) return undefined;
  const named = [request.params, request.query, said].map((part) => valueOf(part, name)).find((value) => value !== undefined);
  return { customerId: named, route: key };
}

export type TellPersonalData = (caller: Caller, read: PersonalDataRead) => void;

function valueOf(part: unknown, name: string): string | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  const value: unknown = Object.getOwnPropertyDescriptor(part, name)?.value;
  return typeof value === 'string' ? value : undefined;
}
