import { ActionIcon, Menu } from '@mantine/core';
import { formatMoneyShort } from '@quitus/texts';
import { hint, useLanguage, useTexts } from '@quitus/ui';
import {
  IconAlertTriangle,
  IconChevronRight,
  IconCopy,
  IconDots,
  IconFilter,
  IconGavel,
  IconGripVertical,
  IconInfoCircle,
  IconRepeat,
  IconToggleLeft,
  IconToggleRight,
  IconTrash,
  IconArrowDown,
  IconArrowUp,
} from '@tabler/icons-react';
import { filtersOf } from '../../lists/criteria.ts';
import { AutomationMenu, ChannelMenu } from './StepMenus.tsx';
import { stepName } from './scenario.ts';
import type { DraftStep, Problem } from './scenario.ts';
import { StepDay, StepName } from './StepWords.tsx';
import type { useReorder } from './useReorder.ts';

interface StepLineProps {
  readonly step: DraftStep;
  readonly place: number;
  readonly open: boolean;
  readonly readOnly: boolean;
  readonly problems: readonly Problem[];
  /** What the version in force makes of it within seven days. */
  readonly reached: number | undefined;
  readonly reorder: ReturnType<typeof useReorder>;
  readonly onChange: (step: DraftStep, word?: string) => void;
  readonly onOpen: () => void;
  readonly onProblem: (problem: Problem) => void;
  readonly onDuplicate: () => void;
  readonly onRemove: () => void;
}

/** One step on one line, everything usual editable in place: its day, its channel, its name, how it leaves. */
export function StepLine(props: StepLineProps) {
  const { step, place, readOnly, reorder, onChange, onOpen } = props;
  const texts = useTexts();
  const words = texts.scenarios.step.line;
  const name = stepName(useLanguage(), step);
  return (
    <li
      className="n-step"
      data-open={props.open || undefined}
      data-grave={step.grave || undefined}
      data-off={!step.enabled || undefined}
      {...reorder.row(place)}
    >
      {readOnly ? (
        <span />
      ) : (
        <button
          type="button"
          className="q-plain n-handle"
          aria-label={words.move(name)}
          {...hint(words.move(name))}
          {...reorder.handle(place)}
        >
          <IconGripVertical size={16} className="q-icon" aria-hidden />
        </button>
      )}
      <StepDay key={`${step.reference} ${step.offsetDays}`} step={step} readOnly={readOnly} onChange={(next) => onChange(next)} />
      <ChannelMenu step={step} readOnly={readOnly} onChange={(next) => onChange(next)} />
      <StepName step={step} readOnly={readOnly} onChange={(next) => onChange(next, 'name')} />
      <StepNotes step={step} reached={props.reached} />
      <AutomationMenu step={step} readOnly={readOnly} onChange={(next) => onChange(next)} />
      <span className="n-step-ends">
        {!readOnly && <MoreMenu {...props} name={name} />}
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={words.open(name)}
          aria-expanded={props.open}
          onClick={onOpen}
          {...hint(words.open(name))}
        >
          <IconChevronRight size={16} aria-hidden />
        </ActionIcon>
      </span>
      {props.problems.length > 0 && <StepProblems problems={props.problems} onOpen={props.onProblem} />}
    </li>
  );
}

function StepNotes({ step, reached }: { readonly step: DraftStep; readonly reached: number | undefined }) {
  const texts = useTexts();
  const language = useLanguage();
  const words = texts.scenarios.step.line;
  const conditions = step.conditions === null ? 0 : (filtersOf(step.conditions)?.length ?? 1);
  return (
    <span className="n-step-notes">
      {!step.enabled && <span className="n-step-note">{texts.scenarios.screen.off}</span>}
      {step.grave && (
        <span className="n-step-note" data-tone="late">
          <IconGavel size={14} className="q-icon" aria-hidden />
          <span className="n-wide">{texts.scenarios.step.panel.grave}</span>
        </span>
      )}
      {step.minimumAmount !== null && (
        <span className="n-step-note q-number">{words.minimum(formatMoneyShort(language, step.minimumAmount, 'EUR'))}</span>
      )}
      {conditions > 0 && (
        <span className="n-step-note">
          <IconFilter size={13} className="q-icon" aria-hidden />
          {words.conditions(conditions)}
        </span>
      )}
      {step.repeatTimes !== null && (
        <span className="n-step-note">
          <IconRepeat size={13} className="q-icon" aria-hidden />
          {words.repeats(step.repeatTimes)}
        </span>
      )}
      {reached !== undefined && reached > 0 && (
        <span className="n-step-note n-wide q-number" {...hint(texts.scenarios.editor.reaches.help)}>
          {texts.scenarios.screen.reach.inWeek(reached)}
        </span>
      )}
    </span>
  );
}

interface StepProblemsProps {
  readonly problems: readonly Problem[];
  /** Opens what is to be put right. */
  readonly onOpen?: (problem: Problem) => void;
}

/** What keeps a step from being published, or should be looked at. */
export function StepProblems({ problems, onOpen }: StepProblemsProps) {
  return (
    <ul className="n-problems">
      {problems.map((problem) => {
        const Mark = problem.severity === 'error' ? IconAlertTriangle : IconInfoCircle;
        const inside = (
          <>
            <Mark size={14} className="q-icon" aria-hidden />
            {problem.words}
          </>
        );
        return (
          <li
            key={`${problem.code} ${problem.field} ${problem.words}`}
            data-tone={problem.severity === 'error' ? 'late' : 'waiting'}
          >
            {onOpen ? (
              <button type="button" className="q-plain n-problem" onClick={() => onOpen(problem)}>
                {inside}
              </button>
            ) : (
              <span className="n-problem">{inside}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function MoreMenu({ step, place, name, reorder, onChange, onDuplicate, onRemove }: StepLineProps & { readonly name: string }) {
  const words = useTexts().scenarios.step.line;
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={words.more(name)}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArrowUp size={15} aria-hidden />} onClick={() => reorder.nudge(place, place - 1)}>
          {words.up}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown size={15} aria-hidden />} onClick={() => reorder.nudge(place, place + 1)}>
          {words.down}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={15} aria-hidden />} onClick={onDuplicate}>
          {words.duplicate}
        </Menu.Item>
        <Menu.Item
          leftSection={step.enabled ? <IconToggleLeft size={15} aria-hidden /> : <IconToggleRight size={15} aria-hidden />}
          onClick={() => onChange({ ...step, enabled: !step.enabled })}
        >
          {step.enabled ? words.switchOff : words.switchOn}
        </Menu.Item>
        <Menu.Item color="late" leftSection={<IconTrash size={15} aria-hidden />} onClick={onRemove}>
          {words.remove}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
