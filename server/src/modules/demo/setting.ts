import { createHash } from 'node:crypto';
import type { Language, Texts } from '@quitus/texts';
import type { Calendar } from './calendar.ts';
import type { TermsKey } from './segments.ts';

/** What every made-up row refers to. */
export type Setting = {
  readonly calendar: Calendar;
  readonly entityId: string;
  readonly importId: string;
  readonly terms: Readonly<Record<TermsKey, string>>;
  /** The team, in the order of `words.team`. */
  readonly collectors: readonly { readonly id: string; readonly name: string }[];
  readonly newId: () => string;
  readonly language: Language;
  readonly words: DemoWords;
  /** What answers there are come as mails, not as notes by hand. */
  readonly settled: boolean;
};

/** The sentences that stand in the data, in the company's language. */
export type DemoWords = Texts['demo'];

/** Identifiers in increasing order that repeat for the same tenant and seed: uuids of version 8, whose bits are ours to choose (RFC 9562). */
export function idsFrom(tenantId: number, seed: string): () => string {
  const root = createHash('sha256').update(`${tenantId}\u0000${seed}`).digest('hex');
  const prefix = `${root.slice(0, 8)}-${root.slice(8, 12)}-8${root.slice(12, 15)}-a${root.slice(15, 18)}-`;
  let made = 0;
  return () => {
    made += 1;
    return prefix + made.toString(16).padStart(12, '0');
  };
}
