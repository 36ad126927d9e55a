import { formatDay, formatMoney, type Language, textsIn } from '@quitus/texts';
import { addDays, type Day, daysLate } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import type { Queryable } from '../../../platform/database/index.ts';
import type { DecisionTerms } from '../decision/terms.ts';
import { positionRows, type PositionRow } from './position-rows.ts';
import { missingSteps } from './missing-steps.ts';

/** Where an open item stands in its scenario, and why it is or is not chased today. */
export type Position = {
  readonly id: string;
  readonly number: string;
  readonly customer: string;
  readonly due: Day | null;
  readonly openMinor: bigint;
  readonly currency: string;
  readonly daysLate: number | null;
  readonly status: 'chased' | 'waiting' | 'skipped' | 'settled';
  /** The code behind the first reason: what scripts can rely on. */
  readonly code: string;
  readonly step: string | null;
  readonly why: readonly string[];
};

/** The position of every open item the terms are about, each with its reasons in words: the run's own decision, not a second opinion. */
export async function positions(db: Queryable, terms: DecisionTerms, language: Language): Promise<Position[]> {
  const rows = await positionRows(db, terms, language);
  return rows.map((row) => positionOf(row, terms, language));
}

function positionOf(row: PositionRow, terms: DecisionTerms, language: Language): Position {
  // A credit is owed to the customer: it is never late.
  const late = row.due === null || row.openMinor < 0n ? null : daysLate(row.due, terms.on);
  const { status, code, step, why } = verdictOf(row, terms, late, language);
  return {
    id: row.id,
    number: row.number,
    customer: row.customer,
    due: row.due,
    openMinor: row.openMinor,
    currency: row.currency,
    daysLate: late,
    status,
    code,
    step,
    why: [...why, ...circumstances(row, terms, status, language), ...history(row, language)],
  };
}

type Verdict = Pick<Position, 'status' | 'code' | 'step' | 'why'>;

function verdictOf(row: PositionRow, terms: DecisionTerms, late: number | null, language: Language): Verdict {
  const words = textsIn(language).dunning;
  const reason = (code: string): string => (words.reasons as Record<string, string>)[code] ?? code;
  const isLate = late !== null && late > 0;
  const leads = row.leaderId === row.id;
  const skipped = (code: string, ...more: string[]): Verdict => ({
    status: 'skipped',
    code,
    step: null,
    why: [reason(code), ...more],
  });
  const waiting = (code: string, ...why: string[]): Verdict => ({ status: 'waiting', code, step: row.ownStep, why });
  const next = nextStepWords(row, language);
  if (row.skip !== null) return skipped(row.skip, ...heldWords(row, row.skip, language));
  if (row.claimMinor < 0n) return skipped('credit');
  if (row.listed) return listedVerdict(row, late ?? 0, language);
  if (isLate && !row.unfinished)
    return skipped(!row.stepsLeft ? 'scenario-finished' : row.prudence > 0 ? 'prudence' : 'never-reminded');
  if ((isLate || leads) && (row.verdict === 'covered-by-credits' || row.verdict === 'below-floor'))
    return { ...skipped(row.verdict, ...next), step: row.ownStep };
  if (row.freshUntil !== null && row.freshUntil > terms.on && row.freshUntil === row.restedOn && isLate) {
    const until = formatDay(language, row.freshUntil);
    const reopened = row.reopenedOn !== null && addDays(row.reopenedOn, row.minDays) === row.freshUntil ? row.reopenedOn : null;
    return reopened === null
      ? waiting('just-sent', words.why.justSent(until), ...next)
      : waiting('min-interval', words.why.reopened(formatDay(language, reopened), until), ...next);
  }
  if (row.restedOn !== null && row.restedOn > terms.on && isLate)
    return waiting('min-interval', words.why.restUntil(formatDay(language, row.restedOn), row.minDays), ...next);
  if (row.verdict === 'contacted-today' || row.verdict === 'daily-cap') return waiting(row.verdict, reason(row.verdict));
  if (!isLate) return waiting('not-due', reason('not-due'), ...next);
  if (leads || row.leaderId === null) return waiting('step-not-due', reason('step-not-due'), ...next);
  return waiting(
    'behind-leader',
    reason(row.unit === 'level' ? 'behind-level-leader' : 'behind-leader'),
    words.why.leader(row.leaderNumber ?? ''),
    ...(row.leaderStep && row.readyOn ? [words.why.stepOn(row.leaderStep, formatDay(language, row.readyOn))] : []),
  );
}

