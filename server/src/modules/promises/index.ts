export { brokenNews } from './broken-news.ts';
export { cancelPromise, movePromise } from './change-promise.ts';
export { makePromise } from './make-promise.ts';
export type { NewPromise, PromiseRules, PromiseSource } from './make-promise.ts';
export { allowedPromiseActions, graceEnd, judgePromise } from './promise.ts';
export type { PromiseAction, PromiseFacts, PromiseState, PromiseVerdict } from './promise.ts';
export { undoPromise } from './undo-promise.ts';
export { receivedOnPromises, settlePromises } from './settle-promises.ts';
export type { SettledPromises, SettleScope } from './settle-promises.ts';
