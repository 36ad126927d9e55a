import { HoverCard } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight, IconMinus } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface StatDelta {
  readonly text: string;
  readonly direction: 'up' | 'down' | 'level';
  /** Up is not always good: the screen says which it is. */
  readonly sense: 'good' | 'bad' | 'neutral';
}

interface StatProps {
  readonly label: string;
  readonly value: ReactNode;
  /** Beside the value: a share, a unit. */
  readonly note?: ReactNode;
  readonly delta?: StatDelta;
  /** The formula in words, shown when the label is hovered or focused. */
  readonly formula?: string;
  /** Opens the rows the figure is made of. */
  readonly onOpen?: () => void;
  readonly tone?: 'late';
}

const arrows = { up: IconArrowUpRight, down: IconArrowDownRight, level: IconMinus };
const senses = { good: 'settled', bad: 'late', neutral: 'neutral' };

/** One headline figure: what it is, how it is made, how it moved, and a way down to its rows. */
export function Stat({ label, value, note, delta, formula, onOpen, tone }: StatProps) {
  const Arrow = delta && arrows[delta.direction];
  const figure = (
    <span className="q-stat-figure">
      <span className="q-stat-value q-number" data-tone={tone}>
        {value}
      </span>
      {note && <span className="q-stat-note q-number">{note}</span>}
    </span>
  );
  return (
    <div className="q-stat">
      <div className="q-stat-label">{formula ? <Defined term={label}>{formula}</Defined> : label}</div>
      {onOpen ? (
        <button type="button" className="q-plain q-stat-open" onClick={onOpen}>
          <span className="q-hidden">{label} </span>
          {figure}
        </button>
      ) : (
        figure
      )}
      {delta && Arrow && (
        <div className="q-stat-delta" data-tone={senses[delta.sense]}>
          <Arrow size={14} className="q-icon" aria-hidden />
          {delta.text}
        </div>
      )}
    </div>
  );
}

/** Headline figures in a row. */
export function Stats({ children }: { readonly children: ReactNode }) {
  return <div className="q-stats">{children}</div>;
}

/** A word of the trade with its definition, on hover and on focus. */
export function Defined({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <HoverCard width={300} openDelay={200} position="bottom-start" shadow="none">
      <HoverCard.Target>
        <button type="button" className="q-plain q-defined">
          {term}
        </button>
      </HoverCard.Target>
      <HoverCard.Dropdown className="q-definition">{children}</HoverCard.Dropdown>
    </HoverCard>
  );
}
