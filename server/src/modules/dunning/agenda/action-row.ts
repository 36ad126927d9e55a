import type { ActionRow } from '@quitus/contract';
import { formatDay, formatMoney, type Language, textsIn } from '@quitus/texts';
import type { Day } from '../../../kernel/days.ts';
import type { LedgerAge } from '../../identity/index.ts';
import { toDecimal } from '../../../kernel/money.ts';
import { prudenceOf } from '../decision/reasons.ts';
import { type AboutInvoices, invoicesNotLeft, invoiceTitle, invoiceWhy, isSendingCode } from '../invoices/invoice-words.ts';
import { allowedActions, type ActionState } from './action.ts';
import { staleWords } from '../stale-words.ts';

/** What the agenda's window reads of one action. */
export type StoredAction = {
  readonly id: string;
  readonly kind: ActionRow['kind'];
  readonly specificId: string | null;
  readonly title: string | null;
  /** Of a specific action: which send of how many. */
  readonly sendPlace: number | null;
  readonly sendTimes: number | null;
  readonly state: ActionState;
  readonly entityId: string;
  readonly noIban: boolean;
  /** Something is claimed in a currency the entity’s bank account does not take. */
  readonly otherCurrency: boolean;
  readonly customerId: string;
  readonly customerCode: string;
  readonly customerName: string;
  readonly profile: ActionRow['profile'];
  readonly collector: string | null;
  readonly collectorId: string | null;
  readonly scenario: string | null;
  readonly scenarioId: string | null;
  readonly stepId: string | null;
  readonly stepFr: string | null;
  readonly stepEn: string | null;
  readonly level: number | null;
  readonly channel: ActionRow['channel'];
  readonly automation: ActionRow['automation'];
  readonly grave: boolean;
  readonly caution: string | null;
  /** A formal step, and the debtor never had the formal notice. */
  readonly noticeNeverHad: boolean;
  /** A letter, to an address from which one came back. */
  readonly toDoubtedAddress: boolean;
  readonly prudence: number | null;
  readonly code: string | null;
  /** Of invoices to send: where they are deposited, and what lacks of them. */
  readonly portal: string | null;
  readonly lacks: AboutInvoices['lacks'];
  readonly leaderId: string | null;
  readonly leaderNumber: string | null;
  readonly leaderDueOn: Day | null;
  readonly leaderDaysLate: number | null;
  readonly plannedOn: Day;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly creditsMinor: bigint;
  readonly items: number;
  readonly oldestDaysLate: number | null;
  readonly overdueMinor: bigint;
  readonly totalMinor: bigint;
  readonly promised: boolean;
  readonly disputed: boolean;
  readonly replyDue: boolean;
  /** The day for which a promise was made that was not kept. */
  readonly brokenOn: Day | null;
  readonly contactName: string | null;
  readonly contactEmail: string | null;
  readonly contactPhone: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Temporal.Instant | null;
  readonly note: string | null;
  readonly messageId: string | null;
  readonly messageState: string | null;
  readonly notBefore: Temporal.Instant | null;
  readonly rank: number;
};

/** A row of the agenda in the reader’s language. */
export function asActionRow(
  row: StoredAction,
  {
    today,
    language,
    ledgers,
  }: { readonly today: Day; readonly language: Language; readonly ledgers?: ReadonlyMap<string, LedgerAge> },
): Omit<ActionRow, 'lastContact' | 'nextStep'> {
  const texts = textsIn(language).dunning;
  const money = (minor: bigint): string => toDecimal(minor, row.currency);
  const stepName = (language === 'fr' ? row.stepFr : row.stepEn) ?? null;
  const late = row.leaderDaysLate ?? 0;
  const why = [
    ...(row.code === 'no-address' || row.code === 'no-consent' ? [{ code: row.code, words: texts.cautions[row.code] }] : []),
    ...besideWhy(row, language),
    ...(row.kind === 'invoice' && isSendingCode(row.code) ? invoiceWhy({ ...row, code: row.code }, language) : []),
    ...(stepName === null || row.kind === 'thanks' || row.kind === 'promise'
      ? []
      : [{ code: 'step', words: texts.why.step(stepName, late) }]),
    ...(row.leaderNumber === null || (row.kind !== 'step' && row.kind !== 'by-hand')
      ? []
      : [{ code: 'leader', words: texts.why.leader(row.leaderNumber) }]),
  ];
  return {
    id: row.id,
    kind: row.kind,
    specificId: row.specificId,
    state: row.state,
    entityId: row.entityId,
    customerId: row.customerId,
    customerCode: row.customerCode,
    customerName: row.customerName,
    profile: row.profile,
    collector: row.collector,
    collectorId: row.collectorId,
    scenario: row.scenario,
    scenarioId: row.scenarioId,
    step: titleOf(row, stepName, language),
    stepId: row.stepId,
    level: row.level,
    channel: row.channel,
    automation: row.automation,
    grave: row.grave,
    why,
    cautions: cautionsOf(row, language, ledgers?.get(row.entityId)),
    leader:
      // What is sent leads nobody.
      row.leaderId === null || row.kind === 'invoice'
        ? null
        : { id: row.leaderId, number: row.leaderNumber ?? '', dueOn: row.leaderDueOn, daysLate: late },
    plannedOn: row.plannedOn,
    due: row.plannedOn <= today,
    currency: row.currency,
    amount: money(row.amountMinor),
    credits: money(row.creditsMinor),
    items: row.items,
    oldestDaysLate: row.oldestDaysLate,
    overdue: money(row.overdueMinor),
    total: money(row.totalMinor),
    promised: row.promised,
    disputed: row.disputed,
    recipient:
      row.contactName === null && row.contactPhone === null
        ? null
        : { name: row.contactName ?? row.customerName, email: row.contactEmail, phone: row.contactPhone },
    rank: row.rank,
    rankKind: row.brokenOn !== null ? 'broken-promise' : row.replyDue ? 'reply-due' : 'overdue',
    rankReason: rankReasonOf(row, language),
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt?.toString() ?? null,
    note: row.note === null ? null : wordsOf(row.note, language),
    message:
      row.messageId === null || row.notBefore === null
        ? null
        : { id: row.messageId, state: row.messageState ?? '', notBefore: row.notBefore.toString() },
    allowedActions: allowedActions(row.state, row.channel),
  };
}

