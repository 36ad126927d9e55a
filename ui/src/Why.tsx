import { IconCalendarEvent, IconCheck, IconHelpCircle, IconPlayerPause, IconPoint, IconX } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import type { ReactNode, ToggleEvent } from 'react';
import { flushSync } from 'react-dom';
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

const widest = 380;
const edge = 8;

interface WhyProps {
  readonly reasons: readonly Reason[];
  readonly title?: ReactNode;
  /** What is asked about, for a screen reader: "F-1021". */
  readonly about?: string;
  /** Replaces the small question mark. */
  readonly children?: ReactNode;
}

/** "Why?": opens the reasons of a decision where it is shown. The browser's own popover: nothing is mounted until it opens. */
export function Why({ reasons, title, about, children }: WhyProps) {
  const texts = useTexts().common.why;
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);
  const place = (event: ToggleEvent<HTMLDivElement>) => {
    const anchor = opener.current?.getBoundingClientRect();
    if (event.newState !== 'open' || !anchor) return;
    const popover = event.currentTarget;
    const width = Math.min(widest, innerWidth - 2 * edge);
    popover.style.left = `${Math.max(edge, Math.min(anchor.left, innerWidth - edge - width))}px`;
    // Upwards in the lower half of the window, where there is more room above.
    const above = anchor.top > innerHeight / 2;
    popover.style.top = above ? 'auto' : `${anchor.bottom + 4}px`;
    popover.style.bottom = above ? `${innerHeight - anchor.top + 4}px` : 'auto';
    flushSync(() => setOpened(true));
  };
  return (
    <>
      <button
        ref={opener}
        type="button"
        className="q-plain q-why-open"
        popoverTarget={id}
        aria-label={children ? undefined : about ? `${texts.open} ${about}` : texts.open}
      >
        {children ?? <IconHelpCircle size={16} className="q-icon" aria-hidden />}
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label={about ? `${texts.title} ${about}` : texts.title}
        className="q-popover"
        onBeforeToggle={place}
        onToggle={(event) => event.newState === 'closed' && setOpened(false)}
      >
        {opened && <Reasons reasons={reasons} title={title ?? texts.title} />}
      </div>
    </>
  );
}
