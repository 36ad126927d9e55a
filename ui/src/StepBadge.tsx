import {
  IconBolt,
  IconCertificate,
  IconChecklist,
  IconDeviceMobileMessage,
  IconFileText,
  IconHandClick,
  IconMail,
  IconEmailStamp,
  IconMessages,
  IconPhone,
  IconScale,
  IconStarFilled,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { hint } from './hint/hint.ts';
import { useTexts } from './language.tsx';

/** The ways a step is carried out. */
export const channels = [
  'email',
  'sms',
  'letter',
  'registered-letter',
  'registered-e-letter',
  'call',
  'task',
  'internal',
  'hand-over',
] as const;
export type Channel = (typeof channels)[number];

const channelIcons: Record<Channel, Icon> = {
  email: IconMail,
  sms: IconDeviceMobileMessage,
  letter: IconFileText,
  'registered-letter': IconEmailStamp,
  'registered-e-letter': IconCertificate,
  call: IconPhone,
  task: IconChecklist,
  internal: IconMessages,
  'hand-over': IconScale,
};

interface StepBadgeProps {
  readonly channel: Channel;
  readonly children: string;
  /** Whether the step goes by itself or waits for a yes. */
  readonly mode?: 'automatic' | 'to-confirm';
}

/** A step of a scenario: its channel, its name, and whether it waits for a person. */
export function StepBadge({ channel, children, mode }: StepBadgeProps) {
  const { channels, steps } = useTexts().common;
  const Mark = channelIcons[channel];
  return (
    <span className="q-step">
      <span role="img" aria-label={channels[channel]} {...hint(channels[channel])}>
        <Mark size={15} className="q-icon" aria-hidden />
      </span>
      <span className="q-clip">{children}</span>
      {mode === 'automatic' && (
        <span role="img" aria-label={steps.automatic} className="q-muted" {...hint(steps.automatic)}>
          <IconBolt size={14} className="q-icon" aria-hidden />
        </span>
      )}
      {mode === 'to-confirm' && (
        <span className="q-step-mode">
          <IconHandClick size={14} className="q-icon" aria-hidden />
          {steps.toConfirm}
        </span>
      )}
    </span>
  );
}

/** The star of the leader item, which carries the reminder of its account. */
export function LeaderStar() {
  const { leader } = useTexts().common.steps;
  return (
    <span className="q-star" role="img" aria-label={leader} {...hint(leader)}>
      <IconStarFilled size={13} className="q-icon" aria-hidden />
    </span>
  );
}
