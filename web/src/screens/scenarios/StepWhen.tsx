import { Checkbox, NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core';
import { useTexts } from '@quitus/ui';
import { channelOf } from '../agenda/action.ts';
import { automationsOf, channels, throughChannel } from './scenario.ts';
import type { DraftStep, Reference } from './scenario.ts';
import { isRung } from './sections.ts';
import type { StepFieldsProps } from './StepPanel.tsx';

const references = [
  'due-date',
  'issue-date',
  'previous-step',
  'promise-date',
  'payment-date',
] as const satisfies readonly Reference[];

/** A step counted from something else; beside the ladder it has no level, is not formal and does not come back. */
function countedFrom(step: DraftStep, reference: Reference): DraftStep {
  const next = { ...step, reference };
  if (isRung(next)) return isRung(step) ? next : { ...next, level: 1 };
  return { ...next, level: 0, grave: false, repeatEveryDays: null, repeatTimes: null };
}

/** When a step falls, through which channel and how it leaves. */
export function WhenFields(props: StepFieldsProps & { readonly mayRepeat: boolean }) {
  const { step, readOnly, onChange } = props;
  const texts = useTexts();
  const words = texts.scenarios.step.panel;
  return (
    <fieldset className="n-part">
      <legend>{words.when}</legend>
      <div className="n-pair">
        <NativeSelect
          label={words.reference}
          disabled={readOnly}
          value={step.reference}
          data={references.map((each) => ({ value: each, label: words.references[each] }))}
          onChange={(event) => {
            const chosen = references.find((each) => each === event.currentTarget.value);
            if (chosen) onChange(countedFrom(step, chosen));
          }}
        />
        <NumberInput
          label={words.offset}
          min={-90}
          max={720}
          allowDecimal={false}
          disabled={readOnly}
          value={step.offsetDays}
          onChange={(value) => typeof value === 'number' && onChange({ ...step, offsetDays: value }, 'days')}
        />
        <NativeSelect
          label={words.channel}
          disabled={readOnly}
          value={step.channel}
          data={channels.map((each) => ({ value: each, label: texts.common.channels[channelOf(each)] }))}
          onChange={(event) => {
            const chosen = channels.find((each) => each === event.currentTarget.value);
            if (chosen) onChange(throughChannel(step, chosen));
          }}
        />
        <NativeSelect
          label={words.automation}
          description={words.automations[step.automation]}
          disabled={readOnly || automationsOf(step).length < 2}
          value={step.automation}
          data={automationsOf(step).map((each) => ({ value: each, label: texts.scenarios.screen.automations[each] }))}
          onChange={(event) => {
            const chosen = automationsOf(step).find((each) => each === event.currentTarget.value);
            if (chosen) onChange({ ...step, automation: chosen });
          }}
        />
        <Names {...props} />
      </div>
      <Firmness {...props} />
      <Repetition {...props} />
    </fieldset>
  );
}

function Names({ step, readOnly, onChange }: StepFieldsProps) {
  const words = useTexts().scenarios.step.panel.nameIn;
  const name = (field: 'nameFr' | 'nameEn', label: string) => (
    <TextInput
      key={`${field} ${step[field]}`}
      label={label}
      required
      maxLength={100}
      disabled={readOnly}
      defaultValue={step[field]}
      onBlur={(event) => {
        const said = event.currentTarget.value.trim();
        // An empty name is no name: the one before stays.
        if (said === '') event.currentTarget.value = step[field];
        else if (said !== step[field]) onChange({ ...step, [field]: said });
      }}
    />
  );
  return (
    <>
      {name('nameFr', words.fr)}
      {name('nameEn', words.en)}
    </>
  );
}

function Firmness({ step, readOnly, onChange }: StepFieldsProps) {
  const words = useTexts().scenarios.step.panel;
  const rung = isRung(step);
  const formal = step.channel === 'hand-over';
  return (
    <>
      {rung && (
        <div className="n-pair">
          <NumberInput
            label={words.level}
            description={words.levelHelp}
            min={0}
            max={99}
            allowDecimal={false}
            disabled={readOnly}
            value={step.level}
            onChange={(value) => typeof value === 'number' && onChange({ ...step, level: value }, 'level')}
          />
        </div>
      )}
      <Checkbox
        label={words.grave}
        description={rung ? words.graveHelp : words.graveBeside}
        disabled={readOnly || !rung || formal}
        checked={step.grave}
        onChange={(event) => {
          const grave = event.currentTarget.checked;
          onChange({ ...step, grave, automation: grave && step.automation === 'automatic' ? 'to-confirm' : step.automation });
        }}
      />
      <Switch
        size="xs"
        label={words.enabled}
        disabled={readOnly}
        checked={step.enabled}
        onChange={(event) => onChange({ ...step, enabled: event.currentTarget.checked })}
      />
    </>
  );
}

const usualRepeat = { repeatEveryDays: 15, repeatTimes: 3 };

function Repetition({ step, readOnly, onChange, mayRepeat }: StepFieldsProps & { readonly mayRepeat: boolean }) {
  const words = useTexts().scenarios.step.panel;
  const repeats = step.repeatEveryDays !== null && step.repeatTimes !== null;
  return (
    <>
      <Switch
        size="xs"
        label={words.repeat}
        description={mayRepeat ? undefined : words.repeatHelp}
        // One that may no longer come back can still be told not to.
        disabled={readOnly || (!mayRepeat && !repeats)}
        checked={repeats}
        onChange={(event) =>
          onChange({ ...step, ...(event.currentTarget.checked ? usualRepeat : { repeatEveryDays: null, repeatTimes: null }) })
        }
      />
      {repeats && (
        <div className="n-pair">
          <NumberInput
            label={words.repeatEvery}
            min={1}
            max={365}
            allowDecimal={false}
            disabled={readOnly}
            value={step.repeatEveryDays ?? 1}
            onChange={(value) =>
              typeof value === 'number' && value >= 1 && onChange({ ...step, repeatEveryDays: value }, 'every')
            }
          />
          <NumberInput
            label={words.repeatTimes}
            min={1}
            max={52}
            allowDecimal={false}
            disabled={readOnly}
            value={step.repeatTimes ?? 1}
            onChange={(value) => typeof value === 'number' && value >= 1 && onChange({ ...step, repeatTimes: value }, 'times')}
          />
        </div>
      )}
    </>
  );
}
