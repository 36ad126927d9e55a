import { Popover } from '@mantine/core';
import { IconCalendarEvent, IconCheck, IconHelpCircle, IconPlayerPause, IconPoint, IconX } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTexts } from './language.tsx';

export interface Reason {
  /** A whole sentence, already in the reader's language. */
  readonly sentence: ReactNode;
  /** `for` and `against` say which way it weighed, `held` that it stopped, `moved` that a date changed. */
  readonly weighs?: 'for' | 'against' | 'held' | 'moved';
}

const marks: Record<NonNullable<Reason['weighs']>, { icon: Icon; tone: string }> = {
  for: { icon: IconCheck, tone: 'settled' },
  against: { icon: IconX, tone: 'late' },
  held: { icon: IconPlayerPause, tone: 'waiting' },
  moved: { icon: IconCalendarEvent, tone: 'current' },
};

/** The reasons of a decision, one sentence each, in the order they applied. */
export function Reasons({ reasons, title }: { readonly reasons: readonly Reason[]; readonly title?: ReactNode }) {
  return (
    <div className="q-why">
      {title && <p className="q-why-title">{title}</p>}
      <ol>
        {reasons.map((reason, index) => {
          const mark = reason.weighs && marks[reason.weighs];
          const Mark = mark?.icon ?? IconPoint;
          return (
            // The reasons of one decision never change place.
            <li key={index} data-tone={mark?.tone ?? 'neutral'}>
              <Mark size={15} stroke={2} className="q-icon" aria-hidden />
              <span>{reason.sentence}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

interface WhyProps {
  readonly reasons: readonly Reason[];
  readonly title?: ReactNode;
  /** What is asked about, for a screen reader: "F-1021". */
  readonly about?: string;
  /** Replaces the small question mark. */
  readonly children?: ReactNode;
}

/** "Why?": opens the reasons of a decision where it is shown. */
export function Why({ reasons, title, about, children }: WhyProps) {
  const texts = useTexts().common.why;
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} width={380} position="bottom-start" trapFocus={false}>
      <Popover.Target>
        <button
          type="button"
          className="q-plain q-why-open"
          aria-label={children ? undefined : about ? `${texts.open} ${about}` : texts.open}
          onClick={() => setOpened(!opened)}
        >
          {children ?? <IconHelpCircle size={16} className="q-icon" aria-hidden />}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Reasons reasons={reasons} title={title ?? texts.title} />
      </Popover.Dropdown>
    </Popover>
  );
}
