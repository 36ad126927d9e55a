import { formatDay } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import type { OutputOf } from '@quitus/contract/client';

type Position = Pick<OutputOf<'GET /items/{id}/why'>, 'status' | 'step' | 'last' | 'importedLevel' | 'pause'>;

/** Where an item stands, as two facts: the step it had or has, and what holds it now. An item that was reminded stays so while it is paused. */
export function positionWords(
  texts: Texts,
  language: Language,
  position: Position,
): { step: string | undefined; state: string | undefined } {
  const words = texts.items.panel;
  const { status, pause, last, importedLevel } = position;
  const done = last?.step ?? (importedLevel === null ? undefined : words.importedLevel(importedLevel));
  if (pause) return { step: done, state: words.paused(pause.until === null ? null : formatDay(language, pause.until)) };
  if (status === 'skipped') return { step: done, state: words.statuses.skipped };
  return position.step === null ? { step: done, state: words.statuses[status] } : { step: position.step, state: undefined };
}
