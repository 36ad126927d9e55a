export { composeAnswer } from './answering/compose-answer.ts';
export { takeIn } from './intake/take-in.ts';
export { askModelJob, readMailboxJob } from './jobs.ts';
export { mailboxUrl, modelKey, readMailboxKind } from './mailbox/mailbox-store.ts';
export type { ReplyNeighbours, SaidPaid } from './neighbours.ts';
export { repliesHandlers } from './routes.ts';
