import { IconClockExclamation } from '@tabler/icons-react';
import { daysBetween } from './days.ts';
import { useTexts } from './language.tsx';
import { useToday } from './today.tsx';

interface LateDaysProps {
  /** ISO day on which the item is due. */
  readonly dueOn: string;
  /** `short` for a column ("21 d"), `long` for a sentence ("21 days late"). */
  readonly form?: 'short' | 'long';
}

/** How late an item is, counted from the day after its due day; not due items say when they will be. */
export function LateDays({ dueOn, form = 'short' }: LateDaysProps) {
  const words = useTexts().common.days;
  const late = daysBetween(dueOn, useToday());
  if (late <= 0) {
    const text = late === 0 ? words.dueToday : words.dueIn(-late);
    return (
      <span className="q-late" data-age="not-due">
        {form === 'long' ? text : words.lateShort(late).replace('-', '−')}
      </span>
    );
  }
  return (
    <span className="q-late" data-age={late > 60 ? 'old' : 'late'}>
      {late > 60 && <IconClockExclamation size={14} className="q-icon" aria-hidden />}
      {form === 'long' ? words.late(late) : words.lateShort(late)}
    </span>
  );
}
