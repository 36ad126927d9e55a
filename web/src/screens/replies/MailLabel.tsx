import { StatusBadge, useTexts } from '@quitus/ui';
import type { Tone } from '@quitus/ui';
import {
  IconAlertCircle,
  IconCashBanknote,
  IconClockPause,
  IconFileSearch,
  IconGavel,
  IconHandStop,
  IconHeartHandshake,
  IconMailX,
  IconMessage,
  IconMoodAngry,
  IconPlaneDeparture,
  IconRobot,
  IconShieldQuestion,
  IconSpeakerphone,
  IconUserQuestion,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { ReceivedMailRow } from './mails.ts';

const byLabel: Readonly<Record<NonNullable<ReceivedMailRow['label']>, readonly [Tone, Icon]>> = {
  promise: ['settled', IconHeartHandshake],
  'says-paid': ['settled', IconCashBanknote],
  dispute: ['late', IconAlertCircle],
  'asks-document': ['accent', IconFileSearch],
  'wrong-contact': ['waiting', IconUserQuestion],
  insolvency: ['late', IconGavel],
  'asks-delay': ['waiting', IconClockPause],
  refuses: ['late', IconHandStop],
  hostile: ['late', IconMoodAngry],
  thanks: ['neutral', IconMessage],
  other: ['neutral', IconMessage],
};
const byKind: Readonly<Record<ReceivedMailRow['kind'], readonly [Tone, Icon]>> = {
  human: ['neutral', IconMessage],
  'auto-reply': ['neutral', IconPlaneDeparture],
  acknowledgement: ['neutral', IconRobot],
  challenge: ['waiting', IconShieldQuestion],
  'read-receipt': ['neutral', IconRobot],
  newsletter: ['neutral', IconSpeakerphone],
  bounce: ['late', IconMailX],
  complaint: ['late', IconMoodAngry],
};

/** What a mail says, or what sort of mail it is when nobody wrote it. */
export function MailLabel({ mail }: { readonly mail: Pick<ReceivedMailRow, 'kind' | 'label'> }) {
  const words = useTexts().replies;
  const [tone, icon] = mail.label ? byLabel[mail.label] : byKind[mail.kind];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {mail.label ? words.labels[mail.label] : words.kinds[mail.kind]}
    </StatusBadge>
  );
}
