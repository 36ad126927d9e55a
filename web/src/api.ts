import { ApiProblem, createClient } from '@quitus/contract/client';

/** The server, typed by the contract: `api('GET /customers/{id}', { params: { id } })`. */
export const api = createClient();

/** Whether a failed call says that nobody is signed in. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.problem.status === 401;
}

/** The sentence a person reads when a call fails: the server's own, already in their language. */
export function sentenceOf(error: unknown, otherwise: string): string {
  return error instanceof ApiProblem ? error.message : otherwise;
}
