import { useElementSize } from '@mantine/hooks';
import { hint, useTexts } from '@quitus/ui';
import { IconGavel } from '@tabler/icons-react';
import { channelOf } from '../agenda/action.ts';
import { channelIcons } from './ChannelMark.tsx';
import { dayWords } from './scenario.ts';
import type { Automation, Channel, Reference } from './scenario.ts';
import { sectionOf } from './sections.ts';
import { markPlaces, placeOf } from './timeline-places.ts';
import type { DayRange } from './timeline-places.ts';

/** A step as its mark on the axis. */
export interface TimelineStep {
  readonly key: string;
  readonly name: string;
  /** Counted from the due date, or from its own reference when it stands beside the ladder. */
  readonly day: number;
  readonly reference: Reference;
  readonly offsetDays: number;
  readonly channel: Channel;
  readonly automation: Automation;
  readonly grave: boolean;
  readonly off?: boolean;
}

interface ScenarioTimelineProps {
  readonly steps: readonly TimelineStep[];
  /** The days its axis spans: the same for several scenarios makes them comparable. */
  readonly range: DayRange;
  /** Makes the marks buttons that open their step. */
  readonly onOpen?: (key: string) => void;
  readonly openKey?: string | undefined;
  /** Keeps room for what follows payments though nothing does: among others, every axis has the same width. */
  readonly besideOthers?: boolean;
}

const markSize = 26;
// A day in words is wider than its mark.
const spacing = 46;

/** The steps of a scenario in time: marks by channel on an axis of days, before and after the due date, and what follows a payment apart. */
export function ScenarioTimeline({ steps, range, onOpen, openKey, besideOthers = false }: ScenarioTimelineProps) {
  const texts = useTexts();
  const words = texts.scenarios.editor.timeline;
  const { ref, width } = useElementSize<HTMLDivElement>();
  const rungs = steps.filter((step) => step.reference !== 'promise-date' && step.reference !== 'payment-date');
  const beside = steps.filter((step) => !rungs.includes(step));
  const roomy = width >= rungs.length * spacing;
  const places = markPlaces(
    rungs.map((step) => step.day),
    range,
    width,
    roomy ? spacing : markSize + 2,
  );
  const spoken = steps.map((step) => `${dayWords(texts, step)} ${step.name}`).join(', ');
  const due = placeOf(0, range);
  const mark = (step: TimelineStep) => (
    <Mark step={step} labelled={roomy} open={step.key === openKey} {...(onOpen ? { onOpen: () => onOpen(step.key) } : {})} />
  );
  return (
    <div
      className="n-time"
      {...(onOpen ? { role: 'group' } : { role: 'img' })}
      aria-label={words.label(spoken || words.none)}
      data-quiet={onOpen ? undefined : true}
    >
      <div className="n-axis" ref={ref}>
        {width > 0 && (
          <>
            <span className="n-axis-line" data-part="before" style={{ insetInlineEnd: `${(1 - due) * 100}%` }} />
            <span className="n-axis-line" data-part="after" style={{ insetInlineStart: `${due * 100}%` }} />
            <span className="n-axis-due" style={{ insetInlineStart: `${due * 100}%` }}>
              <span>{words.due}</span>
            </span>
            {rungs.map((step, index) => (
              <span key={step.key} className="n-place" style={{ insetInlineStart: places[index] ?? 0 }}>
                {mark(step)}
              </span>
            ))}
          </>
        )}
      </div>
      {(beside.length > 0 || besideOthers) && (
        <div className="n-paid">
          {beside.map((step) => (
            <span key={step.key} className="n-paid-place">
              {mark(step)}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}

interface MarkProps {
  readonly step: TimelineStep;
  readonly labelled: boolean;
  readonly open: boolean;
  readonly onOpen?: () => void;
}

function Mark({ step, labelled, open, onOpen }: MarkProps) {
  const texts = useTexts();
  const Icon = step.grave ? IconGavel : channelIcons[step.channel];
  const day = dayWords(texts, step);
  const automation = step.off ? texts.scenarios.screen.off : texts.scenarios.screen.automations[step.automation];
  const said = `${day} · ${step.name} · ${texts.common.channels[channelOf(step.channel)]} · ${automation}`;
  const look = {
    className: 'q-plain n-mark',
    'data-section': sectionOf(step.reference, step.day),
    'data-grave': step.grave || undefined,
    'data-off': step.off || undefined,
    'data-open': open || undefined,
    ...hint(said),
  };
  const inside = (
    <>
      <span className="n-dot">
        <Icon size={15} stroke={1.8} className="q-icon" aria-hidden />
      </span>
      {labelled && <span className="n-mark-day q-number">{day}</span>}
    </>
  );
  return onOpen ? (
    <button type="button" {...look} aria-label={said} aria-pressed={open} onClick={onOpen}>
      {inside}
    </button>
  ) : (
    <span {...look}>{inside}</span>
  );
}
