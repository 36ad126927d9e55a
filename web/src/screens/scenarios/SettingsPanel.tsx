import { NumberInput, Radio, TextInput, Textarea } from '@mantine/core';
import { SidePanel, useTexts } from '@quitus/ui';
import { MinimumField } from './MinimumField.tsx';
import type { Draft } from './scenario.ts';
import { UnitDrawing } from './UnitDrawing.tsx';
import type { ScenarioEditor } from './useScenarioEditor.ts';

const units = ['account', 'level', 'item'] as const satisfies readonly Draft['unit'][];
const catchUps = ['start-at-first', 'jump-to-age', 'latest-only'] as const satisfies readonly Draft['catchUp'][];

interface SettingsPanelProps {
  readonly editor: ScenarioEditor;
  readonly readOnly: boolean;
  readonly onClose: () => void;
}

/** The settings of a scenario: what one message is for, what a late newcomer gets, how often, from what amount. */
export function SettingsPanel({ editor, readOnly, onClose }: SettingsPanelProps) {
  const words = useTexts().scenarios.editor.settings;
  const { draft, set } = editor;
  return (
    <SidePanel takeFocus width="wide" label={words.title} title={words.title} onClose={onClose}>
      <div className="n-form">
        <TextInput
          label={words.name}
          maxLength={100}
          disabled={readOnly}
          error={draft.name.trim() === ''}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value }, 'scenario name')}
        />
        <Textarea
          label={words.description}
          placeholder={words.descriptionPlaceholder}
          maxLength={500}
          autosize
          minRows={2}
          disabled={readOnly}
          value={draft.description}
          onChange={(event) => set({ description: event.currentTarget.value }, 'description')}
        />
        <Radio.Group
          label={words.unit}
          description={words.unitNote}
          value={draft.unit}
          onChange={(value) => set({ unit: units.find((each) => each === value) ?? draft.unit })}
        >
          <div className="n-units">
            {units.map((unit) => (
              <label key={unit} className="n-unit-choice" data-chosen={draft.unit === unit || undefined}>
                <UnitDrawing unit={unit} />
                <Radio value={unit} disabled={readOnly} label={words.units[unit]} description={words.unitHelp[unit]} />
              </label>
            ))}
          </div>
        </Radio.Group>
        <Radio.Group
          label={words.catchUp}
          value={draft.catchUp}
          onChange={(value) => set({ catchUp: catchUps.find((each) => each === value) ?? draft.catchUp })}
        >
          <div className="n-choices">
            {catchUps.map((each) => (
              <Radio
                key={each}
                value={each}
                disabled={readOnly}
                label={words.catchUps[each]}
                description={words.catchUpHelp[each]}
              />
            ))}
          </div>
        </Radio.Group>
        <div className="n-pair">
          <NumberInput
            label={words.minDays}
            placeholder={words.usual}
            description={words.usualHelp}
            min={0}
            max={90}
            allowDecimal={false}
            disabled={readOnly}
            value={draft.minDaysBetween ?? ''}
            onChange={(value) => set({ minDaysBetween: typeof value === 'number' ? value : null }, 'days between')}
          />
          <MinimumField
            label={words.floor}
            placeholder={words.usual}
            description={words.usualHelp}
            readOnly={readOnly}
            amount={draft.floorAmount}
            onChange={(floorAmount) => set({ floorAmount }, 'floor')}
          />
        </div>
        <p className="n-note q-muted">{words.note}</p>
      </div>
    </SidePanel>
  );
}
