import type { OutputOf } from '@quitus/contract/client';
import type { Texts } from '@quitus/texts';
import type { Tone } from '@quitus/ui';

export type Message = OutputOf<'GET /messages'>['rows'][number];
export type MessageDetail = OutputOf<'GET /messages/{id}'>;

export const stateTones: Record<Message['state'], Tone> = {
  waiting: 'waiting',
  claimed: 'current',
  calling: 'current',
  handed: 'waiting',
  sent: 'settled',
  cancelled: 'neutral',
  failed: 'late',
  uncertain: 'late',
};

/** Whether it reached nobody: it stayed in the local mailbox. */
export function isRehearsed({ state, transport }: { readonly state: string; readonly transport: string | null }): boolean {
  return state === 'sent' && transport === 'local';
}

/** Why a message was cancelled or failed, in words; the code itself for one of another module. */
export function messageReason(texts: Texts, code: string | null): string | undefined {
  if (code === null) return undefined;
  const outbox: Readonly<Record<string, string>> = texts.messages.reasons;
  const engine: Readonly<Record<string, string>> = texts.dunning.reasons;
  return outbox[code] ?? engine[code] ?? code;
}
