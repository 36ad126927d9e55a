import { ApiProblem } from '@quitus/contract/client';

/** Whether a failed look at a link says that it opens nothing, rather than that the server could not be asked. */
export function isUnusableLink(error: unknown): boolean {
  return error instanceof ApiProblem && [404, 409, 410, 422].includes(error.problem.status);
}
