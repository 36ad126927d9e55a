import { formatCount, formatDayLong, formatDayShort } from '@quitus/texts';
import { useLanguage, useTexts } from '@quitus/ui';
import { IconFileText, IconMail, IconPhone } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { isWritten } from './action.ts';
import { planWeeks } from './plan.ts';
import type { DayCount, PlanDay } from './plan.ts';

interface PlanCalendarProps {
  readonly from: string;
  readonly days: number;
  readonly foreseen: readonly DayCount[];
  /** The day one looks at. */
  readonly day: string | undefined;
  readonly onDay: (day: string | undefined) => void;
}

/** Nine weeks, the busy days darker; a press shows the day's list. */
export function PlanCalendar({ from, days, foreseen, day, onDay }: PlanCalendarProps) {
  const words = useTexts().agenda.plan;
  const language = useLanguage();
  const weeks = planWeeks(from, days, foreseen);
  const most = Math.max(1, ...weeks.flat().map((each) => each.count));
  return (
    <div className="a-calendar" role="group" aria-label={words.calendar}>
      <span className="a-calendar-head a-calendar-corner" />
      {weeks[0]?.map((each) => (
        <span key={each.day} className="a-calendar-head">
          {weekdayName(language, each.day)}
        </span>
      ))}
      {weeks.map((week) => (
        <Week key={week[0]?.day} week={week} most={most} chosen={day} onDay={onDay} />
      ))}
    </div>
  );
}

interface WeekProps {
  readonly week: readonly PlanDay[];
  readonly most: number;
  readonly chosen: string | undefined;
  readonly onDay: (day: string | undefined) => void;
}

function Week({ week, most, chosen, onDay }: WeekProps) {
  const words = useTexts().agenda.plan;
  const language = useLanguage();
  return (
    <>
      <span className="a-calendar-week q-number">{week[0] && formatDayShort(language, week[0].day)}</span>
      {week.map((each) => {
        const number = Number(each.day.slice(-2));
        if (each.count === 0)
          return (
            <span key={each.day} className="a-day" data-empty>
              <span className="q-number">{each.within ? number : ''}</span>
            </span>
          );
        return (
          <button
            key={each.day}
            type="button"
            className="q-plain a-day"
            aria-pressed={chosen === each.day}
            aria-label={words.dayLabel(formatDayLong(language, each.day), each.count)}
            style={weight(each.count / most)}
            onClick={() => onDay(chosen === each.day ? undefined : each.day)}
          >
            <span className="q-number">{number}</span>
            <Channels day={each} />
            <span className="a-day-sum q-number">{formatCount(language, each.count)}</span>
          </button>
        );
      })}
    </>
  );
}

function Channels({ day }: { readonly day: PlanDay }) {
  const language = useLanguage();
  const sum = (some: PlanDay['byChannel']) => some.reduce((total, each) => total + each.count, 0);
  const groups = [
    {
      icon: IconMail,
      count: sum(day.byChannel.filter(({ channel }) => channel === 'e-mail' || channel === 'sms' || channel === 'internal')),
    },
    {
      icon: IconFileText,
      count: sum(
        day.byChannel.filter(
          ({ channel }) => channel === 'letter' || channel === 'registered-letter' || channel === 'registered-e-letter',
        ),
      ),
    },
    { icon: IconPhone, count: sum(day.byChannel.filter(({ channel }) => !isWritten(channel))) },
  ].filter(({ count }) => count > 0);
  return (
    <span className="a-day-channels">
      {groups.map(({ icon: Mark, count }, index) => (
        <span key={index} className="q-number">
          <Mark size={13} className="q-icon q-muted" aria-hidden />
          {formatCount(language, count)}
        </span>
      ))}
    </span>
  );
}

// React's style type knows no custom properties. Never so dark that the figures are hard to read.
const weight = (share: number) => ({ '--a-weight': `${Math.round(4 + share * 18)}%` }) as CSSProperties;

function weekdayName(language: string, day: string): string {
  return new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
