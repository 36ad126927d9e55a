import { hint, useTexts } from '@quitus/ui';
import { IconChecklist, IconDeviceMobileMessage, IconEmailStamp, IconFileText, IconMail, IconPhone } from '@tabler/icons-react';
import { channelOf } from '../agenda/action.ts';
import type { DraftStep } from './scenario.ts';

const icons = {
  'e-mail': IconMail,
  sms: IconDeviceMobileMessage,
  letter: IconFileText,
  'registered-letter': IconEmailStamp,
  call: IconPhone,
  task: IconChecklist,
};

/** The icon of a channel, with its word on hover and for a screen reader. */
export function ChannelMark({ channel, size = 15 }: { readonly channel: DraftStep['channel']; readonly size?: number }) {
  const word = useTexts().common.channels[channelOf(channel)];
  const Mark = icons[channel];
  return (
    <span role="img" aria-label={word} {...hint(word)}>
      <Mark size={size} className="q-icon" aria-hidden />
    </span>
  );
}
