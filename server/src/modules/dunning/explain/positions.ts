import { formatDay, formatMoney, type Language, textsIn } from '@quitus/texts';
import { addDays, type Day, daysLate } from '../../../kernel/days.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { staleWords } from '../stale-words.ts';
import type { DecisionTerms } from '../decision/terms.ts';
import { whyUnsent } from '../invoices/why-unsent.ts';
import type { ForeseenItem } from '../plan/foreseen-items.ts';
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
  /** What comes next for it, on the working day it leaves; never a day past. */
  readonly next: { readonly step: string; readonly on: Day } | null;
  /** The last step done for it, whatever it waits for now. */
  readonly last: { readonly step: string; readonly on: Day } | null;
  /** It carries the reminder of its account, or of its level; where each item has its own, none does. */
  readonly leads: boolean;
  /** The reminder level taken over from the accounting system. */
  readonly importedLevel: number | null;
  /** What pauses it whole, and its last day; null: until somebody ends it. */
  readonly pause: { readonly reason: string; readonly until: Day | null } | null;
};

/** Who reads it, when messages leave (`leavingDays`), and what is foreseen for each item; undefined: an item's own days are told alone. */
export type PositionsAsked = {
  readonly language: Language;
  readonly leavesOn: (day: Day) => Day;
  readonly foreseen: ReadonlyMap<string, ForeseenItem> | undefined;
};

/** The position of every open item the terms are about, each with its reasons in words: the run's own decision, not a second opinion. */
export async function positions(db: Queryable, terms: DecisionTerms, asked: PositionsAsked): Promise<Position[]> {
  const rows = await positionRows(db, terms, asked.language);
  const { entityId, on, customerIds } = terms;
  const among = customerIds ? sql`item.customer_id = any(${[...customerIds]}::uuid[])` : sql`item.entity_id = ${entityId}::uuid`;
  const unsent = await whyUnsent(db, among, { entityId, on, language: asked.language });
  return rows.map((row) => positionOf(row, terms, { ...asked, unsent: unsent.get(row.id) }));
}

function positionOf(
  { actionState, ...found }: PositionRow,
  terms: DecisionTerms,
  { unsent, ...asked }: PositionsAsked & { readonly unsent: readonly string[] | undefined },
): Position {
  const { language } = asked;
  // What is said of an unsent invoice says what is under way for it.
  const row: PositionRow = { ...found, actionState: unsent ? null : actionState };
  // A credit is owed to the customer: it is never late.
  const late = row.due === null || row.openMinor < 0n ? null : daysLate(row.due, terms.on);
  const { status, code, step, why } = verdictOf(row, terms, late, asked);
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
    why: [...why, ...(unsent ?? []), ...circumstances(row, terms, status, language), ...history(row, language)],
    next: nextOf(row, terms, asked),
    last: row.lastStep !== null && row.lastOn !== null ? { step: row.lastStep, on: row.lastOn } : null,
    leads: row.leaderId === row.id && row.unit !== 'item',
    importedLevel: row.importedLevel,
    pause: pauseOf(row),
  };
}

function pauseOf({ skip, holds }: PositionRow): Position['pause'] {
  const own = holds.filter((hold) => hold.reason === skip);
  if (skip === null || own.length === 0) return null;
  const until = own.some((hold) => hold.until === null)
    ? null
    : own
        .flatMap((hold) => hold.until ?? [])
        .toSorted()
        .at(-1);
  return { reason: skip, until: until ?? null };
}

/** What comes next for an item: as the plan foresees it; told of it alone, its own step on the first day it may leave. */
function nextOf(row: PositionRow, terms: DecisionTerms, { language, leavesOn, foreseen }: PositionsAsked): Position['next'] {
  if (row.claimMinor < 0n) return null;
  const planned = foreseen?.get(row.id);
  // Held, it comes once what holds it ends.
  if (planned) return { step: language === 'fr' ? planned.stepFr : planned.stepEn, on: planned.on };
  if (row.skip !== null || row.ownStep === null || row.ownStepOn === null || blocked(row)) return null;
  const earliest = [row.ownStepOn, row.restedOn ?? terms.on, row.freshUntil ?? terms.on, terms.on].toSorted().at(-1) ?? terms.on;
  // The plan looks three months ahead: what it does not name comes later, or waits behind another.
  if (foreseen && earliest === terms.on) return null;
  return { step: row.ownStep, on: leavesOn(earliest) };
}

const blocked = ({ verdict }: PositionRow): boolean => verdict === 'covered-by-credits' || verdict === 'below-floor';

type Verdict = Pick<Position, 'status' | 'code' | 'step' | 'why'>;

function verdictOf(row: PositionRow, terms: DecisionTerms, late: number | null, asked: PositionsAsked): Verdict {
  const { language } = asked;
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
  const coming = nextOf(row, terms, asked);
  const waiting = (code: string, ...why: string[]): Verdict => ({
    status: 'waiting',
    code,
    step: coming?.step ?? row.ownStep,
    why,
  });
  const next = nextStepWords(row, terms, coming, language);
  if (row.skip !== null)
    return skipped(
      row.skip,
      ...heldWords(row, row.skip, language),
      ...(coming ? [words.why.stepOn(coming.step, formatDay(language, coming.on))] : []),
    );
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
  if (row.verdict === 'contacted-today' || row.verdict === 'daily-cap') return waiting(row.verdict, reason(row.verdict), ...next);
  if (!isLate) return waiting('not-due', reason('not-due'), ...next);
  if (leads || row.leaderId === null) return waiting('step-not-due', reason('step-not-due'), ...next);
  return waiting(
    'behind-leader',
    reason(row.unit === 'level' ? 'behind-level-leader' : 'behind-leader'),
    words.why.leader(row.leaderNumber ?? ''),
    ...next,
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
    ...(status === 'chased' && terms.stale ? [staleWords(terms.ledger, language)] : []),
  ];
}

// The day is one to come; that a step's own day has passed is said beside it.
function nextStepWords(row: PositionRow, terms: DecisionTerms, coming: Position['next'], language: Language): string[] {
  const words = textsIn(language).dunning.why;
  const since = row.ownStepOn !== null && row.ownStepOn < terms.on ? formatDay(language, row.ownStepOn) : undefined;
  if (coming === null) return row.ownStep !== null && since !== undefined ? [words.stepDueSince(row.ownStep, since)] : [];
  const own = coming.step === row.ownStep;
  return [
    words.stepOn(coming.step, formatDay(language, coming.on)),
    ...(own && since !== undefined ? [words.dueSince(since)] : []),
    ...(own && row.cycle > 1 ? [words.time(row.cycle, row.cycles)] : []),
  ];
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
