import type { PrintBatch, PrintedLetter, RegisteredLetter } from '@quitus/contract';
import { formatDay } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import type { Tone } from '@quitus/ui';

export type { PrintBatch, PrintedLetter, RegisteredLetter };
export type LetterView = 'waiting' | 'changed' | 'registered' | 'all';
export const letterViews = ['waiting', 'changed', 'registered', 'all'] as const satisfies readonly LetterView[];
export const registeredViews = ['open', 'ended', 'all'] as const;
export const ends = ['delivered', 'received', 'refused', 'unclaimed', 'returned'] as const;

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
