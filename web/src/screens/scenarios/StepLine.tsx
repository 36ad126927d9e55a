import { useLanguage, useTexts } from '@quitus/ui';
import { IconBolt, IconGavel, IconHandClick, IconPlus, IconUser } from '@tabler/icons-react';
import { ChannelMark } from './ChannelMark.tsx';
import { dayWords, daysFromDue, stepName } from './scenario.ts';
import type { DraftStep } from './scenario.ts';
import { useReach } from './ReachCard.tsx';

interface StepLineProps {
  readonly scenarioId: string;
  readonly steps: readonly DraftStep[];
  /** Place of the step shown beside. */
  readonly opened: number | undefined;
  readonly onOpen: (place: number) => void;
  /** Absent for who may not change it. */
  readonly onAdd: (() => void) | undefined;
}

/** The steps on a line of time: before the due date, then overdue, each with its day, its channel and whom it reaches. */
export function StepLine({ scenarioId, steps, opened, onOpen, onAdd }: StepLineProps) {
  const words = useTexts().scenarios.screen;
  const days = daysFromDue(steps);
  const placed = steps.map((step, place) => ({ step, place, day: days[place] ?? 0 }));
  const parts = [
    { id: 'before', title: words.sections.before, steps: placed.filter(({ day }) => day < 0) },
    { id: 'overdue', title: words.sections.overdue, steps: placed.filter(({ day }) => day >= 0) },
  ].filter((part) => part.id === 'overdue' || part.steps.length > 0);
  return (
    <div className="c-line" tabIndex={0} role="group" aria-label={words.step.label}>
      {parts.map((part) => (
        <section key={part.id} className="c-part" data-part={part.id}>
          <h2>{part.title}</h2>
          <ol className="c-steps">
            {part.steps.map(({ step, place }) => (
              <li key={step.stepId ?? `new ${place}`} className="c-step-place">
                <StepCard scenarioId={scenarioId} step={step} pressed={place === opened} onPress={() => onOpen(place)} />
              </li>
            ))}
            {part.id === 'overdue' && onAdd && (
              <li className="c-step-place">
                <button type="button" className="q-plain c-add" onClick={onAdd}>
                  <span>
                    <IconPlus size={16} aria-hidden />
                    <br />
                    {words.addStep}
                  </span>
                </button>
              </li>
            )}
          </ol>
        </section>
      ))}
    </div>
  );
}

const modes = { automatic: IconBolt, 'to-confirm': IconHandClick, manual: IconUser };

interface StepCardProps {
  readonly scenarioId: string;
  readonly step: DraftStep;
  readonly pressed: boolean;
  readonly onPress: () => void;
}

function StepCard({ scenarioId, step, pressed, onPress }: StepCardProps) {
  const texts = useTexts();
  const words = texts.scenarios.screen;
  const language = useLanguage();
  const reach = useReach(scenarioId).data?.perStep.find((each) => each.stepId === step.stepId);
  const Mode = modes[step.automation];
  return (
    <button
      type="button"
      className="q-plain c-step"
      aria-pressed={pressed}
      data-grave={step.grave || undefined}
      data-off={!step.enabled || undefined}
      onClick={onPress}
    >
      <span className="c-step-top">
        <span className="c-day q-number">{dayWords(texts, step)}</span>
        <ChannelMark channel={step.channel} size={17} />
      </span>
      <span className="c-step-name">{stepName(language, step)}</span>
      <span className="c-step-foot">
        {step.grave && (
          <span className="c-row">
            <IconGavel size={13} className="q-icon" aria-hidden />
            {words.grave}
          </span>
        )}
        <span className="c-row" data-mode={step.automation}>
          <Mode size={13} className="q-icon" aria-hidden />
          {step.enabled ? words.automations[step.automation] : words.off}
        </span>
        {reach && <span className="q-number">{words.reach.perStep(reach.today, reach.nextSevenDays)}</span>}
      </span>
    </button>
  );
}
