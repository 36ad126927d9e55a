import {
  IconAlertCircle,
  IconAlertTriangle,
  IconArrowBackUp,
  IconCalendarDollar,
  IconCheck,
  IconClock,
  IconClockExclamation,
  IconGavel,
  IconHeartHandshake,
  IconInfoCircle,
  IconPlayerPause,
  IconScale,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from './language.tsx';
import type { Tone } from './tokens.ts';

const toneIcons: Record<Tone, Icon> = {
  late: IconAlertTriangle,
  waiting: IconClock,
  current: IconInfoCircle,
  settled: IconCheck,
  neutral: IconInfoCircle,
  accent: IconInfoCircle,
};

interface StatusBadgeProps {
  readonly tone: Tone;
  readonly children: ReactNode;
  /** Replaces the usual icon of the tone. */
  readonly icon?: Icon;
  /** `quiet` drops the ground: for dense columns. */
  readonly quiet?: boolean;
}

/** A state as an icon and a word: never colour alone. */
export function StatusBadge({ tone, children, icon, quiet = false }: StatusBadgeProps) {
  const Mark = icon ?? toneIcons[tone];
  return (
    <span className="q-badge" data-tone={tone} data-quiet={quiet || undefined}>
      <Mark size={14} stroke={2} className="q-icon" aria-hidden />
      <span className="q-clip">{children}</span>
    </span>
  );
}

/** The one word that sums up an item, first that holds. */
export const situations = [
  'settled',
  'awaiting-ledger',
  'insolvency',
  'litigation',
  'disputed',
  'planned',
  'promised',
  'held',
  'in-default',
  'late',
  'late-expected',
  'current',
] as const;
export type Situation = (typeof situations)[number];

const situationLooks: Record<Situation, { tone: Tone; icon: Icon }> = {
  settled: { tone: 'settled', icon: IconCheck },
  'awaiting-ledger': { tone: 'settled', icon: IconArrowBackUp },
  insolvency: { tone: 'late', icon: IconGavel },
  litigation: { tone: 'late', icon: IconScale },
  disputed: { tone: 'waiting', icon: IconAlertCircle },
  planned: { tone: 'waiting', icon: IconCalendarDollar },
  promised: { tone: 'waiting', icon: IconHeartHandshake },
  held: { tone: 'neutral', icon: IconPlayerPause },
  'in-default': { tone: 'late', icon: IconClockExclamation },
  late: { tone: 'late', icon: IconAlertTriangle },
  'late-expected': { tone: 'waiting', icon: IconClock },
  current: { tone: 'current', icon: IconClock },
};

/** The situation of an item, in the reader's words. */
export function SituationBadge({ situation, quiet = false }: { readonly situation: Situation; readonly quiet?: boolean }) {
  const texts = useTexts();
  const look = situationLooks[situation];
  return (
    <StatusBadge tone={look.tone} icon={look.icon} quiet={quiet}>
      {texts.common.situations[situation]}
    </StatusBadge>
  );
}