function listedVerdict(row: PositionRow, late: number, language: Language): Verdict {
  const words = textsIn(language).dunning.why;
  const leads = row.leaderId === row.id;
  const unit = { account: words.leads, level: words.leadsLevel, item: words.alone }[row.unit];
  return {
    status: 'chased',
    code: row.stepped ? 'listed' : 'listed-only',
    step: row.stepped ? row.ownStep : row.leaderStep,
    why: [
      words.step(row.leaderStep ?? '', late),
      leads ? unit : words.leader(row.leaderNumber ?? ''),
      ...(leads ? [] : [row.stepped ? words.listed : words.listedOnly]),
      ...(leads && row.cycle > 1 ? [words.time(row.cycle, row.cycles)] : []),
    ],
  };
}

// The ends of what holds it; what holds it besides the gravest reason is named as well.
function heldWords(row: PositionRow, reason: string, language: Language): string[] {
  const words = textsIn(language).dunning;
  const named = (code: string): string => (words.reasons as Record<string, string>)[code] ?? code;
  const first = row.holds.filter((hold) => hold.reason === reason);
  const open = first.some((hold) => hold.until === null);
  const until = first
    .flatMap((hold) => hold.until ?? [])
    .toSorted()
    .at(-1);
  return [
    ...(open || !until ? [] : [words.why.heldUntil(formatDay(language, until))]),
    ...(row.chasedAt !== null && first.length > 0 && first.every((hold) => hold.ofPayer)
      ? [words.why.payerHeld(row.chasedAt)]
      : []),
    ...row.holds
      .filter((hold) => hold.reason !== reason && hold.partMinor === null)
      .map((hold) => words.why.alsoHeld(named(hold.reason), hold.until === null ? null : formatDay(language, hold.until))),
  ];
}

// What else bears on it: who is chased in its place, steps it does not have, a ledger too old to let anything leave by itself.
function circumstances(row: PositionRow, terms: DecisionTerms, status: Position['status'], language: Language): string[] {
  const words = textsIn(language).dunning;
  if (row.claimMinor < 0n) return [];
  return [
    ...(row.chasedAt === null ? [] : [words.why.chasedAt(row.chasedAt)]),
    ...(status === 'skipped' && row.skip !== null ? [] : missingSteps(row.missing, language)),
    ...(status === 'chased' && terms.stale ? [words.cautions.stale] : []),
  ];
}

function nextStepWords(row: PositionRow, language: Language): string[] {
  if (row.ownStep === null || row.ownStepOn === null) return [];
  const on = row.restedOn !== null && row.restedOn > row.ownStepOn ? row.restedOn : row.ownStepOn;
  const words = textsIn(language).dunning.why;
  return [words.stepOn(row.ownStep, formatDay(language, on)), ...(row.cycle > 1 ? [words.time(row.cycle, row.cycles)] : [])];
}

function history(row: PositionRow, language: Language): string[] {
  const words = textsIn(language).dunning;
  const part = row.claimMinor - row.chasedMinor;
  const partUntil = row.holds
    .filter((hold) => hold.partMinor !== null && hold.reason === row.partReason)
    .flatMap((hold) => hold.until ?? [])
    .toSorted()
    .at(-1);
  return [
    ...(row.partReason === null
      ? []
      : [
          words.why.heldPart(
            formatMoney(language, toDecimal(part, row.currency), row.currency),
            (words.reasons as Record<string, string>)[row.partReason] ?? row.partReason,
          ),
          ...(partUntil ? [words.why.heldUntil(formatDay(language, partUntil))] : []),
        ]),
    ...(row.actionState === 'to-confirm' && row.actionOn !== null
      ? [words.why.awaitsYes(formatDay(language, row.actionOn))]
      : []),
    ...(row.actionState === 'confirmed' ? [words.why.confirmed] : []),
    ...(row.lastStep !== null && row.lastOn !== null ? [words.why.lastStep(row.lastStep, formatDay(language, row.lastOn))] : []),
    ...(row.importedLevel !== null ? [words.why.imported(row.importedLevel)] : []),
  ];
}
