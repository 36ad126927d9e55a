import { hint, useTexts } from '@quitus/ui';
import {
  IconCertificate,
  IconChecklist,
  IconDeviceMobileMessage,
  IconEmailStamp,
  IconFileText,
  IconMail,
  IconMessages,
  IconPhone,
  IconScale,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { channelOf } from '../agenda/action.ts';
import type { Channel } from './scenario.ts';

/** The icon of each channel. */
export const channelIcons: Record<Channel, Icon> = {
  'e-mail': IconMail,
  sms: IconDeviceMobileMessage,
  letter: IconFileText,
  'registered-letter': IconEmailStamp,
  'registered-e-letter': IconCertificate,
  call: IconPhone,
  task: IconChecklist,
  internal: IconMessages,
  'hand-over': IconScale,
};

/** The icon of a channel, with its word on hover and for a screen reader. */
export function ChannelMark({ channel, size = 15 }: { readonly channel: Channel; readonly size?: number }) {
  const word = useTexts().common.channels[channelOf(channel)];
  const Mark = channelIcons[channel];
  return (
    <span role="img" aria-label={word} {...hint(word)}>
      <Mark size={size} className="q-icon" aria-hidden />
    </span>
  );
}
