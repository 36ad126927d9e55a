import {
  IconAlertCircle,
  IconArrowsExchange,
  IconCash,
  IconHeartHandshake,
  IconMail,
  IconMailForward,
  IconMessage,
  IconNote,
  IconPhone,
  IconPinFilled,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { formatDayLong } from '@quitus/texts';
import type { ReactNode } from 'react';
import { relativeDay } from './DateDay.tsx';
import { useLanguage, useTexts } from './language.tsx';
import { useToday } from './today.tsx';
import type { Tone } from './tokens.ts';

export type TimelineKind = 'sent' | 'received' | 'call' | 'payment' | 'promise' | 'dispute' | 'note' | 'change' | 'planned';

export interface TimelineEntry {
  readonly id: string;
  readonly kind: TimelineKind;
  /** ISO day. */
  readonly day: string;
  /** "14:05", in the reader's zone. */
  readonly time?: string;
  readonly title: ReactNode;
  readonly by?: string;
  readonly body?: ReactNode;
  readonly pinned?: boolean;
  readonly tone?: Tone;
}

const kindIcons: Record<TimelineKind, Icon> = {
  sent: IconMailForward,
  received: IconMessage,
  call: IconPhone,
  payment: IconCash,
  promise: IconHeartHandshake,
  dispute: IconAlertCircle,
  note: IconNote,
  change: IconArrowsExchange,
  planned: IconMail,
};

/** What happened, newest first as given, grouped by day; pinned notes come before. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  const language = useLanguage();
  const texts = useTexts();
  const today = useToday();
  const pinned = entries.filter((entry) => entry.pinned);
  const days = new Map<string, TimelineEntry[]>();
  for (const entry of entries) if (!entry.pinned) days.set(entry.day, [...(days.get(entry.day) ?? []), entry]);
  return (
    <div className="q-timeline">
      {pinned.length > 0 && <Entries entries={pinned} />}
      {[...days].map(([day, those]) => (
        <section key={day}>
          <h3 className="q-timeline-day">
            {formatDayLong(language, day)} <span>{relativeDay(texts, day, today)}</span>
          </h3>
          <Entries entries={those} />
        </section>
      ))}
    </div>
  );
}

function Entries({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  return (
    <ol className="q-timeline-entries">
      {entries.map((entry) => {
        const Mark = entry.pinned ? IconPinFilled : kindIcons[entry.kind];
        return (
          <li key={entry.id} data-tone={entry.tone ?? 'neutral'} data-pinned={entry.pinned || undefined}>
            <span className="q-timeline-mark">
              <Mark size={15} aria-hidden />
            </span>
            <div className="q-timeline-text">
              <div className="q-timeline-title">
                <span>{entry.title}</span>
                <span className="q-timeline-by">{[entry.by, entry.time].filter(Boolean).join(' · ')}</span>
              </div>
              {entry.body && <div className="q-timeline-body">{entry.body}</div>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
