export { forgetAnswersJob, forgetAnswersKind } from './idempotency.ts';
export { implement } from './implement.ts';
export type { Caller, Context, FileAnswer, Handlers, Implementation, Upload } from './implement.ts';
export { networkOf } from './network-of.ts';
export { problemOf, sentenceOf } from './problems.ts';
export { buildServer } from './server.ts';
export type { HttpOptions } from './server.ts';
export type { Answered } from './observe.ts';
export type { PersonalDataRead } from './personal-data.ts';
