export { ApiProblem } from '@quitus/contract/client';
export type { InputOf, Operation, OutputOf } from '@quitus/contract/client';
export type { Problem } from '@quitus/contract';
export { quitus } from './quitus.ts';
export type { BulkKind, BulkLine, ListOperation, Quitus, QuitusOptions, RowOf } from './quitus.ts';
export type { RetryOptions } from './retrying.ts';
