import type { PrintBatch, PrintedLetter, RegisteredLetter } from '@quitus/contract';
import { formatDay } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import type { Tone } from '@quitus/ui';

export type { PrintBatch, PrintedLetter, RegisteredLetter };
export type LetterView = 'waiting' | 'changed' | 'registered' | 'all';
export const letterViews = ['waiting', 'changed', 'registered', 'all'] as const satisfies readonly LetterView[];
export const registeredViews = ['open', 'ended', 'all'] as const;
export const ends = ['delivered', 'received', 'refused', 'unclaimed', 'returned'] as const;

/** It is on its way or further: something can have become of it. */
export const hasLeft = ({ state, transport }: RegisteredLetter): boolean => state === 'sent' && transport !== 'local';

// What lies in the box may be signed for yet.
const over = ['received', 'refused', 'unclaimed', 'returned', 'undelivered'];
/** How it ended is known. */
export const isOver = ({ deliveryState }: RegisteredLetter): boolean => deliveryState !== null && over.includes(deliveryState);

/** What the end of a formal notice means for it; nothing where there is nothing to know. */
export function meaningOf(texts: Texts, { formalNotice, channel, deliveryState }: RegisteredLetter): string | undefined {
  const { meanings } = texts.letters.screen;
  if (!formalNotice || deliveryState === null) return undefined;
  if (deliveryState === 'returned' || deliveryState === 'undelivered') return meanings.neverHad;
  if (deliveryState !== 'refused' && deliveryState !== 'unclaimed') return undefined;
  return channel === 'registered-e-letter' ? meanings.hidden : channel === 'registered-letter' ? meanings.presented : undefined;
}

/** "22/11/2026", with its number from the second batch of a day on. */
export function batchName(texts: Texts, language: Language, batch: PrintBatch): string {
  const day = formatDay(language, batch.day);
  return batch.number > 1 ? texts.letters.screen.batchOf(day, batch.number) : day;
}

/** What the other side said last, in words; the code itself where none are known. */
export function deliveryWords(texts: Texts, state: string): string {
  const words: Readonly<Record<string, string>> = texts.messages.deliveryStates;
  return words[state] ?? state;
}

const tones: Readonly<Record<string, Tone>> = {
  delivered: 'settled',
  received: 'settled',
  refused: 'late',
  unclaimed: 'late',
  returned: 'late',
  undelivered: 'late',
};
/** Good or bad news; under way for everything else. */
export const deliveryTone = (state: string): Tone => tones[state] ?? 'current';

/** Where a letter's own PDF is read: it is the first thing that went along. */
export const letterPdf = (id: string): string => `/api/v1/messages/${id}/attachments/1`;
export const proofAddress = (id: string, eventId: string): string => `/api/v1/messages/${id}/deliveries/${eventId}/proof`;
