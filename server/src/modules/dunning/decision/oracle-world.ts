import type { Day } from '../../../kernel/days.ts';
import type { holdReasons } from './reasons.ts';

export type OracleStep = {
  readonly stepId: string;
  readonly position: number;
  readonly level: number;
  readonly reference: 'due-date' | 'issue-date' | 'previous-step' | 'promise-date' | 'payment-date';
  readonly offsetDays: number;
  readonly channel: string;
  readonly grave: boolean;
  readonly minimumMinor: bigint | null;
  readonly enabled: boolean;
  /** Only customers of this segment have it; null: everybody. Stands for any criteria. */
  readonly segment: string | null;
  readonly repeatEveryDays: number | null;
  readonly repeatTimes: number | null;
};
export type OracleScenario = {
  readonly id: string;
  readonly unit: 'account' | 'level' | 'item';
  readonly catchUp: 'start-at-first' | 'jump-to-age' | 'latest-only';
  readonly minDaysBetween: number | null;
  readonly floorMinor: bigint | null;
  readonly steps: readonly OracleStep[];
};
export type OracleCustomer = {
  readonly id: string;
  readonly intercompany: boolean;
  readonly termsConfirmed: boolean;
  readonly lettered: boolean;
  readonly catchAll: boolean;
  readonly scenarioId: string;
  readonly segment: string | null;
  readonly payerId: string | null;
  readonly parentId: string | null;
};
export type OracleItem = {
  readonly id: string;
  readonly customerId: string;
  readonly currency: string;
  readonly issueOn: Day;
  readonly dueOn: Day | null;
  readonly openMinor: bigint;
  readonly awaitingMinor: bigint;
  readonly ledgerClass: string;
  readonly retention: boolean;
  readonly unsent: boolean;
  readonly dueInferred: boolean;
  readonly openingWithoutDetail: boolean;
  readonly lastReminderLevel: number | null;
  readonly lastReminderOn: Day | null;
  readonly sentOn: Day | null;
  /** When what paid it was taken back. */
  readonly reopenedOn?: Day | null;
};
export type OracleHistory = {
  readonly itemId: string;
  readonly actionId: string;
  readonly scenarioId: string;
  readonly stepId: string;
  readonly cycle: number;
  readonly level: number;
  readonly channel: string;
  readonly outcome: 'done' | 'listed' | 'skipped' | 'expired';
  readonly doneOn: Day;
};
export type OracleHold = {
  readonly scope: 'entity' | 'customer' | 'item';
  readonly customerId: string | null;
  readonly itemId: string | null;
  readonly partMinor: bigint | null;
  readonly reason: (typeof holdReasons)[number];
  readonly fromOn: Day;
  readonly untilOn: Day | null;
};
export type OracleWorld = {
  readonly on: Day;
  readonly minDays: number;
  readonly floorMinor: bigint;
  readonly perDay: number;
  readonly afterInvoiceDays: number;
  readonly noticeDays: number;
  readonly grouping: 'payer' | 'payer-and-parent' | 'none';
  readonly customers: readonly OracleCustomer[];
  readonly scenarios: readonly OracleScenario[];
  readonly items: readonly OracleItem[];
  readonly history: readonly OracleHistory[];
  readonly holds: readonly OracleHold[];
};
export type OracleUnit = {
  /** Who is chased. */
  readonly customerId: string;
  readonly currency: string;
  readonly leaderItemId: string;
  readonly stepId: string;
  readonly verdict: string;
  readonly netMinor: bigint;
  readonly creditsMinor: bigint;
  /** Listed items with the step that counts for each; null when only listed. */
  readonly listed: readonly { readonly itemId: string; readonly stepId: string | null; readonly chasedMinor: bigint }[];
};