// Why it stands where it stands: what comes first whatever the amount, then the two factors of its order.
function rankReasonOf(row: StoredAction, language: Language): string {
  const words = textsIn(language).dunning.rank;
  const overdue = formatMoney(language, toDecimal(row.overdueMinor, row.currency), row.currency);
  return [
    ...(row.kind === 'invoice' ? [textsIn(language).unsentInvoices.notSent(row.items)] : []),
    ...(row.brokenOn !== null ? [words.brokenPromise(formatDay(language, row.brokenOn))] : row.replyDue ? [words.replyDue] : []),
    row.overdueMinor <= 0n
      ? words.notDue
      : // What the action itself claims may not be due yet.
        (row.oldestDaysLate ?? 0) > 0
        ? words.overdue(row.oldestDaysLate ?? 0, overdue)
        : words.elsewhere(overdue),
  ].join(words.and);
}

function titleOf(row: StoredAction, stepName: string | null, language: Language): string | null {
  const { findAddress, beside } = textsIn(language).dunning;
  if (row.caution === 'not-arrived') return beside['undelivered-sms'];
  if (row.caution === 'letter-returned') return beside['letter-returned'];
  if (row.caution === 'letter-lost') return beside['letter-lost'];
  if (row.code === 'no-address') return findAddress;
  if (isSendingCode(row.code)) return invoiceTitle({ ...row, code: row.code }, language);
  return row.title === null ? stepName : beside.specific(row.title, row.sendPlace ?? 1, row.sendTimes ?? 1);
}

function besideWhy(row: StoredAction, language: Language): { code: string; words: string }[] {
  const { beside } = textsIn(language).dunning;
  switch (row.code) {
    case 'thanks':
    case 'promise-ahead':
    case 'promise-broken':
      return [{ code: row.code, words: beside[row.code] }];
    case 'specific':
      return [{ code: row.code, words: beside['specific-why'] }];
    case 'by-hand':
      return [{ code: row.code, words: beside['by-hand-why'] }];
    default:
      return [];
  }
}

/** What to look at before saying yes to an action. */
export function cautionsOf(
  action: Pick<StoredAction, 'caution' | 'prudence' | 'noIban' | 'otherCurrency' | 'grave'> & {
    readonly channel: string;
    readonly kind?: StoredAction['kind'] | undefined;
    readonly note?: string | null | undefined;
    readonly noticeNeverHad?: boolean;
    readonly toDoubtedAddress?: boolean;
    readonly replyDue?: boolean;
  },
  language: Language,
  ledger?: LedgerAge,
): { code: string; words: string }[] {
  const { cautions: words, reasons, notLeft } = textsIn(language).dunning;
  // What brings invoices asks for nothing, and moves no level.
  const sends = action.kind === 'invoice';
  const codes = [
    ...(action.noticeNeverHad ? ['notice-never-had'] : []),
    ...(action.toDoubtedAddress ? ['address-doubted'] : []),
    ...(action.replyDue && stoppedByReplies.has(action.kind) && claiming.has(action.channel) ? ['answered'] : []),
    ...(action.caution === null ? [] : [action.caution]),
    ...prudenceOf(action.prudence ?? 0),
    ...(action.grave ? ['grave'] : []),
    ...(action.noIban && !sends && action.channel === 'e-mail' ? ['no-iban'] : []),
    ...(action.otherCurrency && !sends && claiming.has(action.channel) ? ['other-currency'] : []),
  ];
  // The casts: cautions and notes are stored as text; one that a later version removed shows its code, what a mail server said is no code of ours.
  const why = (reasons as Record<string, string>)[action.note ?? ''];
  const said = (code: string): string =>
    code === 'stale'
      ? staleWords(ledger, language)
      : code === 'not-delivered' && sends
        ? invoicesNotLeft(action.note ?? '', language)
        : code === 'not-delivered' && why !== undefined
          ? notLeft(why)
          : ((words as Record<string, string>)[code] ?? code);
  return codes.map((code) => ({ code, words: said(code) }));
}

// A reply stops what chases; a one-off somebody decided on is theirs.
const stoppedByReplies = new Set<StoredAction['kind'] | undefined>(['step', 'promise']);
// The channels whose messages say where to pay.
const claiming = new Set(['e-mail', 'sms', 'letter', 'registered-letter', 'registered-e-letter']);

/** The sentence of a reason code; words a person typed stay as they are. */
export function wordsOf(reason: string, language: Language): string {
  // The cast: notes hold either a code of this table or free text.
  return (textsIn(language).dunning.reasons as Record<string, string>)[reason] ?? reason;
}
