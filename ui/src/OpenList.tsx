import { IconChevronRight } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Tone } from './tokens.ts';

/** One line of an `OpenList`. */
export interface OpenEntry {
  readonly id: string;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  /** A count or an amount, at the end of the line. */
  readonly figure?: ReactNode;
  readonly icon?: Icon;
  readonly tone?: Tone;
  /** Opens what the line is about; without it the line only tells. */
  readonly onOpen?: () => void;
}

/** Lines that each open something: what changed, what waits, what comes next. */
export function OpenList({ entries, label }: { readonly entries: readonly OpenEntry[]; readonly label: string }) {
  return (
    <ul className="q-open-list" aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.id} data-tone={entry.tone ?? 'neutral'}>
          {entry.onOpen ? (
            <button type="button" className="q-plain q-open-line" onClick={entry.onOpen}>
              <Line entry={entry} />
              <IconChevronRight size={15} className="q-icon q-muted" aria-hidden />
            </button>
          ) : (
            <div className="q-open-line">
              <Line entry={entry} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Line({ entry }: { readonly entry: OpenEntry }) {
  const Mark = entry.icon;
  return (
    <>
      {Mark && <Mark size={16} stroke={1.8} className="q-icon q-open-mark" aria-hidden />}
      <span className="q-open-words">
        <span>{entry.title}</span>
        {entry.detail && <span className="q-open-detail">{entry.detail}</span>}
      </span>
      {entry.figure !== undefined && <span className="q-open-figure q-number">{entry.figure}</span>}
    </>
  );
}
