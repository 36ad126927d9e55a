import { Button, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { SidePanel, typedAmount, useLanguage, useTexts } from '@quitus/ui';
import { useState } from 'react';
import { channelOf, isWritten } from '../agenda/action.ts';
import { channels } from '../agenda/useAgendaSearch.ts';
import { dayWords, stepName } from './scenario.ts';
import type { DraftStep } from './scenario.ts';
import { StepTexts } from './StepTexts.tsx';

const references = ['due-date', 'issue-date', 'previous-step'] as const;
const automations = ['automatic', 'to-confirm', 'manual'] as const;

interface StepPanelProps {
  readonly scenarioId: string;
  readonly step: DraftStep;
  readonly readOnly: boolean;
  readonly onApply: (step: DraftStep) => void;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

/** One step: when, how, what it says in both languages. What is changed goes into the draft. */
export function StepPanel({ scenarioId, step, readOnly, onApply, onRemove, onClose }: StepPanelProps) {
  const texts = useTexts();
  const words = texts.scenarios.screen.step;
  const language = useLanguage();
  const [typed, setTyped] = useState(step);
  const dirty = JSON.stringify(typed) !== JSON.stringify(step);
  const named = typed.nameFr.trim() !== '' && typed.nameEn.trim() !== '';
  return (
    <SidePanel
      width="wide"
      takeFocus
      label={words.label}
      title={stepName(language, typed)}
      detail={`${dayWords(texts, typed)} · ${texts.common.channels[channelOf(typed.channel)]}`}
      onClose={onClose}
      {...(readOnly
        ? {}
        : {
            actions: (
              <>
                <Button disabled={!dirty || !named} onClick={() => onApply(typed)}>
                  {words.apply}
                </Button>
                <Button variant="subtle" color="late" onClick={onRemove}>
                  {words.remove}
                </Button>
              </>
            ),
          })}
    >
      <StepShape step={typed} readOnly={readOnly} onChange={setTyped} />
      <StepTexts
        scenarioId={scenarioId}
        step={typed}
        written={isWritten(typed.channel)}
        readOnly={readOnly}
        onChange={setTyped}
      />
    </SidePanel>
  );
}

interface ShapeProps {
  readonly step: DraftStep;
  readonly readOnly: boolean;
  readonly onChange: (step: DraftStep) => void;
}

function StepShape({ step, readOnly, onChange }: ShapeProps) {
  const texts = useTexts();
  const { automations: automationWords, automationHelp, grave, graveHelp } = texts.scenarios.screen;
  const words = texts.scenarios.screen.step;
  const [minimum, setMinimum] = useState(step.minimumAmount ?? '');
  return (
    <div className="c-fields">
      <TextInput
        label={words.nameFr}
        required
        maxLength={100}
        disabled={readOnly}
        value={step.nameFr}
        onChange={(event) => onChange({ ...step, nameFr: event.currentTarget.value })}
      />
      <TextInput
        label={words.nameEn}
        required
        maxLength={100}
        disabled={readOnly}
        value={step.nameEn}
        onChange={(event) => onChange({ ...step, nameEn: event.currentTarget.value })}
      />
      <NativeSelect
        label={words.reference}
        disabled={readOnly}
        value={step.reference}
        data={references.map((each) => ({ value: each, label: words.references[each] }))}
        onChange={(event) =>
          onChange({ ...step, reference: references.find((each) => each === event.currentTarget.value) ?? step.reference })
        }
      />
      <NumberInput
        label={words.offset}
        min={-90}
        max={720}
        allowDecimal={false}
        disabled={readOnly}
        value={step.offsetDays}
        onChange={(value) => typeof value === 'number' && onChange({ ...step, offsetDays: value })}
      />
      <NativeSelect
        label={words.channel}
        disabled={readOnly}
        value={step.channel}
        data={channels.map((each) => ({ value: each, label: texts.common.channels[channelOf(each)] }))}
        onChange={(event) => {
          const channel = channels.find((each) => each === event.currentTarget.value) ?? step.channel;
          // A call or a task is a person's; a written message can wait for a yes.
          const automation = isWritten(channel) ? (step.automation === 'manual' ? 'to-confirm' : step.automation) : 'manual';
          onChange({ ...step, channel, automation });
        }}
      />
      <NativeSelect
        label={words.automation}
        description={automationHelp[step.automation]}
        disabled={readOnly || !isWritten(step.channel)}
        value={step.automation}
        data={automations
          // A formal step never leaves by itself.
          .filter((each) => each !== 'automatic' || !step.grave)
          .map((each) => ({ value: each, label: automationWords[each] }))}
        onChange={(event) =>
          onChange({ ...step, automation: automations.find((each) => each === event.currentTarget.value) ?? step.automation })
        }
      />
      <NumberInput
        label={words.level}
        description={words.levelHelp}
        min={0}
        max={99}
        allowDecimal={false}
        disabled={readOnly}
        value={step.level}
        onChange={(value) => typeof value === 'number' && onChange({ ...step, level: value })}
      />
      <TextInput
        label={words.minimum}
        description={texts.common.optional}
        rightSection="€"
        disabled={readOnly}
        value={minimum}
        onChange={(event) => {
          setMinimum(event.currentTarget.value);
          const amount = event.currentTarget.value.trim() === '' ? null : typedAmount(event.currentTarget.value, 2);
          if (amount !== undefined) onChange({ ...step, minimumAmount: amount });
        }}
      />
      <Checkbox
        label={words.enabled}
        disabled={readOnly}
        checked={step.enabled}
        onChange={(event) => onChange({ ...step, enabled: event.currentTarget.checked })}
      />
      <Checkbox
        label={grave}
        description={graveHelp}
        disabled={readOnly}
        checked={step.grave}
        onChange={(event) => {
          const isGrave = event.currentTarget.checked;
          onChange({
            ...step,
            grave: isGrave,
            automation: isGrave && step.automation === 'automatic' ? 'to-confirm' : step.automation,
          });
        }}
      />
    </div>
  );
}
