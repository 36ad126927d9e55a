import { IconFlag, IconFlagFilled } from '@tabler/icons-react';
import { hint } from './hint/hint.ts';
import { useTexts } from './language.tsx';
import type { Tone } from './tokens.ts';

/** How a customer usually pays. */
export const paymentProfiles = ['prompt', 'irregular', 'slow', 'defaulting', 'unknown'] as const;
export type PaymentProfile = (typeof paymentProfiles)[number];

const profileTones: Record<PaymentProfile, Tone> = {
  prompt: 'settled',
  irregular: 'current',
  slow: 'waiting',
  defaulting: 'late',
  unknown: 'neutral',
};

interface FlagProps {
  readonly profile: PaymentProfile;
  /** Writes the word beside the flag; without it, the word is on hover and for screen readers. */
  readonly named?: boolean;
}

/** The payment-profile flag of a customer. */
export function Flag({ profile, named = false }: FlagProps) {
  const word = useTexts().common.profiles[profile];
  const Mark = profile === 'unknown' ? IconFlag : IconFlagFilled;
  const mark = <Mark size={14} className="q-icon" aria-hidden />;
  if (named) {
    return (
      <span className="q-flag" data-tone={profileTones[profile]}>
        {mark}
        {word}
      </span>
    );
  }
  return (
    <span className="q-flag" data-tone={profileTones[profile]} role="img" aria-label={word} {...hint(word)}>
      {mark}
    </span>
  );
}
