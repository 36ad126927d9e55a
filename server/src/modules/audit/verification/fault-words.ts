import type { AuditFault } from '@quitus/contract';
import { type Language, textsIn } from '@quitus/texts';
import { wordsOfKind } from '../reading/kind-words.ts';
import type { Fault } from './faults.ts';
import type { Verification } from './verify-audit.ts';

/** A fault as the API tells it, with its sentence. */
export function faultView(fault: Fault, language: Language): AuditFault {
  return {
    kind: fault.kind,
    words: wordsOfFault(fault, language),
    number: numberOrNull(fault.number),
    batch: numberOrNull(fault.batch),
    eventId: fault.eventId ?? null,
    eventKind: fault.eventKind ?? null,
    at: fault.at?.toString() ?? null,
  };
}

/** What the verification found, as one line for the command. */
export function summaryOf(found: Verification, language: Language): string {
  const { audit } = textsIn(language);
  const [first] = found.faults;
  if (first)
    return audit.faultsFound({
      count: found.faultCount,
      first: found.faults
        .slice(0, 5)
        .map((fault) => wordsOfFault(fault, language))
        .join(' '),
    });
  return audit.verified({ events: found.events, head: found.head ?? audit.nothingSealed });
}

function wordsOfFault(fault: Fault, language: Language): string {
  return textsIn(language).audit.faults[fault.kind]({
    number: String(fault.number ?? '?'),
    batch: String(fault.batch ?? '?'),
    event: fault.eventId ?? '?',
    kind: fault.eventKind ? wordsOfKind(fault.eventKind, language) : '?',
    numbers: fault.firstNumber === undefined ? '?' : `${fault.firstNumber}–${fault.lastNumber ?? '?'}`,
    key: fault.key ?? '?',
  });
}

function numberOrNull(value: bigint | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
