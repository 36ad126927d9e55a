import { DatabaseError } from 'pg';
import { firstLine } from './statement.ts';

/** Whether PostgreSQL asks for the transaction to be run again: serialization failure or deadlock. */
export function asksForAnotherTry(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code === '40001' || error.code === '40P01');
}

/** Whether PostgreSQL was given a text that it can store nowhere: a NUL character, or half of a surrogate pair. Only a request holds such things. */
export function isUnstorableText(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  // JSON is written by ourselves: half a pair is all that can be wrong with it.
  return error.code === '22021' || error.code === '22P05' || (error.code === '22P02' && error.message.endsWith('type json'));
}

/** Whether a row was to be written outside the scope (or tenant) of the transaction that writes it. */
export function isOutOfSight(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '42501' && error.message.includes('row-level security');
}

/** Whether the connection broke, so that nobody can say whether the last statement (a commit, perhaps) was done. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof DatabaseError) return error.code?.startsWith('08') === true || error.code?.startsWith('57P') === true;
  if (!(error instanceof Error)) return false;
  return (
    ('code' in error && ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(String(error.code))) ||
    error.message.startsWith('Connection terminated')
  );
}

/** The same error, fit for a log: with the statement's first line, without any value of a row (those are personal data). */
export function withoutValues(error: unknown, text: string): unknown {
  if (!(error instanceof Error)) return error;
  if (error instanceof DatabaseError) {
    error.detail = undefined;
    error.where = undefined;
    // Class 22, data exceptions, quotes the value it could not read.
    if (error.code?.startsWith('22')) error.message = error.message.replace(/: ".*/s, '');
  }
  return Object.assign(error, { statement: firstLine(text) });
}
